"""Endings: what is allowed, and what is said where it is not."""

from datetime import date

import pytest

from salesapp.opportunities.rules import (
    CAUSES,
    CloseRefused,
    NotOpen,
    Status,
    check_close,
    check_open,
)

TODAY = date(2026, 11, 23)
LATER = date(2027, 5, 10)


def close(status="lost", stage="proposal", reason="price", note="“The quote came late”", recontact_on=LATER):
    check_close(status, stage, reason=reason, note=note, recontact_on=recontact_on, today=TODAY)


@pytest.mark.parametrize("status", [status for status in Status if status != "open"])
def test_a_closed_one_is_reopened_before_it_moves(status):
    check_open("open")
    with pytest.raises(NotOpen, match="Reopen it first"):
        check_open(status)


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
        close(status, stage="contract_approval")


def test_an_ending_that_is_none_is_refused():
    with pytest.raises(CloseRefused) as refused:
        close("open")
    assert refused.value.field == "status"


def test_the_main_causes_are_the_eight_of_the_review_sheet():
    assert list(CAUSES) == [
        "price", "product", "competitor", "relationship", "need_gone", "budget", "timing", "response",
    ]  # fmt: skip
