"""Where an opportunity stands once its grade has another rhythm: what was done this week counts (R30–R33)."""

from datetime import date

import pytest

from salesapp.calendar.rules import WorkCalendar
from salesapp.opportunities.cadence.rules import Cadence, Rhythm, State, follow

MON, TUE, WED, THU, FRI = (date(2026, 11, n) for n in range(23, 28))
PLAIN = WorkCalendar({})


def rhythm(count, days):
    return Cadence(rhythms={"S": Rhythm(count, days)})


@pytest.mark.parametrize(
    ("count", "days", "state", "last", "expected"),
    [
        # twice a week become three times: one was done on Monday, two are still owed
        (3, 7, State(MON, 2, 1, FRI), MON, State(MON, 3, 1, THU)),
        # once a week: done already, the next one is next week's
        (1, 7, State(MON, 2, 1, FRI), MON, State(MON, 1, 1, date(2026, 12, 4))),
        # from every 14 days to once a week: nothing done this week
        (1, 7, State(None, 0, 0, date(2026, 12, 1)), date(2026, 11, 17), State(MON, 1, 0, FRI)),
        (1, 7, State(None, 0, 0, date(2026, 12, 7)), MON, State(MON, 1, 1, date(2026, 12, 4))),
        # from the week to every 10 days: from the last time, or from today
        (1, 10, State(MON, 2, 1, FRI), MON, State(None, 0, 0, date(2026, 12, 3))),
        (1, 10, State(MON, 2, 0, THU), None, State(None, 0, 0, date(2026, 12, 4))),
        # never into the past
        (1, 3, State(None, 0, 0, date(2026, 11, 30)), date(2026, 11, 16), State(None, 0, 0, TUE)),
    ],
)
def test_the_new_rhythm_counts_what_was_done(count, days, state, last, expected):
    assert follow("S", state, last, TUE, PLAIN, rhythm(count, days)) == expected
