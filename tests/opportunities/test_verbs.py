"""What is done to an opportunity, and what stays written of it."""

from datetime import date
from decimal import Decimal

import pytest

from salesapp.accounts.belongings.rules import HandingRefused
from salesapp.calendar.queries import work_calendar
from salesapp.customers.contacts import actions as contacts
from salesapp.db import db
from salesapp.opportunities import actions
from salesapp.opportunities.grading.rules import GradeRefused
from salesapp.opportunities.ownership import actions as ownership
from salesapp.opportunities.rules import CloseRefused, FileRefused, NotOpen
from tests.customers.factories import make_customer
from tests.opportunities.factories import NOW, make_opportunity, values_for

pytestmark = pytest.mark.usefixtures("frozen_clock")


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
    with pytest.raises(HandingRefused) as refused:
        ownership.hand_over(one, cast.fang, by=cast.xu, at=NOW, reason=" ")
    assert refused.value.field == "reason"
    ownership.hand_over(one, cast.fang, by=cast.xu, at=NOW, reason="Illness")
    last = one.grade_changes[-1]
    assert (one.owner, last.field, last.before, last.after) == (cast.fang, "owner", "林*", "方*")


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
    values = {
        "status": "won", "close_reason": "product", "close_note": "A small order without a contract", "without_contract": True,
    }  # fmt: skip
    actions.close(one, values, by=cast.lin, at=NOW)
    actions.reopen(one, "Clicked the wrong one", by=cast.lin, at=NOW)
    assert one.status == "open"


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
