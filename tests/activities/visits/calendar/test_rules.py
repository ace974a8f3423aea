"""The days that the calendar shows, at the borders."""

from datetime import date

from salesapp.activities.visits.calendar.rules import View, span


def days(view, on):
    found = span(view, on)
    return [f"{day:%m-%d}" for day in (found.first, found.last, found.before, found.after)]


def test_a_day_a_week_a_month_and_an_agenda():
    assert days(View.DAY, date(2026, 12, 1)) == ["12-01", "12-01", "11-30", "12-02"]
    assert days(View.WEEK, date(2026, 11, 29)) == ["11-23", "11-29", "11-16", "11-30"]
    assert days(View.WEEK, date(2026, 11, 30)) == ["11-30", "12-06", "11-23", "12-07"]
    assert days(View.MONTH, date(2026, 11, 15)) == ["10-26", "12-06", "10-01", "12-01"]
    assert days(View.MONTH, date(2026, 6, 30)) == ["06-01", "07-05", "05-01", "07-01"]
    assert days(View.AGENDA, date(2026, 11, 23)) == ["11-23", "12-22", "10-24", "12-23"]
