"""In which week money is expected, at the borders of weeks."""

from datetime import date
from decimal import Decimal as D

import pytest

from salesapp.home.pictures.money.rules import (
    LATE,
    LATER,
    UNMET,
    WEEKS,
    Due,
    Part,
    days_of,
    drawn,
    key_of,
    keys,
    parts,
)

WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("on", "key"),
    [
        (None, UNMET),
        (date(2026, 11, 24), LATE),  # of this week, and overdue all the same
        (WEDNESDAY, "2026-11-23"),
        (date(2026, 11, 29), "2026-11-23"),
        (date(2026, 11, 30), "2026-11-30"),
        (date(2027, 2, 7), "2027-02-01"),  # the last day of the last week
        (date(2027, 2, 8), LATER),
    ],
)
def test_a_day_stands_in_exactly_one_part(on, key):
    assert key_of(on, WEDNESDAY) == key


def test_parts_follow_one_another_without_a_gap():
    named = keys(WEDNESDAY)
    assert named[0] == LATE and named[-2:] == [LATER, UNMET] and len(named) == WEEKS + 3
    assert days_of(LATE, WEDNESDAY) == (None, date(2026, 11, 24))
    assert days_of("2026-11-23", WEDNESDAY) == (WEDNESDAY, date(2026, 11, 29))
    assert days_of("2026-11-30", WEDNESDAY) == (date(2026, 11, 30), date(2026, 12, 6))
    assert days_of(LATER, WEDNESDAY) == (date(2027, 2, 8), None)
    for wrong in (UNMET, "2026-11-24", "2027-02-08"):
        with pytest.raises(ValueError, match=wrong):
            days_of(wrong, WEDNESDAY)


def test_every_fen_is_added_up_once_and_what_dwarfs_the_weeks_is_not_drawn():
    nothing = D("0.00")
    found = parts(
        [
            Due(date(2026, 11, 1), D("1.00"), nothing, 1),
            Due(WEDNESDAY, D("2.00"), nothing, 2),
            Due(date(2026, 11, 27), nothing, D("4.00"), 1),
            Due(date(2027, 6, 1), D("8.00"), nothing, 1),
            Due(None, D("16.01"), nothing, 3),
        ],
        WEDNESDAY,
    )
    known = {part.key: part for part in found}
    assert known["2026-11-23"] == Part("2026-11-23", D("2.00"), D("4.00"), 3)
    assert known["2026-11-23"].total == D("6.00") and sum(part.total for part in found) == D("31.01")
    assert [part.key for part in drawn(found)] == keys(WEDNESDAY)[: WEEKS + 1]
