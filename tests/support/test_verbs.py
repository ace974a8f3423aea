"""Support is asked for, accepted, answered or refused, withdrawn, asked for again; it follows records and people."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from salesapp.accounts.people.actions import close_user
from salesapp.contracts import actions as contracts
from salesapp.customers.ownership.actions import hand_over, share, stop_sharing
from salesapp.db import db
from salesapp.mail.models import OutgoingMail
from salesapp.opportunities import actions as opportunities
from salesapp.refusals import NotAllowed
from salesapp.support import actions
from salesapp.support.rules import Status, SupportRefused
from tests.contracts.factories import make_contract
from tests.customers.factories import make_customer
from tests.opportunities.factories import make_opportunity
from tests.support.factories import NOW, THURSDAY, asked
from tests.work.factories import differences, todo

DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("frozen_clock")


def day(user, at=NOW) -> list[str]:
    """Return what a person's day says of support."""
    return [line.title for line in todo(user, at) if line.kind.startswith("support")]


def test_a_department_is_asked_and_one_of_it_takes_it_on(cast):
    request = asked(cast.lin)
    assert request.number.startswith("ZC2026-")
    assert day(cast.he) == ["陪同演示排产"]
    assert day(cast.lin) == day(cast.zheng) == []
    actions.accept(request, by=cast.he, at=NOW)
    assert (request.status, request.taken_by) == (Status.ACCEPTED, cast.he)
    assert day(cast.he) == ["陪同演示排产"]
    assert differences(NOW) == 0


def test_an_answer_is_read_by_who_asked(cast):
    request = asked(cast.lin, person_id=cast.zheng.id)
    assert request.role == "finance"
    actions.finish(request, "开票信息已核对", by=cast.zheng, at=NOW)
    assert day(cast.zheng) == []
    (line,) = [one for one in todo(cast.lin, NOW) if one.kind == "support_answer"]
    assert (line.title, line.overdue) == ("已完成：陪同演示排产", False)
    assert "开票信息已核对" in line.detail
    actions.read(request, by=cast.lin, at=NOW)
    actions.read(request, by=cast.lin, at=NOW)
    assert day(cast.lin) == []
    assert [turn.what for turn in request.turns] == ["asked", "done", "read"]


def test_what_is_late_stands_on_both_days_in_working_days(cast, at):
    asked(cast.lin)
    monday = at(2026, 11, 30, 9)
    (mine,) = [one for one in todo(cast.lin, monday) if one.kind == "support_late"]
    (theirs,) = [one for one in todo(cast.he, monday) if one.kind == "support"]
    assert mine.overdue
    assert theirs.overdue
    assert mine.due_words == theirs.due_words == "逾期 2 个工作日"
    assert day(cast.lin, at(2026, 11, 26, 23)) == []


def test_a_refusal_is_read_and_asked_for_again(cast, at):
    request = asked(cast.lin)
    actions.refuse(request, "本周人手不足", by=cast.he, at=NOW)
    assert day(cast.lin) == ["已拒绝：陪同演示排产"]
    actions.ask_again(request, "下周也可以", date(2026, 12, 3), by=cast.lin, at=NOW)
    assert (request.status, request.answer, request.taken_by) == (Status.ASKED, None, None)
    assert day(cast.lin) == []
    assert day(cast.he) == ["陪同演示排产"]
    assert differences(NOW) == 0


def test_who_asked_takes_it_back(cast):
    request = asked(cast.lin)
    actions.withdraw(request, "客户改期", by=cast.lin, at=NOW)
    assert request.status == Status.WITHDRAWN
    assert day(cast.he) == day(cast.lin) == []


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"what": "  "}, "what", "请写明"),
        ({"due_on": date(2026, 11, 20)}, "due_on", "已经过去"),
        ({"due_on": date(2026, 11, 28)}, "due_on", "2026-11-30"),
        ({"role": "rep"}, "whom", "请选择"),
        ({"role": None}, "whom", "请选择"),
        ({"person_id": 987654}, "whom", "请选择"),
    ],
)
def test_what_cannot_be_asked_is_said_beside_its_field(cast, changes, field, words):
    with pytest.raises(SupportRefused, match=words) as refused:
        asked(cast.lin, **changes)
    assert refused.value.field == field


