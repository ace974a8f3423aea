"""Deputies, added signers, handing on: who decides when the usual person does not."""

from datetime import date, timedelta

import pytest

from salesapp.approvals import access, actions
from salesapp.approvals.deputies import actions as naming
from salesapp.approvals.deputies import queries
from salesapp.approvals.deputies.actions import end, name_deputy
from salesapp.approvals.deputies.rules import DeputyRefused, Standing, check
from salesapp.approvals.inbox.page import inbox
from salesapp.approvals.rules import AlreadyDecided, ApprovalRefused, NotYourStep, Outcome
from salesapp.approvals.signers.actions import add_signer, hand_on
from salesapp.policies.queries import policy
from salesapp.refusals import NotAllowed
from salesapp.web import clock
from tests.approvals.probe import Probe, install
from tests.approvals.test_engine import decide, submit
from tests.contracts.factories import mails

pytestmark = pytest.mark.usefixtures("frozen_clock")
MONDAY = date(2026, 11, 23)


@pytest.fixture
def probe(cast, monkeypatch):
    return install(Probe(owner=cast.lin), monkeypatch)


def stand_in(deputy, principal, *, by, first=MONDAY, last=date(2026, 11, 30)):
    return name_deputy(
        principal,
        deputy,
        starts_on=first,
        ends_on=last,
        because="出差",
        by=by,
        today=MONDAY,
        at=clock.now(),
    )


def test_principal_and_deputy_both_see_it_and_the_first_answer_counts(probe, cast):
    approval = submit(probe)
    assert not inbox(cast.ma, clock.now()).rows
    stand_in(cast.ma, cast.xu, by=cast.admin)
    assert [row.approval_id for row in inbox(cast.ma, clock.now()).rows] == [approval.id]
    assert [row.approval_id for row in inbox(cast.xu, clock.now()).rows] == [approval.id]
    seat = approval.open_seats[0]
    decision = decide(approval, cast.ma, seat=seat)
    assert (decision.by_id, decision.for_id) == (cast.ma.id, cast.xu.id)
    with pytest.raises(AlreadyDecided):
        decide(approval, cast.xu, seat=seat)


def test_a_deputy_decides_until_the_last_second_of_the_last_day(probe, cast, at):
    approval = submit(probe)
    stand_in(cast.ma, cast.xu, by=cast.admin)
    with clock.frozen(at(2026, 12, 1, 0, 10)):
        assert not inbox(cast.ma, clock.now()).rows
        with pytest.raises(NotYourStep, match="11-30"):
            decide(approval, cast.ma)
    with clock.frozen(at(2026, 11, 30, 23, 59) + timedelta(seconds=59)):
        decide(approval, cast.ma)
    assert approval.outcome == Outcome.APPROVED


def test_a_deputy_decides_from_the_first_second_of_the_first_day(probe, cast, at):
    approval = submit(probe)
    stand_in(cast.ma, cast.xu, by=cast.admin, first=date(2026, 11, 25))
    with clock.frozen(at(2026, 11, 24, 23, 59)):
        assert not inbox(cast.ma, clock.now()).rows
        with pytest.raises(NotYourStep):
            decide(approval, cast.ma)
    with clock.frozen(at(2026, 11, 25, 0, 0)):
        assert inbox(cast.ma, clock.now()).rows
        decide(approval, cast.ma)
    assert approval.outcome == Outcome.APPROVED


def test_a_deputy_who_left_stands_in_nobodys_way(probe, cast, db_session):
    approval = submit(probe)
    stand_in(cast.chen, cast.xu, by=cast.admin)
    cast.chen.active = False
    db_session.flush()
    stand_in(cast.ma, cast.xu, by=cast.admin)
    decide(approval, cast.ma)
    assert approval.outcome == Outcome.APPROVED


