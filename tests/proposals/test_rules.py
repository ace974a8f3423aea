"""Versions and presentations of a proposal, at their borders (R34)."""

from datetime import date

import pytest

from salesapp.proposals.rules import (
    ProposalRefused,
    Status,
    check_draft,
    check_no_draft,
    check_open,
    check_presentation,
    check_title,
    check_why,
    next_version,
    version_words,
)

TODAY, OPENED = date(2026, 11, 23), date(2026, 11, 2)


def test_versions_are_counted_up():
    assert next_version(None, anew=False) == next_version(None, anew=True) == (1, 0)
    assert next_version((1, 9), anew=False) == (1, 10)
    assert next_version((1, 2), anew=True) == (2, 0)
    assert version_words(1, 2) == "V1.2"


def test_it_has_a_name_and_reasons_are_words():
    for words in (None, "", "。", "  "):
        with pytest.raises(ProposalRefused):
            check_title(words)
        with pytest.raises(ProposalRefused):
            check_why(words)
    assert check_why(" 客户要求 ") == "客户要求"


def test_only_a_draft_is_changed_and_there_is_one_at_a_time():
    check_draft(Status.DRAFT)
    for status in (Status.PRESENTED, Status.WITHDRAWN):
        with pytest.raises(ProposalRefused):
            check_draft(status)
    check_no_draft(None)
    with pytest.raises(ProposalRefused) as refusal:
        check_no_draft((1, 2))
    assert "V1.2" in str(refusal.value)
    with pytest.raises(ProposalRefused):
        check_open(False)


@pytest.mark.parametrize("on", [OPENED, TODAY])
def test_days_of_a_presentation(on):
    check_presentation(on, today=TODAY, opened_on=OPENED, before=OPENED, listeners=1)


@pytest.mark.parametrize(
    ("on", "before", "listeners", "field"),
    [
        (date(2026, 11, 24), None, 1, "presented_on"), (date(2026, 11, 1), None, 1, "presented_on"),
        (date(2026, 11, 10), date(2026, 11, 11), 1, "presented_on"), (TODAY, None, 0, "listener_ids"),
    ],
)  # fmt: skip
def test_dates_that_run_backwards_and_nobody_are_refused(on, before, listeners, field):
    with pytest.raises(ProposalRefused) as refusal:
        check_presentation(on, today=TODAY, opened_on=OPENED, before=before, listeners=listeners)
    assert refusal.value.field == field
