"""The rhythm of follow-ups on real calendars: borders of the week, holidays, make-up days, late entries (R30–R33)."""

from datetime import date

import pytest

from salesapp.calendar.rules import EndlessHoliday, WorkCalendar
from salesapp.opportunities.cadence.rules import (
    Cadence,
    NoDueDate,
    Rhythm,
    State,
    begin,
    due_days,
    missed,
    quota,
    record,
)

MON, TUE, WED, THU, FRI, SAT, SUN = (date(2026, 11, n) for n in range(23, 30))
NEXT_MON, NEXT_WED, NEXT_THU, NEXT_FRI = (
    date(2026, 11, 30), date(2026, 12, 2), date(2026, 12, 3), date(2026, 12, 4)
)  # fmt: skip
PLAIN = WorkCalendar({})
GUIDE = Cadence()
HALVED = Cadence(holiday_rule="halve")
# National Day 2026: off from Thursday 1 to Wednesday 7 October, Sunday 20 September and Saturday 10 October worked
OCTOBER = WorkCalendar(
    {date(2026, 10, n): False for n in range(1, 8)} | {date(2026, 9, 20): True, date(2026, 10, 10): True}
)
# Spring Festival 2026: off from Sunday 15 to Monday 23 February, Saturdays 14 and 28 worked
SPRING = WorkCalendar(
    {date(2026, 2, n): False for n in range(15, 24)} | {date(2026, 2, 14): True, date(2026, 2, 28): True}
)


def follow(grade, *days, start=MON, calendar=PLAIN, cadence=GUIDE):
    """Open an opportunity on the start day and follow up on each of the days; return what each did."""
    state, known, results = begin(grade, start, calendar, cadence), [], []
    for day in days:
        done = record(grade, state, known, day, calendar, cadence)
        known.append(day)
        state = done.state
        results.append(done)
    return results


def test_a_new_s_is_due_on_the_last_but_one_working_day_and_a_new_a_on_the_last():
    assert begin("S", MON, PLAIN, GUIDE) == State(MON, 2, 0, THU)
    assert begin("A", MON, PLAIN, GUIDE) == State(MON, 1, 0, FRI)


def test_a_new_b_is_due_in_14_days():
    assert begin("B", MON, PLAIN, GUIDE).next_due_on == date(2026, 12, 7)


def test_one_opened_on_friday_night_owes_nothing_more_this_week():
    for grade, due in (("S", NEXT_THU), ("A", NEXT_FRI)):
        state = begin(grade, FRI, PLAIN, GUIDE)
        assert (state.week_quota, state.next_due_on) == (0, due)


def test_an_s_opened_on_thursday_owes_one_follow_up_this_week():
    assert begin("S", THU, PLAIN, GUIDE) == State(MON, 1, 0, FRI)


def test_s_on_two_days_keeps_the_week():
    first, second = follow("S", TUE, THU)
    assert (first.due_on, first.on_time, first.state.next_due_on) == (THU, True, FRI)
    assert (second.due_on, second.on_time, second.state.next_due_on) == (FRI, True, NEXT_THU)
    assert second.state.week_count == 2


def test_two_on_the_same_day_count_once():
    first, second = follow("S", TUE, TUE)
    assert second.state == first.state
    assert (second.due_on, second.state.week_count, second.state.next_due_on) == (None, 1, FRI)


def test_a_third_in_the_week_is_welcome_and_extra():
    *_rest, third = follow("S", MON, TUE, WED)
    assert (third.due_on, third.state.week_count, third.state.next_due_on) == (None, 3, NEXT_THU)


def test_after_a_follow_up_on_thursday_the_second_is_due_on_friday():
    assert follow("S", THU)[0].state.next_due_on == FRI


def test_the_first_on_friday_leaves_no_working_day_for_the_second():
    first, monday = follow("S", FRI, NEXT_MON)
    assert (first.on_time, first.state.next_due_on) == (True, NEXT_THU)
    assert (monday.due_on, monday.on_time, monday.missed) == (NEXT_THU, True, 1)


def test_the_week_lasts_until_sunday():
    _first, second = follow("S", FRI, SUN)
    assert (second.on_time, second.missed) == (True, 0)
    assert follow("S", FRI, SUN, NEXT_MON)[2].missed == 0


def test_weeks_without_a_word_are_counted_as_missed():
    late = follow("S", date(2026, 12, 15))[0]  # three weeks ended, two each
    assert (late.missed, late.on_time, late.due_on) == (6, True, date(2026, 12, 17))
    assert follow("A", date(2026, 12, 15))[0].missed == 3


def test_a_is_due_every_friday():
    first, second = follow("A", MON, date(2026, 12, 1))
    assert (first.state.next_due_on, second.state.next_due_on) == (NEXT_FRI, date(2026, 12, 11))


def test_b_is_due_14_days_after_the_last_time():
    first, second = follow("B", MON, date(2026, 12, 7))
    assert (first.state.next_due_on, second.on_time, second.missed) == (date(2026, 12, 7), True, 0)
    assert second.state.next_due_on == date(2026, 12, 21)


@pytest.mark.parametrize(
    ("day", "on_time", "more"),
    [
        (date(2026, 12, 7), True, 0), (date(2026, 12, 8), False, 0), (date(2026, 12, 21), False, 0),
        (date(2026, 12, 22), False, 1), (date(2027, 1, 5), False, 2),
    ],
)  # fmt: skip
def test_a_late_b_is_missed_once_for_every_14_days(day, on_time, more):
    late = follow("B", day)[0]
    assert (late.due_on, late.on_time, late.missed) == (date(2026, 12, 7), on_time, more)


