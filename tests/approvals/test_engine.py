"""An approval from its submission to its end, whatever is approved."""

from datetime import timedelta
from decimal import Decimal

import pytest

from salesapp.approvals import actions, queries
from salesapp.approvals.content.actions import content_changed, terminate
from salesapp.approvals.inbox.page import inbox
from salesapp.approvals.rules import AlreadyDecided, ApprovalRefused, NotYourStep, Outcome, SeatStatus
from salesapp.policies.actions import change as set_policy
from salesapp.refusals import NotAllowed
from salesapp.web import clock
from tests.approvals.probe import Probe, install

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
def probe(cast, monkeypatch):
    return install(Probe(owner=cast.lin), monkeypatch)


def submit(probe, by=None, answer=None):
    return actions.submit(probe.subject(), probe.record, answer=answer, by=by or probe.owner, at=clock.now())


def decide(approval, by, verdict="agree", comment=None, seat=None, **more):
    seat = seat or next((s for s in approval.open_seats if s.role == by.role), approval.open_seats[0])
    return actions.decide(approval, seat, verdict, comment, by=by, at=clock.now(), **more)


def open_roles(approval):
    return [seat.role for seat in approval.open_seats]


def test_the_route_goes_place_by_place_and_ends_approved(probe, cast):
    probe.amount = Decimal(600_000)
    approval = submit(probe)
    assert open_roles(approval) == ["supervisor"]
    decide(approval, cast.xu)
    assert sorted(open_roles(approval)) == ["finance", "legal"]
    decide(approval, cast.zheng)
    decide(approval, cast.lu)
    assert open_roles(approval) == ["director"]
    decide(approval, cast.tang)
    assert approval.outcome == Outcome.APPROVED
    assert probe.told[0] == "submitted" and probe.told[-1] == "approved"


@pytest.mark.parametrize(
    ("amount", "roles"),
    [
        ("99999.99", ["supervisor"]),
        ("100000.00", ["supervisor", "finance"]),
        ("499999.99", ["supervisor", "finance"]),
        ("500000.00", ["supervisor", "legal", "finance", "director"]),
    ],
)
def test_the_try_out_and_the_submission_are_one_route(probe, cast, amount, roles):
    probe.amount = Decimal(amount)
    tried = [seat.role for seat in actions.route_of(probe.subject(), probe.record, cast.lin)]
    assert tried == roles
    assert [seat.role for seat in submit(probe).seats] == tried


def test_one_return_among_several_ends_the_round_and_empties_the_inboxes(probe, cast):
    probe.amount = Decimal(600_000)
    approval = submit(probe)
    decide(approval, cast.xu)
    decide(approval, cast.zheng)
    assert [line.approval_id for line in inbox(cast.lu, clock.now()).rows] == [approval.id]
    decide(approval, cast.lu, "return", "付款条件不清楚")
    assert approval.outcome == Outcome.RETURNED and not approval.open_seats
    assert not inbox(cast.tang, clock.now()).rows and not inbox(cast.lu, clock.now()).rows
    again = submit(probe, answer="已补充付款条件")
    assert again.round == 2 and open_roles(again) == ["supervisor"] and not again.decided


def test_only_who_runs_the_record_submits_it_and_never_approves_it(probe, cast):
    with pytest.raises(NotAllowed):
        submit(probe, by=cast.fang)
    approval = submit(probe)
    with pytest.raises(ApprovalRefused, match="自己负责或提交"):
        decide(approval, cast.lin)
    with pytest.raises(NotYourStep):
        decide(approval, cast.ma)  # the supervisor of another team


def test_the_second_decision_on_a_seat_is_told_of_the_first(probe, cast):
    approval = submit(probe)
    seat = approval.open_seats[0]
    decide(approval, cast.xu, seat=seat)
    with pytest.raises(AlreadyDecided, match=cast.xu.name.replace("*", r"\*")):
        decide(approval, cast.xu, "veto", "不行不行", seat=seat)
    assert approval.outcome == Outcome.APPROVED


@pytest.mark.parametrize("words", ["", "   ", "。", "！！", None])
def test_a_return_without_words_is_refused(probe, cast, words):
    approval = submit(probe)
    with pytest.raises(ApprovalRefused):
        decide(approval, cast.xu, "return", words)
    assert approval.open_seats


def test_the_same_content_is_not_submitted_again_after_a_veto_without_a_reason(probe, cast):
    decide(submit(probe), cast.xu, "veto", "毛利太低")
    with pytest.raises(ApprovalRefused, match="被否决版本相同"):
        submit(probe)
    assert submit(probe, answer="客户追加了订单").round == 2


def test_changed_content_may_be_submitted_after_a_veto(probe, cast):
    decide(submit(probe), cast.xu, "veto", "毛利太低")
    probe.content["terms"] = "50/50"
    assert submit(probe).round == 2


