"""Moves and win rates, and what stays written of them."""

from datetime import date, timedelta

import pytest

from salesapp.db import db
from salesapp.opportunities import actions
from salesapp.opportunities.board.rules import MoveRefused
from tests.opportunities.factories import NOW, make_opportunity

pytestmark = pytest.mark.usefixtures("frozen_clock")


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


def test_the_win_rate_can_be_bent_with_a_reason_and_goes_with_the_stage(cast):
    one = make_opportunity(cast.lin)
    actions.change(one, {"win_rate": 20, "win_rate_reason": "Recommended"}, by=cast.lin, at=NOW)
    assert (one.win_rate, one.win_rate_reason) == (20, "Recommended")
    one.move_by_hand("need_confirmed", by=cast.lin, at=NOW)
    assert (one.win_rate, one.win_rate_reason) == (30, None)