def test_a_b_whose_14th_day_is_off_is_due_on_the_next_working_day():
    # 18 September + 14 days falls into National Day; Thursday 8 October is the next working day
    assert begin("B", date(2026, 9, 18), OCTOBER, GUIDE).next_due_on == date(2026, 10, 8)


def test_a_week_of_three_working_days_before_a_holiday_is_a_week():
    # 28 to 30 September are worked: an S is due on Tuesday and Wednesday
    assert due_days("S", date(2026, 9, 28), OCTOBER, GUIDE) == [date(2026, 9, 29), date(2026, 9, 30)]


def test_a_make_up_saturday_is_a_due_date_like_any_other():
    # the week of 5 October works on Thursday, Friday and Saturday
    assert due_days("S", date(2026, 10, 5), OCTOBER, GUIDE) == [date(2026, 10, 9), date(2026, 10, 10)]
    assert due_days("A", date(2026, 9, 14), OCTOBER, GUIDE) == [date(2026, 9, 20)]


def test_a_follow_up_on_a_make_up_saturday_is_in_time():
    done = follow("A", date(2026, 10, 10), start=date(2026, 10, 8), calendar=OCTOBER)[0]
    assert (done.due_on, done.on_time) == (date(2026, 10, 10), True)


def test_a_week_without_a_working_day_asks_for_nothing_under_either_rule():
    for cadence in (GUIDE, HALVED):
        assert quota("S", date(2026, 2, 18), SPRING, cadence) == 0


@pytest.mark.parametrize(("rule", "s", "a"), [("waive", 0, 0), ("halve", 1, 1)])
def test_a_week_of_two_working_days_is_waived_or_halved_rounded_up(rule, s, a):
    short = WorkCalendar(dict.fromkeys((WED, THU, FRI), False))
    cadence = Cadence(holiday_rule=rule)
    assert (quota("S", MON, short, cadence), quota("A", MON, short, cadence)) == (s, a)


def test_a_week_of_three_working_days_is_not_a_holiday_week():
    assert quota("S", MON, WorkCalendar({THU: False, FRI: False}), GUIDE) == 2


def test_due_dates_skip_a_waived_week():
    # opened on the Friday before the festival week: the next is due in the week after it
    state = begin("S", date(2026, 2, 13), SPRING, Cadence(holiday_days=0))
    assert state.next_due_on == date(2026, 2, 14)  # the make-up Saturday
    done = record("S", state, [], date(2026, 2, 14), SPRING, GUIDE)
    assert done.state.next_due_on == date(2026, 2, 27)  # 24 to 28 are worked, the last two are due


def test_no_more_is_owed_than_there_are_working_days():
    daily = Cadence({"S": Rhythm(7, 7), "A": Rhythm(1, 7), "B": Rhythm(1, 14)})
    assert quota("S", MON, PLAIN, daily) == 5
    assert due_days("S", MON, PLAIN, daily) == [MON, TUE, WED, THU, FRI]


def test_another_period_than_the_week_runs_from_the_last_time():
    tens = Cadence({"S": Rhythm(2, 10), "A": Rhythm(1, 7), "B": Rhythm(1, 14)})
    assert begin("S", MON, PLAIN, tens).next_due_on == NEXT_MON  # 5 days later is Saturday
    assert follow("S", TUE, cadence=tens)[0].state.next_due_on == NEXT_MON


def test_more_times_than_days_is_one_a_day():
    assert Rhythm(7, 2).interval == 1


def test_a_regraded_one_keeps_what_was_done_this_week():
    assert begin("S", WED, PLAIN, GUIDE, done=1) == State(MON, 2, 1, FRI)
    assert begin("A", WED, PLAIN, GUIDE, done=1) == State(MON, 1, 1, NEXT_FRI)
    assert begin("S", WED, PLAIN, GUIDE, done=3) == State(MON, 3, 3, NEXT_THU)


def test_one_written_down_late_for_a_settled_week_changes_nothing():
    results = follow("S", NEXT_MON, FRI)
    assert (results[1].due_on, results[1].missed) == (None, 0)
    assert results[1].state == results[0].state


def test_one_written_down_late_within_the_week_counts_for_its_day():
    results = follow("S", THU, TUE)
    assert (results[1].due_on, results[1].on_time, results[1].state.week_count) == (FRI, True, 2)
    assert results[1].state.next_due_on == NEXT_THU


def test_a_b_written_down_late_does_not_move_the_next_date_back():
    results = follow("B", WED, MON)
    assert results[1].due_on is None
    assert results[1].state.next_due_on == date(2026, 12, 9)


def test_what_lapsed_is_known_without_a_follow_up():
    state = begin("S", MON, PLAIN, GUIDE)
    assert [missed("S", state, day, PLAIN, GUIDE) for day in (FRI, SUN, NEXT_MON, date(2026, 12, 7))] == [
        0,
        0,
        2,
        4,
    ]
    waiting = begin("B", MON, PLAIN, GUIDE)
    assert [missed("B", waiting, date(2026, 12, n), PLAIN, GUIDE) for n in (7, 8, 22)] == [0, 1, 2]


def test_the_29th_of_february_is_a_due_date():
    assert due_days("A", date(2024, 2, 26), WorkCalendar({date(2024, 3, 1): False}), GUIDE) == [
        date(2024, 2, 29)
    ]


class EndlessFestival:
    def is_working(self, day):
        return False

    def working_day_on_or_after(self, day):
        raise EndlessHoliday(day)


def test_a_calendar_without_working_days_is_named_as_the_mistake():
    with pytest.raises(NoDueDate):
        begin("S", MON, EndlessFestival(), GUIDE)