def test_a_real_change_ends_the_round_through_whatever_record(probe, cast):
    approval = submit(probe)
    content_changed("customer", 1, by=cast.lin, at=clock.now())
    assert approval.is_running  # nothing differs
    probe.content["terms"] = "100% 发货前"
    ended = content_changed("customer", 1, by=cast.lin, at=clock.now())
    assert [(one.id, parts) for one, parts in ended] == [(approval.id, ["付款计划"])]
    assert approval.outcome == Outcome.LAPSED and "付款计划" in approval.ended_because


def test_equal_amounts_and_outer_blanks_are_no_change(probe, cast):
    approval = submit(probe)
    probe.amount, probe.content["terms"] = Decimal("96000.00"), " 30/70 "
    assert content_changed("customer", 1, by=cast.lin, at=clock.now()) == []
    assert approval.is_running


def test_what_changed_unnoticed_is_not_decided(probe, cast):
    approval = submit(probe)
    probe.content["terms"] = "另一种"
    with pytest.raises(ApprovalRefused, match="付款计划"):
        decide(approval, cast.xu)


def test_a_fingerprint_cannot_be_guessed_without_its_salt(probe, cast):
    first = submit(probe)
    actions.withdraw(first, by=cast.lin, at=clock.now())
    second = submit(probe)
    assert first.frozen == second.frozen and first.sha256 != second.sha256


def test_a_submission_is_taken_back_until_the_first_decision(probe, cast):
    probe.amount = Decimal(200_000)
    approval = submit(probe)
    decide(approval, cast.xu)
    with pytest.raises(AlreadyDecided):
        actions.withdraw(approval, by=cast.lin, at=clock.now())
    set_policy("approval_withdraw_always", True, by=cast.admin, at=clock.now())
    actions.withdraw(approval, by=cast.lin, at=clock.now())
    assert approval.outcome == Outcome.WITHDRAWN


def test_the_route_and_the_version_of_the_rules_are_frozen(probe, cast):
    approval = submit(probe)
    set_policy(
        "approval_bands", [{"below": None, "roles": ["supervisor", "finance"]}], by=cast.admin, at=clock.now()
    )
    decide(approval, cast.xu)
    assert approval.outcome == Outcome.APPROVED and approval.settings_version == 1
    probe.content["terms"] = "新"
    fresh = submit(probe)
    assert fresh.settings_version == 2 and [seat.role for seat in fresh.seats] == ["supervisor", "finance"]


def test_a_vacant_role_is_named_before_the_submission(probe, cast):
    cast.lu.active = False
    probe.amount = Decimal(600_000)
    with pytest.raises(ApprovalRefused, match="法务|Legal"):
        submit(probe)
    assert queries.latest("probe", probe.record.id) is None


def test_a_supervisors_own_submission_goes_up(probe, cast):
    probe.owned_by(cast.xu)
    approval = actions.submit(probe.subject(), probe.record, by=cast.xu, at=clock.now())
    assert [seat.role for seat in approval.seats] == ["director"]


def test_a_return_in_the_middle_keeps_what_was_agreed_before_it(probe, cast):
    probe.amount = Decimal(600_000)
    approval = submit(probe)
    for who in (cast.xu, cast.zheng, cast.lu):
        decide(approval, who)
    decide(approval, cast.tang, "return", "财务再核一次", back_to=2)
    assert approval.is_running and sorted(open_roles(approval)) == ["finance", "legal"]
    supervisor = next(seat for seat in approval.seats if seat.role == "supervisor")
    assert supervisor.status == SeatStatus.AGREE
    for who in (cast.zheng, cast.lu, cast.tang):
        decide(approval, who)
    assert approval.outcome == Outcome.APPROVED
    assert len(approval.decided) == 7


def test_a_void_record_ends_its_round_and_counts_as_neither(probe, cast):
    approval = submit(probe)
    terminate("probe", probe.record.id, because="单据已作废", by=cast.lin, at=clock.now())
    assert approval.outcome == Outcome.ENDED and approval.ended_because == "单据已作废"
    assert not inbox(cast.xu, clock.now()).rows


def test_limits_are_working_days_and_pass_without_deciding(probe, cast, at):
    from salesapp.approvals.reminders.actions import escalate_late

    with clock.frozen(at(2026, 9, 30, 17)):
        approval = submit(probe)
    assert approval.open_seats[0].due_at == at(2026, 10, 8, 17)
    assert escalate_late(at=at(2026, 10, 8, 16)) == 0
    assert escalate_late(at=at(2026, 10, 8, 17) + timedelta(minutes=1)) == 1
    assert approval.is_running and approval.open_seats
