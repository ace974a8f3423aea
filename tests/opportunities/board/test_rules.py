"""Moves over the board and win rates: what is allowed, and what is said where it is not (R6, R38)."""

from itertools import permutations

import pytest

from salesapp.opportunities.board.rules import (
    BY_HAND,
    STAGES,
    WIN_RATES,
    MoveRefused,
    Stage,
    WinRateRefused,
    check_first_stage,
    check_move,
    check_stage,
    check_win_rate,
    goes_back,
    moves_from,
)


def refusal_of(*args, **kwargs):
    with pytest.raises(MoveRefused) as refused:
        check_move(*args, **kwargs)
    return refused.value


def test_the_five_stages_carry_the_win_rates_of_the_sheet():
    assert [WIN_RATES[stage] for stage in STAGES] == [10, 30, 50, 75, 90]


@pytest.mark.parametrize(("before", "after"), list(permutations(BY_HAND, 2)))
def test_by_hand_one_goes_forward_freely_and_back_with_a_reason(before, after):
    if goes_back(before, after):
        assert refusal_of(before, after).field == "reason"
    check_move(before, after, reason="The need changed")


def test_a_blank_reason_is_no_reason():
    said = str(refusal_of("proposal", "need_confirmed", reason="  "))
    assert said == f"Going back to {Stage.NEED_CONFIRMED.label} needs a reason."


@pytest.mark.parametrize("stage", BY_HAND)
def test_only_a_contract_moves_it_into_contract_approval_and_out(stage):
    assert "Create the contract first" in str(refusal_of(stage, Stage.CONTRACT_APPROVAL, reason="yes"))
    assert "Withdraw the contract first" in str(refusal_of(Stage.CONTRACT_APPROVAL, stage, reason="yes"))


def test_a_person_may_move_it_everywhere_but_into_the_approval_and_out_of_it():
    assert moves_from("proposal") == (Stage.FIRST_CONTACT, Stage.NEED_CONFIRMED, Stage.NEGOTIATION)
    assert moves_from("contract_approval") == ()
    assert [stage for stage in STAGES if not stage.by_hand] == [Stage.CONTRACT_APPROVAL]
    assert not goes_back("proposal", "proposal")
    assert Stage.NEED_CONFIRMED.label == "Needs confirmed"


def test_a_move_to_where_it_stands_and_one_to_nowhere_are_refused():
    for stage in ("proposal", "contract_approval"):
        assert "already" in str(refusal_of(stage, stage))
    assert "no such stage" in str(refusal_of("proposal", "moon"))
    assert "no such stage" in str(refusal_of("contract_approval", "moon"))
    check_stage("proposal")
    with pytest.raises(MoveRefused) as refused:
        check_stage("moon")
    assert refused.value.field == "stage"


def test_an_opportunity_is_not_opened_in_contract_approval():
    check_first_stage("negotiation")
    with pytest.raises(MoveRefused):
        check_first_stage(Stage.CONTRACT_APPROVAL)
    with pytest.raises(MoveRefused, match="no such stage"):
        check_first_stage("")


@pytest.mark.parametrize(("rate", "fine"), [(39, False), (40, True), (60, True), (61, False)])
def test_the_win_rate_moves_ten_points_at_most(rate, fine):
    if fine:
        return check_win_rate("proposal", rate, "A strong champion")
    with pytest.raises(WinRateRefused) as refused:
        check_win_rate("proposal", rate, "A strong champion")
    assert refused.value.field == "win_rate"
    return None


def test_another_win_rate_than_the_stage_s_needs_a_reason():
    check_win_rate("proposal", 50, None)
    for rate, reason in ((49, None), (51, ""), (55, " ")):
        with pytest.raises(WinRateRefused) as refused:
            check_win_rate("proposal", rate, reason)
        assert refused.value.field == "win_rate_reason"


def test_the_bounds_of_the_win_rate_are_said_within_0_and_100():
    with pytest.raises(WinRateRefused, match="between 0% and 20%"):
        check_win_rate("first_contact", 30, "x")
    with pytest.raises(WinRateRefused, match="between 80% and 100%"):
        check_win_rate("contract_approval", 70, "x")
    with pytest.raises(WinRateRefused, match="between 65% and 85%"):
        check_win_rate("negotiation", 86, "x")
