"""What is done to an opportunity, and what stays written of it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from salesapp.calendar.queries import work_calendar
from salesapp.customers.contacts import actions as contacts
from salesapp.db import db
from salesapp.opportunities import actions, queries
from salesapp.opportunities.grading import GradeRefused
from salesapp.opportunities.history import FollowUp
from salesapp.opportunities.rules import CloseRefused, FileRefused, MoveRefused, NotOpen
from salesapp.policies import actions as actions_of_policies
from tests.customers.factories import make_customer
from tests.opportunities.factories import NOW, make_opportunity, values_for

pytestmark = pytest.mark.usefixtures("frozen_clock")


def follow(opportunity, by, at):
    done = opportunity.record_follow_up(by=by, at=at, calendar=work_calendar())
    db.session.flush()
    return done


def test_an_opportunity_is_opened_with_number_grade_rhythm_and_history(cast):
    one = make_opportunity(cast.lin)
    assert one.number == "SJ2026-0001"
    assert (one.amount_score, one.total_score, one.suggested_grade, one.grade) == (
        3,
        Decimal("4.10"),
        "S",
        "S",
    )
    assert (one.stage, one.win_rate, one.next_due_on) == ("first_contact", 10, date(2026, 11, 26))
    assert [(move.before, move.after, move.by_id, move.at) for move in one.stage_changes] == [
        (None, "first_contact", cast.lin.id, NOW)
    ]
    assert [(change.field, change.before, change.after) for change in one.grade_changes] == [
        ("grade", None, "S")
    ]


def test_one_fen_is_an_amount(cast):
    one = make_opportunity(cast.lin, amount=Decimal("0.01"))
    db.session.expire(one)
    assert one.amount == Decimal("0.01")


def test_another_grade_than_the_suggestion_wants_a_reason(cast):
    customer = make_customer(cast.lin)
    with pytest.raises(GradeRefused, match="建议级别是 S，您确认为 A"):
        actions.open_opportunity(values_for(customer, grade="A"), by=cast.lin, at=NOW)


def test_nothing_is_opened_in_the_past_or_in_ten_years(cast):
    customer = make_customer(cast.lin)
    for day in (date(2026, 11, 22), date(2037, 1, 1)):
        with pytest.raises(FileRefused) as refused:
            actions.open_opportunity(values_for(customer, expected_close_on=day), by=cast.lin, at=NOW)
        assert refused.value.field == "expected_close_on"
    assert make_opportunity(cast.lin, expected_close_on=date(2026, 11, 23)).grade == "S"


def test_the_day_is_the_team_s_day_not_that_of_greenwich(cast, at):
    midnight = at(2026, 11, 24, 0, 30)  # still the 23rd in UTC
    with pytest.raises(FileRefused):
        make_opportunity(cast.lin, at=midnight, expected_close_on=date(2026, 11, 23))


def test_a_customer_out_of_sight_and_a_stranger_s_contact_are_refused(cast):
    theirs, mine = make_customer(cast.chen), make_customer(cast.lin)
    with pytest.raises(FileRefused) as refused:
        actions.open_opportunity(values_for(theirs), by=cast.lin, at=NOW)
    assert refused.value.field == "customer_id"
    with pytest.raises(FileRefused) as refused:
        actions.open_opportunity(values_for(mine, key_contact_id=theirs.contacts[0].id), by=cast.lin, at=NOW)
    assert refused.value.field == "key_contact_id"


def test_a_rep_opens_for_themselves_and_a_supervisor_for_the_team(cast):
    customer = make_customer(cast.lin)
    with pytest.raises(FileRefused) as refused:
        actions.open_opportunity(values_for(customer, owner_id=cast.fang.id), by=cast.lin, at=NOW)
    assert refused.value.field == "owner_id"
    one = make_opportunity(cast.fang, customer=customer, by=cast.xu)
    assert (one.owner_id, one.created_by_id) == (cast.fang.id, cast.xu.id)
    with pytest.raises(FileRefused):
        make_opportunity(cast.chen, customer=customer, by=cast.xu)
    with pytest.raises(FileRefused, match="该商机的责任人（销售代表）"):
        actions.open_opportunity(values_for(customer, owner_id=None), by=cast.tang, at=NOW)


def test_a_move_forward_brings_the_win_rate_of_the_stage_and_is_remembered(cast):
    one = make_opportunity(cast.lin)
    later = NOW + timedelta(days=2)
    one.move_by_hand("proposal", by=cast.xu, at=later)
    db.session.commit()
    assert (one.stage, one.stage_since, one.win_rate) == ("proposal", later, 50)
    last = one.stage_changes[-1]
    assert (last.before, last.after, last.by_id, last.at) == ("first_contact", "proposal", cast.xu.id, later)


def test_a_move_back_keeps_its_reason(cast):
    one = make_opportunity(cast.lin, stage="proposal")
    with pytest.raises(MoveRefused):
        one.move_by_hand("need_confirmed", by=cast.lin, at=NOW)
    one.move_by_hand("need_confirmed", by=cast.lin, at=NOW, reason=" The budget was cut ")
    assert one.stage_changes[-1].reason == "The budget was cut"


def test_a_contract_moves_it_into_its_approval_out_and_wins_it(cast):
    one = make_opportunity(cast.lin, stage="negotiation")
    one.move_to("contract_approval", by=cast.lin, at=NOW)
    one.await_approval("finance")
    assert (one.win_rate, one.approval_with) == (90, "finance")
    one.move_to("negotiation", by=cast.lin, at=NOW, reason="The contract was withdrawn")
    assert (one.win_rate, one.approval_with) == (75, None)
    one.move_to("contract_approval", by=cast.lin, at=NOW)
    one.win(by=cast.lin, at=NOW)
    db.session.commit()
    assert (one.status, one.closed_on, one.win_rate, one.next_due_on) == (
        "won",
        date(2026, 11, 23),
        100,
        None,
    )
    one.win(by=cast.lin, at=NOW)
    assert [move.after for move in one.stage_changes] == [
        "negotiation", "contract_approval", "negotiation", "contract_approval", "won",
    ]  # fmt: skip


def test_moving_to_where_it_stands_leaves_no_trace_when_a_contract_does_it(cast):
    one = make_opportunity(cast.lin)
    assert one.move_to("first_contact", by=cast.lin, at=NOW) is None
    assert len(one.stage_changes) == 1


def test_a_move_can_be_undone_for_ten_minutes_by_whoever_made_it(cast):
    one = make_opportunity(cast.lin)
    move = one.move_by_hand("proposal", by=cast.lin, at=NOW)
    db.session.commit()
    for by, at in ((cast.xu, NOW), (cast.lin, NOW + timedelta(minutes=11))):
        with pytest.raises(MoveRefused, match="已不能撤销"):
            one.take_back(move, by=by, at=at)
    one.take_back(move, by=cast.lin, at=NOW + timedelta(minutes=10))
    assert (one.stage, len(one.stage_changes)) == ("first_contact", 3)
    with pytest.raises(MoveRefused):
        one.take_back(move, by=cast.lin, at=NOW)


def test_follow_ups_move_the_next_due_date_and_count_the_week(cast, at):
    one = make_opportunity(cast.lin)
    first = follow(one, cast.lin, at(2026, 11, 24, 15, 0))
    assert (first.due_on, first.on_time) == (date(2026, 11, 26), True)
    assert (one.week_count, one.next_due_on) == (1, date(2026, 11, 27))
    follow(one, cast.lin, at(2026, 11, 24, 17, 0))
    assert (one.week_count, one.next_due_on) == (1, date(2026, 11, 27))
    last = follow(one, cast.lin, at(2026, 11, 27, 23, 0))  # Friday night is Friday
    assert (last.on_time, one.week_count, one.next_due_on) == (True, 2, date(2026, 12, 3))
    assert one.last_follow_up_at == at(2026, 11, 27, 23, 0)


def test_friday_night_in_shanghai_is_friday_though_the_server_s_week_is_another(cast, at):
    one = make_opportunity(cast.lin, grade="A", grade_reason="calm", at=at(2026, 11, 27, 23, 0))
    assert one.next_due_on == date(2026, 12, 4)


def test_a_follow_up_written_down_late_does_not_turn_the_clock_back(cast, at):
    one = make_opportunity(cast.lin)
    follow(one, cast.lin, at(2026, 11, 25, 10, 0))
    follow(one, cast.lin, at(2026, 11, 24, 10, 0))
    assert (one.last_follow_up_at, one.week_count) == (at(2026, 11, 25, 10, 0), 2)


def test_missed_weeks_stand_on_the_next_follow_up(cast, at):
    one = make_opportunity(cast.lin)
    late = follow(one, cast.lin, at(2026, 12, 8, 10, 0))
    assert (late.missed, late.on_time) == (4, True)


def test_a_new_grade_starts_its_rhythm_and_keeps_what_had_lapsed(cast, at):
    one = make_opportunity(cast.lin)
    values = {"budget_score": 3, "chain_score": 3, "urgency_score": 3, "grade": "A", "grade_reason": None}
    actions.grade(one, values, by=cast.lin, at=at(2026, 12, 1, 10, 0))
    db.session.flush()
    assert (one.grade, one.suggested_grade, one.lapsed, one.next_due_on) == ("A", "A", 2, date(2026, 12, 4))
    assert (one.grade_changes[-1].before, one.grade_changes[-1].after) == ("S", "A")
    assert follow(one, cast.lin, at(2026, 12, 2, 10, 0)).missed == 2
    assert one.lapsed == 0


def test_grading_again_with_a_new_date_keeps_the_date_and_its_reason(cast):
    one = make_opportunity(cast.lin)
    values = {
        "budget_score": 4, "chain_score": 4, "urgency_score": 5, "expected_close_on": date(2027, 1, 20), "grade": "A",
        "grade_reason": "The building is late",
    }  # fmt: skip
    actions.grade(one, values, by=cast.lin, at=NOW)
    kept = [(change.field, change.before, change.after, change.reason) for change in one.grade_changes[1:]]
    assert kept == [
        ("expected_close_on", "2026-12-20", "2027-01-20", "The building is late"),
        ("grade", "S", "A", "The building is late"),
    ]
    assert one.grade_reason is None  # the suggestion agrees


def test_a_changed_amount_wants_a_reason_and_brings_a_new_suggestion(cast):
    one = make_opportunity(cast.lin, budget_score=3, chain_score=3, urgency_score=4, grade_reason="A hunch")
    assert (one.total_score, one.suggested_grade) == (Decimal("3.25"), "A")
    with pytest.raises(FileRefused) as refused:
        actions.change(one, {"amount": Decimal("1000000")}, by=cast.lin, at=NOW)
    assert refused.value.field == "change_reason"
    actions.change(one, {"amount": Decimal("1000000"), "change_reason": "Two plants"}, by=cast.lin, at=NOW)
    assert (one.amount_score, one.total_score, one.suggested_grade) == (5, Decimal("3.55"), "S")
    assert [change.field for change in one.grade_changes[1:]] == ["amount", "suggested_grade"]


def test_a_new_owner_is_named_with_the_reason(cast):
    one = make_opportunity(cast.lin)
    with pytest.raises(FileRefused) as refused:
        actions.change(one, {"owner_id": cast.fang.id}, by=cast.xu, at=NOW)
    assert refused.value.field == "change_reason"
    actions.change(one, {"owner_id": cast.fang.id, "change_reason": "Illness"}, by=cast.xu, at=NOW)
    last = one.grade_changes[-1]
    assert (one.owner, last.field, last.before, last.after) == (cast.fang, "owner", "林*", "方*")


def test_the_win_rate_can_be_bent_with_a_reason_and_goes_with_the_stage(cast):
    one = make_opportunity(cast.lin)
    actions.change(one, {"win_rate": 20, "win_rate_reason": "Recommended"}, by=cast.lin, at=NOW)
    assert (one.win_rate, one.win_rate_reason) == (20, "Recommended")
    one.move_by_hand("need_confirmed", by=cast.lin, at=NOW)
    assert (one.win_rate, one.win_rate_reason) == (30, None)


def test_the_supervisor_decides_and_nobody_on_their_own(cast):
    one = make_opportunity(cast.lin)
    with pytest.raises(FileRefused, match="须由他人"):
        one.decide("agree", by=cast.lin, at=NOW)
    with pytest.raises(FileRefused, match="同意、补充或不立项"):
        one.decide("perhaps", by=cast.xu, at=NOW)
    one.decide("agree", by=cast.xu, at=NOW)
    assert (one.decision, one.decision_by, one.decision_at) == ("agree", cast.xu, NOW)


def test_collaborators_come_and_go_and_are_people_who_sell_or_help(cast):
    one = make_opportunity(cast.lin, collaborators=(cast.he.id,))
    assert [each.user_id for each in one.collaborations] == [cast.he.id]
    actions.share(one, (cast.fang.id,), by=cast.lin, at=NOW)
    db.session.flush()
    assert [each.user_id for each in one.collaborations] == [cast.fang.id]
    with pytest.raises(FileRefused):
        actions.share(one, (cast.auditor.id,), by=cast.lin, at=NOW)


def test_it_ends_with_a_cause_and_is_taken_up_again_with_a_reason(cast):
    one = make_opportunity(cast.lin, stage="proposal")
    values = {"status": "lost", "close_reason": "price", "close_note": "“The quote came late”"}
    with pytest.raises(CloseRefused) as refused:
        actions.close(one, values, by=cast.lin, at=NOW)
    assert refused.value.field == "recontact_on"
    actions.close(one, values | {"recontact_on": date(2027, 5, 10)}, by=cast.lin, at=NOW)
    db.session.commit()
    assert (one.status, one.win_rate, one.next_due_on, one.closed_on) == ("lost", 0, None, date(2026, 11, 23))
    for act in (
        lambda: one.move_by_hand("negotiation", by=cast.lin, at=NOW),
        lambda: one.decide("agree", by=cast.xu, at=NOW),
        lambda: one.describe({"name": "x"}, by=cast.lin, at=NOW),
        lambda: one.record_follow_up(by=cast.lin, at=NOW, calendar=work_calendar()),
    ):
        with pytest.raises(NotOpen):
            act()
    with pytest.raises(CloseRefused) as refused:
        actions.reopen(one, "", by=cast.lin, at=NOW)
    assert refused.value.field == "reason"
    actions.reopen(one, "A new budget", by=cast.lin, at=NOW)
    assert (one.status, one.stage, one.win_rate, one.close_reason) == ("open", "proposal", 50, None)
    assert one.next_due_on == date(2026, 11, 26)
    assert [(move.before, move.after) for move in one.stage_changes[1:]] == [
        ("proposal", "lost"),
        ("lost", "proposal"),
    ]
    with pytest.raises(CloseRefused, match="本来就在进行中"):
        actions.reopen(one, "again", by=cast.lin, at=NOW)


def test_what_a_contract_won_stays_won(cast):
    one = make_opportunity(cast.lin, stage="negotiation")
    one.win(by=cast.lin, at=NOW)
    with pytest.raises(CloseRefused, match="赢单不能撤销"):
        actions.reopen(one, "a mistake", by=cast.lin, at=NOW)


def test_a_win_by_hand_can_be_taken_back(cast):
    one = make_opportunity(cast.lin, stage="negotiation")
    values = {"status": "won", "close_reason": "product", "close_note": "A small order without a contract"}
    actions.close(one, values, by=cast.lin, at=NOW)
    actions.reopen(one, "Clicked the wrong one", by=cast.lin, at=NOW)
    assert one.status == "open"


def test_the_rhythm_of_the_settings_is_in_force_at_once(cast):
    actions_of_policies.change("followup_s_count", 3, by=cast.xu, at=NOW)
    one = make_opportunity(cast.lin)
    assert (one.week_quota, one.next_due_on) == (3, date(2026, 11, 25))


def test_the_limits_of_the_settings_are_in_force_at_once(cast):
    actions_of_policies.change("grade_s_max_days", 20, by=cast.xu, at=NOW)
    assert make_opportunity(cast.lin, grade="A", grade_reason=None).suggested_grade == "A"


def test_a_follow_up_is_one_row_and_one_query_for_its_past(cast, count_queries, at):
    one = make_opportunity(cast.lin)
    work_calendar()
    db.session.refresh(one)
    with count_queries() as counted:
        follow(one, cast.lin, at(2026, 11, 24, 10, 0))
    assert counted.total <= 6, counted.statements
    assert db.session.scalar(db.select(db.func.count(FollowUp.id))) == 1


def test_the_sheet_counts_due_and_done_by_the_grade_of_each_day(cast, at):
    one = make_opportunity(cast.lin)
    follow(one, cast.lin, at(2026, 11, 24, 10, 0))
    values = {"budget_score": 3, "chain_score": 3, "urgency_score": 3, "grade": "A", "grade_reason": None}
    actions.grade(one, values, by=cast.lin, at=at(2026, 11, 30, 10, 0))
    db.session.commit()
    quota = queries.quota_of(queries.card(one.id, cast.lin, NOW), date(2026, 11, 1), date(2026, 12, 31))
    assert (quota.due, quota.done) == (2 + 5, 1)


def test_who_follows_somebody_becomes_the_key_contact_of_the_open_opportunities(cast, db_session):
    """R47: work does not stay with somebody who has gone; what was closed keeps its name."""
    customer = make_customer(cast.lin)
    old = customer.contacts[0]
    open_one, closed = (
        make_opportunity(cast.lin, customer=customer, key_contact_id=old.id) for _each in range(2)
    )
    ended = {
        "status": "lost",
        "close_reason": "price",
        "close_note": "预算没批",
        "recontact_on": date(2027, 3, 1),
    }
    actions.close(closed, ended, by=cast.lin, at=NOW)
    heir = contacts.add(
        customer, {"name": "石磊", "title": "总经理", "mobile": "+8613900000077", "decision_role": "decider",
                   "privacy_notice_way": "card", "privacy_notice_on": NOW.date()}, by=cast.lin, at=NOW,
    )  # fmt: skip
    contacts.depart(
        old, status="left", on=NOW.date(), today=NOW.date(), reason=None, successor_id=heir.id, successor_values=None,
        by=cast.lin, at=NOW,
    )  # fmt: skip
    assert (open_one.key_contact, closed.key_contact) == (heir, old)
