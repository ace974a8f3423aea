"""Groups of first contacts, their shares and bars, and the period that is counted (R10)."""

from datetime import date
from decimal import Decimal

import pytest

from salesapp.activities.first_contacts.rules import MOST_BARS, ROW, WIDTH, Group, bars, share, total

TODAY = date(2026, 11, 29)


def group(made=10, converted=4, *, key="expo", letters=8, in_time=6, later=1):
    return Group(key, "展会", made, letters, in_time, later, converted)


class TestShares:
    def test_of_a_group(self):
        assert (group().conversion, group().punctuality) == (Decimal(40), Decimal(75))

    def test_of_nothing_there_is_none(self):
        empty = group(0, 0, letters=0, in_time=0)
        assert empty.conversion is None and empty.punctuality is None

    @pytest.mark.parametrize(("part", "whole", "found"), [(1, 8, 13), (1, 3, 33), (0, 5, 0), (5, 5, 100)])
    def test_are_whole_numbers_half_up(self, part, whole, found):
        assert share(part, whole) == found

    def test_all_groups_are_summed_up(self):
        assert total([group(), group(5, 5)], "合计") == Group("", "合计", 15, 16, 12, 2, 9)


class TestBars:
    def test_are_as_wide_as_their_number_against_the_largest(self):
        first, second = bars([group(10, 4), group(5, 0)])
        assert (first.y, first.made, first.converted) == (0, WIDTH, WIDTH * 0.4)
        assert (second.y, second.made, second.converted) == (ROW, WIDTH / 2, 0)

    def test_one_of_many_can_still_be_seen(self):
        assert bars([group(1000, 1)])[0].converted == 2.0
        assert bars([group(1000, 9)])[0].converted == 2.2

    def test_nothing_has_no_width(self):
        assert bars([group(0, 0)])[0].made == 0.0 and bars([]) == []

    def test_only_the_largest_have_one(self):
        assert len(bars([group()] * (MOST_BARS + 1))) == MOST_BARS