def test_a_department_without_anybody_is_not_asked(cast):
    cast.he.active = False
    with pytest.raises(SupportRefused, match="没有人"):
        asked(cast.lin)
    with pytest.raises(SupportRefused, match="没有人"):
        asked(cast.tang, role="director")


def test_only_who_works_on_a_record_asks(cast):
    customer = make_customer(cast.lin)
    with pytest.raises(NotAllowed, match="只有负责"):
        asked(cast.fang, record=customer)
    with pytest.raises(NotAllowed):
        asked(cast.zheng, record=customer, role="tech")
    share(customer, cast.fang, by=cast.lin, at=NOW)
    for by in (cast.fang, cast.xu, cast.tang):
        assert asked(by, record=customer).asked_by == by
    with pytest.raises(NotAllowed):
        asked(cast.ma, record=customer)


def test_nothing_is_asked_for_what_has_ended(cast):
    opportunity = make_opportunity(cast.lin)
    opportunity.status = "lost"
    db.session.flush()
    with pytest.raises(SupportRefused, match="已结束"):
        asked(cast.lin, record=opportunity, kind="opportunity")


def test_only_who_is_asked_answers_and_only_once(cast):
    request = asked(cast.lin)
    for verb in (actions.accept, lambda *a, **k: actions.finish(*a, "好", **k)):
        with pytest.raises(NotAllowed, match="其他人"):
            verb(request, by=cast.zheng, at=NOW)
    with pytest.raises(SupportRefused) as refused:
        actions.finish(request, " ", by=cast.he, at=NOW)
    assert refused.value.field == "answer"
    with pytest.raises(SupportRefused) as refused:
        actions.refuse(request, "", by=cast.he, at=NOW)
    assert refused.value.field == "reason"
    actions.accept(request, by=cast.he, at=NOW)
    with pytest.raises(SupportRefused, match="已接受"):
        actions.accept(request, by=cast.he, at=NOW)
    actions.finish(request, "好", by=cast.he, at=NOW)
    with pytest.raises(SupportRefused, match="已完成"):
        actions.refuse(request, "不", by=cast.he, at=NOW)


@pytest.mark.parametrize("nothing", ["。", "……", " - ", "_", "\u3000"])
def test_a_full_stop_answers_nothing(cast, nothing):
    request = asked(cast.lin)
    for verb, field in ((actions.finish, "answer"), (actions.refuse, "reason")):
        with pytest.raises(SupportRefused) as refused:
            verb(request, nothing, by=cast.he, at=NOW)
        assert refused.value.field == field
    assert request.is_open and request.answer is None


def test_only_who_asked_withdraws_reads_and_asks_again(cast):
    request = asked(cast.lin)
    for verb in (
        lambda: actions.withdraw(request, None, by=cast.he, at=NOW),
        lambda: actions.read(request, by=cast.he, at=NOW),
        lambda: actions.ask_again(request, None, THURSDAY, by=cast.he, at=NOW),
    ):
        with pytest.raises(NotAllowed, match="林"):
            verb()
    with pytest.raises(SupportRefused, match="已提出"):
        actions.read(request, by=cast.lin, at=NOW)
    with pytest.raises(SupportRefused, match="已提出"):
        actions.ask_again(request, None, THURSDAY, by=cast.lin, at=NOW)


def test_a_colleague_is_told_who_took_it_on(cast):
    cast.gao.role = "tech"
    request = asked(cast.lin)
    actions.accept(request, by=cast.he, at=NOW)
    with pytest.raises(NotAllowed, match="何"):
        actions.accept(request, by=cast.gao, at=NOW)