def test_a_deputy_who_left_passes_nothing_on(probe, cast, db_session, monkeypatch):
    passes = lambda key: key == "deputy_passes_on" or policy(key)  # noqa: E731
    for module in (queries, naming, access):
        monkeypatch.setattr(module, "policy", passes)
    approval = submit(probe)
    stand_in(cast.chen, cast.xu, by=cast.admin)
    stand_in(cast.ma, cast.chen, by=cast.admin)
    assert inbox(cast.ma, clock.now()).rows
    cast.chen.active = False
    db_session.flush()
    assert cast.ma not in access.asked(approval.open_seats[0], MONDAY)
    assert not inbox(cast.ma, clock.now()).rows
    with pytest.raises(NotYourStep):
        decide(approval, cast.ma)


def test_the_deputy_who_submitted_gets_nothing(probe, cast):
    stand_in(cast.lin, cast.xu, by=cast.admin)
    approval = submit(probe)
    assert not inbox(cast.lin, clock.now()).rows
    with pytest.raises(ApprovalRefused, match="自己负责或提交"):
        decide(approval, cast.lin)
    assert inbox(cast.xu, clock.now()).rows


def test_nobody_answers_two_steps_of_one_item_by_standing_in(probe, cast):
    from decimal import Decimal

    probe.amount = Decimal(600_000)
    stand_in(cast.xu, cast.tang, by=cast.admin)
    approval = submit(probe)
    for who in (cast.xu, cast.zheng, cast.lu):
        decide(approval, who)
    with pytest.raises(NotYourStep):
        decide(approval, cast.xu)
    decide(approval, cast.tang)
    assert approval.outcome == Outcome.APPROVED


def test_only_director_and_administrator_say_who_stands_in_for_whom(cast):
    for person in (cast.xu, cast.ma, cast.lin, cast.zheng, cast.lu):
        with pytest.raises(NotAllowed, match="总监或管理员"):
            stand_in(cast.ma, cast.xu, by=person)
    with pytest.raises(NotAllowed, match="不能指定自己"):
        stand_in(cast.tang, cast.xu, by=cast.tang)
    assert stand_in(cast.ma, cast.xu, by=cast.tang).deputy is cast.ma


def test_who_is_back_the_director_or_an_administrator_ends_it(cast):
    row = stand_in(cast.ma, cast.xu, by=cast.admin)
    for person in (cast.ma, cast.lin, cast.zheng):
        with pytest.raises(NotAllowed):
            end(row, by=person, at=clock.now())
    end(row, by=cast.xu, at=clock.now())
    with pytest.raises(DeputyRefused):
        end(row, by=cast.admin, at=clock.now())


def test_finance_and_the_director_are_told_who_stands_in(cast, db_session):
    stand_in(cast.ma, cast.xu, by=cast.admin)
    assert mails(db_session, "马* 代 许*") == {"ma", "xu", "zheng", "tang"}


def test_the_page_offers_the_naming_only_to_who_may(cast, sign_in):
    data = {"principal": cast.xu.id, "deputy": cast.ma.id, "starts_on": "2026-11-23", "ends_on": "2026-11-24"}
    xu = sign_in("xu")
    assert "deputy-form" not in xu.get("/approvals/deputies").text
    assert xu.post("/approvals/deputies", data=data).status_code == 403
    assert "deputy-form" in sign_in("tang").get("/approvals/deputies").text
    assert sign_in("tang").post("/approvals/deputies", data=data).status_code == 303
    ending = "/endings"
    assert ending in xu.get("/approvals/deputies").text
    assert ending not in sign_in("ma").get("/approvals/deputies").text


A_FOR_B = Standing(2, 1, MONDAY, date(2026, 11, 30))


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (Standing(1, 1, MONDAY, MONDAY), "deputy"),
        (Standing(2, 3, date(2026, 11, 30), date(2026, 12, 1)), "starts_on"),  # two deputies on one day
        (Standing(3, 2, MONDAY, MONDAY), "deputy"),  # a deputy of a deputy
        (Standing(1, 3, MONDAY, MONDAY), "deputy"),  # who stands in is away too
        (Standing(1, 2, MONDAY, MONDAY), "deputy"),  # a circle
        (Standing(4, 5, date(2026, 11, 24), MONDAY), "ends_on"),
        (Standing(4, 5, date(2026, 11, 1), date(2026, 11, 22)), "ends_on"),
        (Standing(4, 5, MONDAY, date(2028, 1, 1)), "ends_on"),
    ],
)
def test_who_cannot_stand_in(new, field):
    with pytest.raises(DeputyRefused) as refused:
        check(new, [A_FOR_B], today=MONDAY)
    assert refused.value.field == field


