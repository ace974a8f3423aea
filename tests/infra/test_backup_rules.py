"""Which backups are kept by their age."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from salesapp.backup import rules

TODAY = date(2026, 11, 30)
NOW = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)


def nights(count: int) -> set[date]:
    """Return what is left after so many nights, each with its backup and its clearing up."""
    kept: set[date] = set()
    for night in range(count):
        kept = rules.kept({*kept, TODAY + timedelta(days=night)})
    return kept


@pytest.mark.parametrize("count", [1, 6, 7])
def test_the_first_week_is_kept_whole(count):
    assert len(nights(count)) == count


def test_after_a_year_seven_days_four_weeks_and_six_months_are_there():
    kept, last = sorted(nights(365), reverse=True), TODAY + timedelta(days=364)
    assert kept[:7] == [last - timedelta(days=n) for n in range(7)]
    assert len({day.isocalendar()[:2] for day in kept}) >= 4
    months = sorted({(day.year, day.month) for day in kept}, reverse=True)
    assert len(months) == 6
    assert len(kept) <= 7 + 4 + 6
    assert all(any(0 <= (day - last).days + back <= 7 for day in kept) for back in (7, 14, 21))


def test_the_last_of_a_month_is_the_one_that_stays():
    assert date(2027, 1, 31) in nights(90)


def test_days_without_a_backup_leave_the_older_ones():
    old = {TODAY - timedelta(days=100 * n) for n in range(3)}
    assert rules.kept(old) == old


@pytest.mark.parametrize(
    "name",
    ["salesapp-2026-02-30.tar.gz", "before-restore-20261130-101112.tar.gz", "salesapp-2026-11-30.tar.gz.new"],
)
def test_what_was_not_made_by_night_is_not_taken_for_it(name):
    assert rules.day_of(name) is None


def test_a_name_says_its_day():
    assert rules.day_of(rules.name_of(TODAY)) == TODAY


@pytest.mark.parametrize(("hours", "missing"), [(36, False), (36.001, True)])
def test_after_a_night_and_half_a_day_one_is_missing(hours, missing):
    assert rules.is_missing(NOW - timedelta(hours=hours), NOW) is missing
    assert rules.is_missing(None, NOW)


def test_the_second_folder_lacks_the_newest_backup_where_there_is_one():
    day = TODAY - timedelta(days=1)
    assert rules.lacks([day], [TODAY, day])
    assert not rules.lacks([TODAY], [TODAY, day])
    assert not rules.lacks([], [])


@pytest.mark.parametrize(
    ("began", "early"),
    [
        (None, False),
        (NOW, True),
        (NOW - rules.FIRST + timedelta(seconds=1), True),
        (NOW - rules.FIRST, False),
    ],
)
def test_an_installation_has_a_day_until_its_first_backup(began, early):
    assert rules.is_missing(None, NOW, began) is not early
