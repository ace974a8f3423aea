"""W19, W20, W24, W25, W31, W36: taken back, changed meanwhile, submitted again, void."""

import pytest
from sqlalchemy.exc import IntegrityError

from salesapp.approvals.content.actions import content_changed, terminate
from salesapp.approvals.inbox.page import inbox
from salesapp.approvals.models import Decision
from salesapp.approvals.queries import waiting_count
from salesapp.approvals.rules import ApprovalRefused
from salesapp.db import db
from salesapp.mail.models import OutgoingMail
from salesapp.opportunities.decisions.queries import latest
from salesapp.policies.actions import change as set_policy
from salesapp.web import clock
from tests.opportunities.factories import make_opportunity


def changed(desk, terms: str) -> None:
    """Change what the record rests on, through another record."""
    desk.probe.content["terms"] = terms
    content_changed("customer", 1, by=desk.cast.lin, at=clock.now())
    db.session.commit()


def test_w19_taken_back_until_the_first_decision_then_only_by_the_setting(desk):
    desk.submit("200000")
    assert desk.act("fang", "withdrawals").status_code == 403
    desk.agreed("xu")
    refused = desk.act("lin", "withdrawals")
    assert (
        refused.status_code == 409 and "许* 已于" in refused.text and "不能撤回；可请其退回" in refused.text
    )
    set_policy("approval_withdraw_always", True, by=desk.cast.tang, at=clock.now())
    assert desk.act("lin", "withdrawals").status_code == 303
    assert desk.round.outcome == "withdrawn" and not desk.asked("zheng")
    late = desk.decide("zheng", seat=desk.seat("finance"))
    assert late.status_code == 409 and "此审批已结束：已撤回" in late.text


def test_w20_what_is_taken_back_never_counts_as_approved(desk):
    desk.submit("50000")
    desk.agreed("xu")
    changed(desk, "50/50")
    assert desk.round.outcome == "lapsed"  # the new content was never approved
    desk.submit()
    assert desk.act("lin", "withdrawals").status_code == 303
    assert [one.outcome for one in rounds(desk)] == ["withdrawn", "lapsed"]
    assert desk.probe.told[-1] == "withdrawn" and "提交后有变动：付款计划" in desk.page("lin")


def rounds(desk):
    from salesapp.approvals.queries import rounds_of

    return rounds_of("probe", desk.probe.record.id)


def test_w24_a_change_through_another_record_voids_the_round_and_says_what(desk):
    desk.submit("50000")
    changed(desk, "100% 发货前")
    assert desk.round.outcome == "lapsed" and "TZ-1" not in desk.inbox("xu")
    assert "提交后有变动：付款计划" in desk.page("lin")


def test_w24_what_changed_unnoticed_is_marked_and_not_decided(desk):
    desk.submit("50000")
    hashed = desk.round.sha256
    desk.probe.content["terms"] = "另一种"
    page = desk.whole("xu").text
    assert "提交后有变动：付款计划" in page and hashed in page
    assert desk.decide("xu").status_code == 422 and desk.round.is_running


def test_w24_w25_a_phone_number_an_equal_amount_and_blanks_change_nothing(desk):
    desk.submit("96000")
    before = db.session.query(OutgoingMail).count()
    desk.probe.amount, desk.probe.content["terms"] = (
        desk.probe.amount.quantize(desk.probe.amount * 0 + 1),
        " 30/70 ",
    )
    content_changed("customer", 1, by=desk.cast.lin, at=clock.now())
    db.session.commit()
    assert desk.round.round == 1 and desk.asked("xu")
    assert db.session.query(OutgoingMail).count() == before


def test_w31_the_same_after_a_veto_needs_a_reason_that_all_read(desk):
    desk.submit("50000")
    assert desk.decide("xu", "veto", "毛利太低").status_code == 303
    with pytest.raises(ApprovalRefused, match="内容与被否决版本相同，请修改或说明理由"):
        desk.submit()
    with pytest.raises(ApprovalRefused):
        desk.submit(answer=" 。")
    desk.submit(answer="客户追加了订单")
    assert "客户追加了订单" in desk.page("xu")


def test_w31_over_the_owner_s_screen_of_a_file(cast, sign_in):
    one = make_opportunity(cast.lin)
    seat = latest(one).open_seats[0]
    data = {"seat_id": seat.id, "verdict": "veto", "comment": "没有预算"}
    assert sign_in("xu").post(f"/approvals/{seat.approval_id}/decisions", data=data).status_code == 303
    lin, path = sign_in("lin"), f"/opportunities/{one.id}/submissions"
    refused = lin.post(path, data={"answer": ""})
    assert refused.status_code == 422 and "内容与被否决版本相同" in refused.text
    assert lin.post(path, data={"answer": "预算已批"}).status_code == 303


def test_w36_a_void_record_leaves_every_inbox_and_counts_as_neither(desk):
    desk.submit("200000")
    desk.agreed("xu")
    terminate("probe", desk.probe.record.id, because="单据已作废，审批终止", by=desk.cast.lin, at=clock.now())
    db.session.commit()
    assert not desk.asked("zheng") and not inbox(desk.cast.zheng, clock.now()).rows
    assert waiting_count(desk.cast.zheng, clock.today()) == 0
    assert "单据已作废，审批终止" in desk.page("lin") and desk.round.outcome == "ended"
    late = desk.decide("zheng", seat=desk.seat("finance"))
    assert late.status_code == 409 and "此审批已结束：单据终止" in late.text
    assert desk.seat("finance").status == "lapsed"


def test_every_decision_is_one_row_with_all_that_belongs_to_it(desk):
    desk.submit("200000")
    desk.stand_in("ma", "xu")
    desk.agreed("ma")
    row = desk.seat("supervisor").decision
    assert (row.by.name, row.for_.name, row.verdict, row.ip) == ("马*", "许*", "agree", "127.0.0.1")
    assert row.sha256 == desk.round.sha256 and row.settings_version == 1 and row.at == clock.now()
    with pytest.raises(IntegrityError), db.session.begin_nested():
        twice = {
            "seat_id": row.seat_id,
            "by_id": row.by_id,
            "verdict": "veto",
            "settings_version": 1,
            "at": row.at,
        }
        db.session.execute(Decision.__table__.insert().values(**twice))
