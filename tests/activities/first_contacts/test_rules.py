"""Groups of first contacts, their shares and bars, and the period that is counted (R10)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from salesapp.activities.first_contacts.rules import (
    MOST_BARS,
    MOST_DAYS,
    ROW,
    WIDTH,
    Group,
    Span,
    bars,
    share,
    span,
    total,
    usual,
)

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


class TestPeriod:
    def test_is_the_present_month_where_none_is_named(self):
        assert span(None, None, TODAY) == Span(date(2026, 11, 1), TODAY)

    def test_is_the_month_up_to_a_day(self):
        assert span(None, date(2026, 10, 15), TODAY) == Span(date(2026, 10, 1), date(2026, 10, 15))

    def test_never_reaches_into_the_future(self):
        assert span(date(2026, 11, 2), date(2027, 1, 1), TODAY) == Span(date(2026, 11, 2), TODAY)
        assert span(date(2027, 1, 1), date(2027, 2, 1), TODAY) == Span(TODAY, TODAY)

    def test_is_turned_round_where_it_was_named_backwards(self):
        assert span(date(2026, 11, 9), date(2026, 11, 2), TODAY) == Span(date(2026, 11, 2), date(2026, 11, 9))

    def test_is_cut_off_where_it_is_too_long(self):
        found = span(date(1990, 1, 1), TODAY, TODAY)
        assert found.last - found.first == timedelta(days=MOST_DAYS - 1)

    @pytest.mark.parametrize(("today", "quarter"), [(date(2026, 1, 1), 1), (date(2026, 3, 31), 1), (date(2026, 4, 1), 4),
                                                     (date(2026, 12, 31), 10)])  # fmt: skip
    def test_the_usual_ones(self, today, quarter):
        month, before, of_quarter, year = (each for _words, each in usual(today))
        assert month == Span(today.replace(day=1), today)
        assert before.last == month.first - timedelta(days=1) and before.first == before.last.replace(day=1)
        assert of_quarter == Span(date(2026, quarter, 1), today) and year == Span(date(2026, 1, 1), today)
