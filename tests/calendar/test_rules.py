from datetime import date, timedelta

import pytest

from salesapp.calendar.data import shipped
from salesapp.calendar.rules import OFFICIAL, PROVISIONAL, EndlessHoliday, WorkCalendar, days

CALENDAR = WorkCalendar({row.day: row.working for row in shipped()}, {2026: OFFICIAL, 2027: PROVISIONAL})


@pytest.mark.parametrize(
    ("signed", "due"),
    [
        (date(2026, 2, 12), date(2026, 2, 24)),  # over the Spring Festival, with the make-up Saturday
        (date(2026, 4, 30), date(2026, 5, 8)),
        (date(2026, 9, 18), date(2026, 9, 22)),  # the Sunday between is worked
        (date(2026, 11, 23), date(2026, 11, 26)),
        (date(2026, 11, 20), date(2026, 11, 25)),  # a plain weekend
        (date(2026, 12, 31), date(2027, 1, 6)),
    ],
)
def test_three_working_days_after_signing(signed, due):
    assert CALENDAR.add_working_days(signed, 3) == due


def test_2026_has_248_working_days():
    assert CALENDAR.working_days_in(date(2026, 1, 1), date(2026, 12, 31)) == 248
    assert CALENDAR.working_days_between(date(2025, 12, 31), date(2026, 12, 31)) == 248


def test_a_plain_calendar_knows_weekends_only():
    plain = WorkCalendar({})

    assert [plain.is_working(d) for d in days(date(2026, 11, 23), date(2026, 11, 29))] == [True] * 5 + [
        False
    ] * 2


def test_a_make_up_sunday_is_worked_and_ends_its_week():
    sunday = date(2026, 9, 20)
    assert sunday.weekday() == 6 and CALENDAR.is_working(sunday)
    assert CALENDAR.working_days_in(date(2026, 9, 14), sunday) == 6
    assert CALENDAR.working_days_between(date(2026, 9, 18), sunday) == 1


def test_no_working_day_lies_between_a_day_and_itself():
    assert CALENDAR.working_days_between(date(2026, 11, 23), date(2026, 11, 23)) == 0


def test_a_make_up_saturday_is_worked_and_a_holiday_monday_is_not():
    assert CALENDAR.is_working(date(2026, 2, 28))
    assert not CALENDAR.is_working(date(2026, 4, 6))


def test_counting_over_any_span_is_counting_day_by_day():
    spans = [
        (date(2025, 9, 27), 0),
        (date(2025, 12, 20), 40),
        (date(2026, 2, 14), 9),
        (date(2019, 3, 3), 3000),
    ]
    for start, length in spans:
        for more in range(8):
            first, last = start + timedelta(days=more), start + timedelta(days=length)
            one_by_one = sum(CALENDAR.is_working(day) for day in days(first, last))
            assert CALENDAR.working_days_in(first, last) == one_by_one


def test_an_exception_that_says_what_the_weekday_says_counts_once():
    monday, saturday = date(2026, 11, 23), date(2026, 11, 28)

    assert WorkCalendar({monday: True, saturday: False}).working_days_in(monday, saturday) == 5


def test_counting_undoes_adding_in_both_directions():
    for start in days(date(2026, 2, 10), date(2026, 3, 2)):
        for count in (1, 2, 5, -1, -4):
            end = CALENDAR.add_working_days(start, count)
            if CALENDAR.is_working(start) or count > 0:
                assert CALENDAR.working_days_between(start, end) == count


def test_no_day_added_leaves_the_day_alone_even_when_it_is_off():
    assert CALENDAR.add_working_days(date(2026, 2, 16), 0) == date(2026, 2, 16)


def test_the_next_working_day_is_strictly_later_and_the_day_itself_may_do_otherwise():
    assert CALENDAR.add_working_days(date(2026, 2, 13), 1) == date(2026, 2, 14)
    assert CALENDAR.add_working_days(date(2026, 2, 14), 1) == date(2026, 2, 24)
    assert CALENDAR.working_day_on_or_after(date(2026, 2, 14)) == date(2026, 2, 14)
    assert CALENDAR.working_day_on_or_after(date(2026, 2, 15)) == date(2026, 2, 24)


@pytest.mark.parametrize(
    ("monday", "count"),
    [
        (date(2026, 2, 16), 0),  # the middle of the Spring Festival
        (date(2026, 2, 9), 6),  # with the make-up Saturday before it
        (date(2026, 10, 5), 3),  # 8, 9 and the make-up Saturday
        (date(2026, 11, 23), 5),
    ],
)
def test_working_days_of_a_natural_week(monday, count):
    assert CALENDAR.working_days_in(monday, monday + timedelta(days=6)) == count


def test_a_year_nobody_confirmed_is_provisional():
    assert CALENDAR.status(2026) == OFFICIAL
    assert CALENDAR.status(2027) == PROVISIONAL
    assert CALENDAR.status(2031) == PROVISIONAL


def test_a_table_without_any_working_day_is_refused_instead_of_looping():
    closed = WorkCalendar(dict.fromkeys(days(date(2026, 1, 1), date(2026, 12, 31)), False))

    with pytest.raises(EndlessHoliday):
        closed.add_working_days(date(2026, 3, 1), 1)


@pytest.mark.parametrize("off", [59, 60])
def test_sixty_days_off_in_a_row_are_taken_for_a_mistake(off):
    friday = date(2026, 11, 20)
    calendar = WorkCalendar({friday + timedelta(days=n): n > off for n in range(1, 90)})
    if off < 60:
        assert calendar.add_working_days(friday, 1) == friday + timedelta(days=60)
    else:
        with pytest.raises(EndlessHoliday):
            calendar.add_working_days(friday, 1)


def test_the_calendar_keeps_its_own_copy_of_the_table():
    table = {date(2026, 11, 23): False}
    calendar = WorkCalendar(table)
    table.clear()

    assert not calendar.is_working(date(2026, 11, 23))
