"""Follow-ups move when the calendar changes."""

from datetime import date, timedelta

import pytest

from salesapp.calendar.rules import WorkCalendar
from salesapp.opportunities.cadence.actions import follow_calendar
from tests.opportunities.factories import NOW, make_opportunity

pytestmark = pytest.mark.usefixtures("frozen_clock")


def test_a_new_calendar_moves_the_follow_ups_that_hang_on_it(cast):
    one, calm = (
        make_opportunity(cast.lin),
        make_opportunity(cast.lin, grade="B", expected_close_on=date(2027, 6, 1)),
    )
    late = make_opportunity(cast.lin, at=NOW - timedelta(days=20))
    days_off = {date(2026, 11, 27): False, date(2026, 12, 7): False}
    moved = list(follow_calendar(WorkCalendar(days_off), by=cast.xu, at=NOW))
    assert {(each.before, each.after) for each in moved} == {
        (date(2026, 11, 26), date(2026, 11, 25)), (date(2026, 12, 7), date(2026, 12, 8)),
    }  # fmt: skip
    assert (one.next_due_on, calm.next_due_on) == (date(2026, 11, 25), date(2026, 12, 8))
    assert late.next_due_on < date(2026, 11, 23)