def test_the_day_after_a_deputy_ends_another_may_begin():
    check(Standing(2, 3, date(2026, 12, 1), date(2026, 12, 1)), [A_FOR_B], today=MONDAY)


def test_a_signer_added_before_is_asked_first_and_it_comes_back(probe, cast):
    approval = submit(probe)
    seat = approval.open_seats[0]
    added = add_signer(seat, cast.lu, when="before", because="条款", by=cast.xu, at=clock.now())
    assert approval.open_seats == [added]
    with pytest.raises(AlreadyDecided):
        decide(approval, cast.xu, seat=seat)
    decide(approval, cast.lu, seat=added)
    assert approval.open_seats == [seat]
    decide(approval, cast.xu, seat=seat)
    assert approval.outcome == Outcome.APPROVED


def test_a_signer_added_after_is_asked_once_the_adder_agreed(probe, cast):
    approval = submit(probe)
    seat = approval.open_seats[0]
    added = add_signer(seat, cast.he, when="after", because="技术", by=cast.xu, at=clock.now())
    assert approval.open_seats == [seat]
    decide(approval, cast.xu, seat=seat)
    assert approval.open_seats == [added] and approval.is_running
    decide(approval, cast.he, seat=added)
    assert approval.outcome == Outcome.APPROVED


@pytest.mark.parametrize("who", ["lin", "xu"])
def test_neither_the_submitter_nor_oneself_is_added(probe, cast, who):
    approval = submit(probe)
    with pytest.raises(ApprovalRefused):
        add_signer(
            approval.open_seats[0], getattr(cast, who), when="after", because=None, by=cast.xu, at=clock.now()
        )
    assert len(approval.seats) == 1


def test_the_same_colleague_is_not_a_second_seat(probe, cast):
    approval = submit(probe)
    add_signer(approval.open_seats[0], cast.lu, when="after", because=None, by=cast.xu, at=clock.now())
    with pytest.raises(ApprovalRefused):
        add_signer(approval.open_seats[0], cast.lu, when="before", because=None, by=cast.xu, at=clock.now())


def test_handing_on_keeps_the_clock_and_stops_at_the_third_time(probe, cast):
    approval = submit(probe)
    seat = approval.open_seats[0]
    due = seat.due_at
    hand_on(seat, cast.ma, because="出差", by=cast.xu, at=clock.now())
    assert not inbox(cast.xu, clock.now()).rows and inbox(cast.ma, clock.now()).rows
    hand_on(seat, cast.xu, because="您更清楚", by=cast.ma, at=clock.now())
    with pytest.raises(ApprovalRefused, match="2"):
        hand_on(seat, cast.ma, because="不", by=cast.xu, at=clock.now())
    assert seat.due_at == due and len(seat.handings) == 2
    decide(approval, cast.xu, seat=seat)
    assert approval.outcome == Outcome.APPROVED


def test_it_is_not_handed_to_the_submitter_or_to_who_may_not_see_it(probe, cast):
    approval = submit(probe)
    seat = approval.open_seats[0]
    probe.unseen_by.add(cast.chen.id)
    for who in (cast.lin, cast.chen):
        with pytest.raises(ApprovalRefused):
            hand_on(seat, who, because=None, by=cast.xu, at=clock.now())
    with pytest.raises(NotYourStep):
        hand_on(seat, cast.ma, because=None, by=cast.zheng, at=clock.now())


def test_a_closed_account_decides_nothing(probe, cast):
    approval = submit(probe)
    cast.xu.active = False
    with pytest.raises(NotYourStep):
        actions.decide(approval, approval.open_seats[0], "agree", None, by=cast.xu, at=clock.now())
