"""Spans of days that figures are counted over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from salesapp.web.spans import MOST_DAYS, Span, span, usual

TODAY = date(2026, 11, 29)


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
