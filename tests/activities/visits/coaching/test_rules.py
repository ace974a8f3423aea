"""Accompanied visits, counted (R67)."""

from salesapp.activities.visits.coaching.rules import Coached, coached


def test_done_ones_and_planned_ones_are_told_apart_and_cancelled_ones_do_not_count():
    rows = [
        (1, "林*", "done", 2),
        (1, "林*", "booked", 1),
        (1, "林*", "planned", 1),
        (1, "林*", "cancelled", 5),
        (2, "方*", "done", 1),
    ]
    assert coached(rows) == [Coached(1, "林*", 2, 2), Coached(2, "方*", 0, 1)]
    assert coached([(3, "陈*", "cancelled", 1)]) == [Coached(3, "陈*", 0, 0)]
