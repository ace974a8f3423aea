"""Moves over the board, endings and the figures of R24: what is allowed, and what is said where it is not."""

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from salesapp.opportunities.rules import (
    BY_HAND,
    CAUSES,
    CONTRACT_APPROVAL,
    STAGES,
    STATUSES,
    WIN_RATES,
    CloseRefused,
    Figures,
    FileRefused,
    MoveRefused,
    NotOpen,
    average_days,
    check_close,
    check_first_stage,
    check_move,
    check_open,
    check_win_rate,
    goes_back,
    weighted,
)

TODAY = date(2026, 11, 23)
LATER = date(2027, 5, 10)


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
    assert "needs a reason" in str(refusal_of("proposal", "need_confirmed", reason="  "))


@pytest.mark.parametrize("stage", BY_HAND)
def test_only_a_contract_moves_it_into_contract_approval_and_out(stage):
    assert "Create the contract first" in str(refusal_of(stage, CONTRACT_APPROVAL, reason="yes"))
    assert "Withdraw the contract first" in str(refusal_of(CONTRACT_APPROVAL, stage, reason="yes"))


def test_a_move_to_where_it_stands_and_one_to_nowhere_are_refused():
    assert "already" in str(refusal_of("proposal", "proposal"))
    assert "no such stage" in str(refusal_of("proposal", "moon"))


def test_an_opportunity_is_not_opened_in_contract_approval():
    check_first_stage("negotiation")
    with pytest.raises(MoveRefused):
        check_first_stage(CONTRACT_APPROVAL)
    with pytest.raises(MoveRefused):
        check_first_stage("")


@pytest.mark.parametrize("status", [status for status in STATUSES if status != "open"])
def test_a_closed_one_is_reopened_before_it_moves(status):
    check_open("open")
    with pytest.raises(NotOpen, match="Reopen it first"):
        check_open(status)


@pytest.mark.parametrize(("rate", "fine"), [(39, False), (40, True), (60, True), (61, False)])
def test_the_win_rate_moves_ten_points_at_most(rate, fine):
    if fine:
        return check_win_rate("proposal", rate, "A strong champion")
    with pytest.raises(FileRefused) as refused:
        check_win_rate("proposal", rate, "A strong champion")
    assert refused.value.field == "win_rate"
    return None


def test_another_win_rate_than_the_stage_s_needs_a_reason():
    check_win_rate("proposal", 50, None)
    with pytest.raises(FileRefused) as refused:
        check_win_rate("proposal", 55, "")
    assert refused.value.field == "win_rate_reason"


def test_the_bounds_of_the_win_rate_are_said_within_0_and_100():
    with pytest.raises(FileRefused, match="between 0% and 20%"):
        check_win_rate("first_contact", 30, "x")
    with pytest.raises(FileRefused, match="between 80% and 100%"):
        check_win_rate("contract_approval", 70, "x")


def close(status="lost", stage="proposal", reason="price", note="“The quote came late”", recontact_on=LATER):
    check_close(status, stage, reason=reason, note=note, recontact_on=recontact_on, today=TODAY)


def test_lost_and_parked_want_a_cause_the_words_and_a_day():
    close("lost")
    close("parked")
    for missing, field in (
        ({"reason": None}, "close_reason"), ({"reason": "weather"}, "close_reason"), ({"note": " "}, "close_note"),
        ({"recontact_on": None}, "recontact_on"), ({"recontact_on": TODAY}, "recontact_on"),
    ):  # fmt: skip
        for status in ("lost", "parked"):
            with pytest.raises(CloseRefused) as refused:
                close(status, **missing)
            assert refused.value.field == field


def test_won_wants_a_cause_and_words_but_no_day():
    close("won", stage="negotiation", recontact_on=None)
    with pytest.raises(CloseRefused) as refused:
        close("won", stage="negotiation", reason=None, recontact_on=None)
    assert refused.value.field == "close_reason"


@pytest.mark.parametrize("stage", ["first_contact", "need_confirmed", "proposal"])
def test_nothing_is_won_before_it_was_negotiated(stage):
    with pytest.raises(CloseRefused, match="Move it there first"):
        close("won", stage=stage)


@pytest.mark.parametrize("status", ["won", "lost", "parked"])
def test_nothing_ends_while_its_contract_is_being_approved(status):
    with pytest.raises(CloseRefused, match="contract"):
        close(status, stage=CONTRACT_APPROVAL)


def test_an_ending_that_is_none_is_refused():
    with pytest.raises(CloseRefused) as refused:
        close("open")
    assert refused.value.field == "status"


def test_the_main_causes_are_the_eight_of_the_review_sheet():
    assert list(CAUSES) == [
        "price", "product", "competitor", "relationship", "need_gone", "budget", "timing", "response",
    ]  # fmt: skip


def test_the_figures_are_rates_of_what_was_decided_and_due():
    figures = Figures(won=2, lost=1, on_time=5, due=6, cycle_days=62, forecast=Decimal("0.00"))
    assert (figures.win_rate, figures.on_time_rate) == (Decimal("66.7"), Decimal("83.3"))


def test_of_nothing_there_is_no_rate():
    figures = Figures(won=0, lost=0, on_time=0, due=0, cycle_days=None, forecast=Decimal())
    assert (figures.win_rate, figures.on_time_rate) == (None, None)
    assert average_days([]) is None


def test_the_forecast_weighs_every_amount_by_its_win_rate_to_the_fen():
    assert weighted([(Decimal("386000.00"), 50), (Decimal("0.01"), 90)]) == Decimal("193000.01")
    assert weighted([]) == Decimal("0.00")


def test_the_average_cycle_is_whole_days_half_up():
    assert average_days([62, 63]) == 63
