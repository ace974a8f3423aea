"""The last day of a quotation, and what it is at a moment."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from salesapp.quotations.rules import QuotationRefused, Status
from salesapp.quotations.validity.rules import (
    Unit,
    check_in_force,
    check_validity,
    is_over,
    lapses,
    last_day,
    warns,
)

CASES = Path(__file__).parents[2] / "cases" / "quotations" / "validity.tsv"
ROWS = [line.split("\t") for line in CASES.read_text("utf-8").splitlines()[1:] if line.strip()]
BEIJING = ZoneInfo("Asia/Shanghai")


def valid(words):
    count, unit = words.split()
    return int(count), Unit.MONTHS if unit.startswith("month") else Unit.DAYS


def beijing_day(words):
    """Return the day in Beijing, by way of a server that runs in UTC."""
    moment = datetime.fromisoformat(words).replace(tzinfo=BEIJING).astimezone(UTC)
    return moment.astimezone(BEIJING).date()


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_each_case_has_its_last_day_and_its_state(row):
    case, quoted, words, last, asked, state = row[:6]
    count, unit = valid(words)
    quoted_on, today = date.fromisoformat(quoted), beijing_day(asked)
    until = last_day(quoted_on, count, unit)
    assert until == date.fromisoformat(last)
    if case == "V11":
        with pytest.raises(QuotationRefused):
            check_validity(count, unit)
        return
    check_validity(count, unit)
    if state == "in force":
        assert not is_over(until, today)
        assert not lapses(Status.SENT, until, today)
        check_in_force(Status.SENT, until, today, number="BJ202611-019-V1")
    elif state == "lapsed":
        assert lapses(Status.SENT, until, today)
        assert lapses(Status.APPROVED, until, today)
    elif state == "won stays won":
        assert not any(
            lapses(ended, until, today) for ended in (Status.WON, Status.LOST, Status.REPLACED, Status.DRAFT)
        )
    elif state == "cannot become a contract":
        with pytest.raises(QuotationRefused, match="2026-12-13"):
            check_in_force(Status.SENT, until, today, number="BJ202611-019-V1")
    elif state == "in force, 3 days left":
        assert warns(Status.SENT, until, today, before=3)
        assert not warns(Status.SENT, until, today - timedelta(days=1), before=3)
        assert not warns(Status.WON, until, today, before=3)
    else:
        assert case == "V15"
        assert last_day(today, count, unit) == date(2026, 12, 13)


def test_the_moment_before_midnight_is_the_last_day():
    assert beijing_day("2026-12-13 23:59") == date(2026, 12, 13)
    assert beijing_day("2026-12-14 00:00") == date(2026, 12, 14)


@pytest.mark.parametrize(
    ("count", "unit", "right"),
    [
        (730, "days", True),
        (731, "days", False),
        (24, "months", True),
        (25, "months", False),
        (None, "days", False),
        (0, "days", True),
    ],
)
def test_the_borders_of_a_validity(count, unit, right):
    if right:
        check_validity(count, unit)
    else:
        with pytest.raises(QuotationRefused):
            check_validity(count, unit)
