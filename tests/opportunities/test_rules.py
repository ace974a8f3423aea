"""Endings: what is allowed, and what is said where it is not."""

from datetime import date, timedelta

import pytest

from salesapp.opportunities.rules import (
    CAUSES,
    CloseRefused,
    Decision,
    FileRefused,
    NotOpen,
    Status,
    check_close,
    check_decision,
    check_expected,
    check_open,
    check_reopen,
    standing,
    state_label,
)

TODAY = date(2026, 11, 23)
LATER = date(2027, 5, 10)


def close(status="lost", stage="proposal", reason="price", note="“The quote came late”", recontact_on=LATER):
    check_close(status, stage, reason=reason, note=note, recontact_on=recontact_on, today=TODAY)


@pytest.mark.parametrize("status", [status for status in Status if status != "open"])
def test_a_closed_one_is_reopened_before_it_moves(status):
    check_open("open")
    with pytest.raises(NotOpen, match=f"closed .{status.label}.. Reopen it first") as refused:
        check_open(status)
    assert refused.value.field == "stage"


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
    with pytest.raises(CloseRefused, match="Write what decided it"):
        close("won", stage="negotiation", note=None)
    close("won", stage="negotiation", recontact_on=TODAY + timedelta(days=1))
    with pytest.raises(CloseRefused, match="lies in the future"):
        close("won", stage="negotiation", recontact_on=TODAY)


@pytest.mark.parametrize("stage", ["first_contact", "need_confirmed", "proposal"])
def test_nothing_is_won_before_it_was_negotiated(stage):
    with pytest.raises(CloseRefused, match="Move it there first") as refused:
        close("won", stage=stage)
    assert refused.value.field == "status"


@pytest.mark.parametrize("status", ["won", "lost", "parked"])
def test_nothing_ends_while_its_contract_is_being_approved(status):
    with pytest.raises(CloseRefused, match="contract is being approved") as refused:
        close(status, stage="contract_approval")
    assert refused.value.field == "status"


def test_an_ending_that_is_none_is_refused():
    with pytest.raises(CloseRefused) as refused:
        close("open")
    assert refused.value.field == "status"


def test_the_main_causes_are_the_eight_of_the_review_sheet():
    assert list(CAUSES) == [
        "price", "product", "competitor", "relationship", "need_gone", "budget", "timing", "response",
    ]  # fmt: skip


def test_the_cause_is_one_that_the_team_keeps():
    check_close("lost", "proposal", reason="rain", note="x", recontact_on=LATER, today=TODAY, causes=["rain"])


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (TODAY - timedelta(days=1), "expected in the future"),
        (TODAY, None),
        (TODAY + timedelta(days=3653), None),
        (TODAY + timedelta(days=3654), "more than ten years away"),
    ],
)
def test_a_deal_is_expected_from_today_to_ten_years_on(day, sentence):
    if sentence is None:
        return check_expected(day, TODAY)
    with pytest.raises(FileRefused, match=sentence) as refused:
        check_expected(day, TODAY)
    assert refused.value.field == "expected_close_on"
    return None


def test_what_was_lost_or_parked_is_taken_up_again_for_a_reason():
    for status in ("lost", "parked"):
        check_reopen(status, "They called", signed=True)
        for reason in (None, " "):
            with pytest.raises(CloseRefused, match="Write why") as refused:
                check_reopen(status, reason, signed=False)
            assert refused.value.field == "reason"


def test_what_a_signed_contract_won_stays_won_and_what_is_open_is_open():
    check_reopen("won", "Never signed", signed=False)
    for status, sentence in (("won", "stays won"), ("open", "open already")):
        with pytest.raises(CloseRefused, match=sentence) as refused:
            check_reopen(status, "They called", signed=True)
        assert refused.value.field == "reason"


@pytest.mark.parametrize("decision", ["agree", "supplement", "reject"])
def test_somebody_else_decides_on_a_file(decision):
    check_decision(decision, may=True)
    with pytest.raises(FileRefused, match="Somebody else") as refused:
        check_decision(decision, may=False)
    assert refused.value.field == "decision"


def test_a_decision_is_one_of_three():
    with pytest.raises(FileRefused, match="Choose agree") as refused:
        check_decision("perhaps", may=True)
    assert refused.value.field == "decision"
    assert all(decision.label for decision in Decision)


def test_an_ending_stands_before_the_stage():
    assert state_label("proposal") == standing("proposal", "open") != ""
    assert state_label("lost") == standing("proposal", "lost") == "Lost"
