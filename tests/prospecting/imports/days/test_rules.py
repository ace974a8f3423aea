"""Days in cells, whatever a spreadsheet made of them."""

from __future__ import annotations

from datetime import date

import pytest

from salesapp.prospecting.imports.cells.rules import Cell, Kind, State
from salesapp.prospecting.imports.days import rules

TODAY = date(2026, 11, 28)
EPOCH, MAC = date(1899, 12, 30), date(1904, 1, 1)


def day(cell: Cell, *, epoch: date = EPOCH, ahead: bool = True):
    return rules.day(cell, today=TODAY, epoch=epoch, ahead=ahead)


@pytest.mark.parametrize(
    ("said", "found", "state"),
    [
        ("2011-5-18", date(2011, 5, 18), State.PLAIN),
        ("2011/05/18", date(2011, 5, 18), State.PLAIN),
        ("2027.1.31", date(2027, 1, 31), State.PLAIN),
        ("２０１１年５月１８日", date(2011, 5, 18), State.PLAIN),
        ("20270131", date(2027, 1, 31), State.PLAIN),
        ("2027-01-31T00:00:00Z", date(2027, 1, 31), State.PLAIN),
        ("2027-01-31 00:00", date(2027, 1, 31), State.PLAIN),
        ("2026-12-01 09:30:00", date(2026, 12, 1), State.OFFERED),
        ("27-1-31", date(2027, 1, 31), State.OFFERED),
        ("27年1月31日", date(2027, 1, 31), State.OFFERED),
        ("12月1日", date(2026, 12, 1), State.OFFERED),
        ("18-May-11", date(2011, 5, 18), State.OFFERED),
        ("18 May 2011", date(2011, 5, 18), State.OFFERED),
        ("二〇一一年五月十八日", date(2011, 5, 18), State.OFFERED),
        ("31/12/2026", date(2026, 12, 31), State.OFFERED),
        ("12/31/2026", date(2026, 12, 31), State.OFFERED),
        ("05/05/2026", date(2026, 5, 5), State.OFFERED),
        ("1901-01-01", date(1901, 1, 1), State.PLAIN),
        ("1900-12-31", None, State.EMPTY),
        ("2199-12-31", date(2199, 12, 31), State.PLAIN),
        ("2200-01-01", None, State.EMPTY),
        ("01/12/2026", None, State.EMPTY),
        ("31/13/2026", None, State.EMPTY),
        ("2027-02-30", None, State.EMPTY),
        ("1900/1/0", None, State.EMPTY),
        ("2011年5月", None, State.EMPTY),
        ("2011-05", None, State.EMPTY),
        ("下周二", None, State.EMPTY),
        ("长期", None, State.EMPTY),
    ],
)
def test_a_text_is_the_day_that_it_says(said, found, state):
    taken = day(Cell(Kind.TEXT, said))
    assert (taken.value, taken.state) == (found, state)
    assert state == State.PLAIN or (taken.words and taken.before)


@pytest.mark.parametrize(
    ("number", "epoch", "found"),
    [
        ("46357", EPOCH, date(2026, 12, 1)),
        ("44895", MAC, date(2026, 12, 1)),
        ("46357.5", EPOCH, date(2026, 12, 1)),
        ("20270131", EPOCH, date(2027, 1, 31)),
        ("0", EPOCH, None),
        ("2958466", EPOCH, None),
        ("18264", EPOCH, date(1950, 1, 1)),
        ("18263", EPOCH, None),
        ("73415", EPOCH, date(2100, 12, 31)),
        ("73416", EPOCH, None),
    ],
)
def test_a_serial_number_is_a_day_of_its_workbook(number, epoch, found):
    assert day(Cell(Kind.NUMBER, number), epoch=epoch).value == found


def test_a_real_day_is_taken_and_its_time_left_out():
    assert day(Cell(Kind.DATE, "2027-01-31")).state == State.PLAIN
    timed = day(Cell(Kind.DATE, "2027-01-31T09:30:00"))
    assert (timed.value, timed.state) == (date(2027, 1, 31), State.OFFERED)
    assert day(Cell(Kind.DATE, "1899-12-31")).value is None


def test_a_day_without_its_year_looks_where_its_field_looks():
    assert day(Cell(Kind.TEXT, "5-18"), ahead=False).value == date(2026, 5, 18)
    assert day(Cell(Kind.TEXT, "5-18")).value == date(2027, 5, 18)


def test_words_are_kept_and_figures_are_not():
    assert day(Cell(Kind.TEXT, "长期")).remark == "长期"
    assert day(Cell(Kind.TEXT, "5个月")).remark == ""