def test_mails_tell_who_is_asked_and_who_asked(cast):
    request = asked(cast.lin)
    actions.finish(request, "已演示", by=cast.he, at=NOW)
    db.session.commit()
    query = select(OutgoingMail).where(OutgoingMail.about == request.number).order_by(OutgoingMail.id)
    first, second = db.session.scalars(query).all()
    assert (first.to, second.to) == ("he@example.cn", "lin@example.cn")
    assert first.path == f"/support/{request.id}"
    assert "已演示" in second.body


# ------------------------------------------------------------------------------- it follows


def test_it_goes_on_for_the_new_owner(cast):
    customer = make_customer(cast.lin)
    request = asked(cast.lin, record=customer)
    hand_over(customer, cast.fang, by=cast.xu, at=NOW, reason="调区")
    db.session.commit()
    assert request.asked_by == cast.fang
    assert request.turns[-1].what == "passed"
    assert differences(NOW) == 0


def test_it_stays_with_who_goes_on_working_along(cast):
    customer = make_customer(cast.lin)
    share(customer, cast.fang, by=cast.lin, at=NOW)
    request = asked(cast.fang, record=customer)
    hand_over(customer, cast.chen, by=cast.tang, at=NOW, reason="调区")
    assert request.asked_by == cast.fang
    stop_sharing(customer, cast.fang.id, by=cast.tang, at=NOW)
    assert request.asked_by == cast.chen


def test_it_ends_with_its_opportunity_and_its_contract(cast):
    opportunity, contract = make_opportunity(cast.lin), make_contract(cast.lin)
    first = asked(cast.lin, record=opportunity, kind="opportunity")
    second = asked(cast.lin, record=contract, kind="contract", role="legal")
    values = {
        "status": "lost",
        "close_reason": "price",
        "close_note": "报价偏高",
        "recontact_on": date(2027, 3, 1),
    }
    opportunities.close(opportunity, values, by=cast.lin, at=NOW)
    contracts.void(contract, "客户取消", agreed=True, by=cast.lin, at=NOW)
    db.session.commit()
    assert (first.status, second.status) == (Status.WITHDRAWN, Status.WITHDRAWN)
    assert day(cast.he) == day(cast.lu) == []
    with pytest.raises(SupportRefused, match="已结束"):
        actions.ask_again(first, None, THURSDAY, by=cast.lin, at=NOW)


def test_when_who_asked_leaves_the_owner_gets_the_answer(cast):
    customer = make_customer(cast.lin)
    share(customer, cast.fang, by=cast.lin, at=NOW)
    request = asked(cast.fang, record=customer)
    close_user(cast.fang, successor=0, by=cast.admin, at=NOW)
    assert request.asked_by == cast.lin


def test_when_who_was_asked_leaves_the_department_is_asked(cast):
    cast.gao.role = "tech"
    request = asked(cast.lin, person_id=cast.he.id)
    actions.accept(request, by=cast.he, at=NOW)
    close_user(cast.he, successor=0, by=cast.admin, at=NOW)
    assert (request.status, request.asked, request.taken_by) == (Status.ASKED, None, None)
    assert day(cast.gao) == ["陪同演示排产"]


def test_when_nobody_of_the_department_is_left_the_directors_are_asked(cast):
    request = asked(cast.lin, person_id=cast.he.id)
    close_user(cast.he, successor=0, by=cast.admin, at=NOW)
    assert (request.status, request.role, request.asked) == (Status.ASKED, "director", None)
    assert request.turns[-1].words == "总监" and day(cast.tang) == ["陪同演示排产"]


def test_when_nobody_is_left_who_could_answer_the_asker_learns_it(cast):
    cast.tang.role = "finance"
    request = asked(cast.lin, person_id=cast.he.id)
    close_user(cast.he, successor=0, by=cast.admin, at=NOW)
    assert request.status == Status.REFUSED
    assert day(cast.lin) == ["已拒绝：陪同演示排产"]
