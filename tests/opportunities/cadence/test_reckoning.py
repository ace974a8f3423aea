"""Due dates under another calendar, what lapsed, and how a follow-up is shown (R24, R30–R33; conventions 3.9)."""

from datetime import date, timedelta

import pytest

from salesapp.calendar.rules import WorkCalendar
from salesapp.opportunities.cadence.rules import (
    Cadence,
    NoDueDate,
    Recorded,
    Rhythm,
    State,
    begin,
    missed,
    monday,
    quota,
    reckon,
    record,
    urgency,
)

MON, TUE, WED, THU, FRI, SAT, SUN = (date(2026, 11, n) for n in range(23, 30))
NEXT_MON, NEXT_THU, NEXT_FRI = date(2026, 11, 30), date(2026, 12, 3), date(2026, 12, 4)
WEEK = timedelta(days=7)
PLAIN = WorkCalendar({})
GUIDE = Cadence()


def test_a_follow_up_is_overdue_from_the_day_after():
    assert [urgency(TUE, today) for today in (MON, TUE, WED)] == ["", "soon", "late"]


def test_a_week_begins_on_monday():
    assert {monday(day) for day in (MON, TUE, SAT, SUN)} == {MON}
    assert monday(NEXT_MON) == NEXT_MON


def again(grade, state, last, today, calendar=PLAIN):
    return reckon(grade, state, last, today, calendar, GUIDE)


@pytest.mark.parametrize("grade", ["S", "A", "B"])
def test_the_same_calendar_gives_the_same_date(grade):
    state = begin(grade, SUN - WEEK, PLAIN, GUIDE)
    assert again(grade, state, None, MON) == state.next_due_on
    done = record(grade, state, [], TUE, PLAIN, GUIDE).state
    assert again(grade, done, TUE, TUE) == done.next_due_on


def test_a_new_day_off_moves_what_is_owed_before_it():
    owed = State(MON, 2, 0, THU)
    assert again("S", owed, None, MON, WorkCalendar({FRI: False})) == WED
    assert again("S", owed, None, MON, WorkCalendar({SAT: True})) == FRI
    assert again("B", State(None, 0, 0, FRI), None, MON, WorkCalendar({FRI: False})) == NEXT_MON


def test_a_rhythm_that_has_no_week_yet_gives_way_to_the_next_working_day():
    assert again("S", State(None, 0, 0, SAT), None, MON) == NEXT_MON


def test_what_is_owed_falls_on_days_that_are_still_to_come():
    one_done = State(MON, 2, 1, FRI)
    assert again("S", one_done, TUE, WED) == FRI
    assert again("S", one_done, THU, THU) == FRI
    assert again("S", one_done, FRI, FRI) == NEXT_THU  # no working day is left for the second
    assert again("S", State(MON, 2, 0, THU), None, FRI) == FRI  # both are owed, one day is left
    assert again("A", State(MON, 1, 0, FRI), None, SAT) == NEXT_FRI
    assert again("A", State(MON, 1, 2, NEXT_FRI), TUE, TUE) == NEXT_FRI


def test_a_week_that_ended_owes_nothing_any_more():
    for weeks in (1, 2, 5):
        assert again("S", State(MON - weeks * WEEK, 2, 0, THU - weeks * WEEK), None, WED) == THU
        assert again("A", State(MON - weeks * WEEK, 1, 0, FRI - weeks * WEEK), SUN - WEEK, MON) == FRI


def test_a_due_date_is_looked_for_in_sixty_weeks():
    for closed in (59, 60):
        calendar = WorkCalendar({NEXT_MON + timedelta(days=day): False for day in range(closed * 7)})
        if closed == 59:
            assert begin("A", FRI, calendar, GUIDE).next_due_on == FRI + 60 * WEEK
        else:
            with pytest.raises(NoDueDate, match="within 60 weeks"):
                begin("A", FRI, calendar, GUIDE)


def test_what_was_done_beyond_the_quota_makes_up_for_no_other_week():
    assert missed("A", State(MON, 1, 3, NEXT_FRI), NEXT_MON, PLAIN, GUIDE) == 0
    assert missed("A", State(MON, 1, 3, NEXT_FRI), NEXT_MON + WEEK, PLAIN, GUIDE) == 1
    assert missed("S", State(MON, 2, 1, FRI), NEXT_MON, PLAIN, GUIDE) == 1
    assert missed("S", State(NEXT_MON, 2, 0, NEXT_THU), FRI, PLAIN, GUIDE) == 0


def test_a_waived_week_lapses_without_loss():
    short = WorkCalendar({NEXT_MON + timedelta(days=day): False for day in range(3)})
    assert missed("S", State(MON, 2, 2, NEXT_THU), NEXT_MON + WEEK, short, GUIDE) == 0


def test_a_weekly_rhythm_without_a_week_counts_from_its_date():
    waiting = State(None, 0, 0, FRI)
    assert missed("B", waiting, FRI - 3 * WEEK, PLAIN, GUIDE) == 0
    assert [missed("S", waiting, day, PLAIN, GUIDE) for day in (THU, FRI, SAT, date(2026, 12, 1))] == [
        0,
        0,
        1,
        2,  # every three days
    ]


def test_a_regraded_one_that_is_late_met_its_date_and_missed_the_rest():
    done = record("S", State(None, 0, 0, FRI), [], NEXT_MON, PLAIN, GUIDE)
    assert (done.due_on, done.on_time, done.missed) == (NEXT_THU, True, 1)


def test_a_half_is_rounded_up():
    three = Cadence({"S": Rhythm(3, 7)}, holiday_rule="halve")
    assert quota("S", MON, WorkCalendar(dict.fromkeys((WED, THU, FRI), False)), three) == 2


def test_periods_are_whole_days():
    assert [Rhythm(*each).interval for each in ((1, 14), (2, 10), (3, 10), (4, 3))] == [14, 5, 3, 1]
    assert Rhythm(1, 7).weekly and not Rhythm(1, 8).weekly and not Rhythm(1, 6).weekly


def test_a_follow_up_that_is_owed_after_its_days_went_meets_the_end_of_its_week():
    closed = WorkCalendar(dict.fromkeys((MON, TUE, WED, THU, FRI), False))
    done = record("A", State(MON, 1, 0, NEXT_FRI), [], TUE, closed, GUIDE)
    assert (done.due_on, done.on_time, done.state) == (SUN, True, State(MON, 1, 1, NEXT_FRI))


@pytest.mark.parametrize(("before", "due_on"), [([], THU), ([MON], FRI), ([MON, TUE], FRI)])
def test_a_follow_up_whose_date_moved_meets_the_date_of_its_turn(before, due_on):
    done = record("S", State(MON, 3, len(before), NEXT_THU), before, WED, PLAIN, GUIDE)
    assert (done.due_on, done.state.week_count) == (due_on, len(before) + 1)


def test_a_make_up_sunday_belongs_to_its_week():
    worked = WorkCalendar({SUN: True})
    assert begin("A", FRI, worked, GUIDE) == State(MON, 1, 0, SUN)
    assert again("A", State(MON, 1, 0, FRI), None, SAT, worked) == SUN
    assert record("S", begin("S", MON, worked, GUIDE), [], FRI, worked, GUIDE).state.next_due_on == SUN
    assert quota("S", MON, WorkCalendar({WED: False, THU: False, FRI: False, SUN: True}), GUIDE) == 2


def test_a_b_has_no_week():
    assert begin("B", MON, PLAIN, GUIDE) == State(None, 0, 0, date(2026, 12, 7))
    first = record("B", begin("B", MON, PLAIN, GUIDE), [], WED, PLAIN, GUIDE)
    fresh = State(None, 0, 0, date(2026, 12, 9))
    assert first == Recorded(date(2026, 12, 7), True, 0, fresh)
    for extra in (TUE, WED):
        assert record("B", fresh, [WED], extra, PLAIN, GUIDE) == Recorded(None, False, 0, fresh)


def test_one_for_a_settled_week_is_extra():
    state = State(NEXT_MON, 2, 1, NEXT_FRI)
    assert record("S", state, [NEXT_MON], FRI, PLAIN, GUIDE) == Recorded(None, False, 0, state)


def test_the_first_week_owes_what_it_owed_when_it_began():
    done = record("S", begin("S", THU, PLAIN, GUIDE), [], FRI, PLAIN, GUIDE)
    assert done == Recorded(FRI, True, 0, State(MON, 1, 1, NEXT_THU))


def test_what_is_still_owed_comes_after_the_latest_follow_up():
    four = Cadence({"S": Rhythm(4, 7)})
    done = record("S", State(MON, 4, 1, FRI), [FRI], TUE, PLAIN, four)
    assert done == Recorded(FRI, True, 0, State(MON, 4, 2, date(2026, 12, 1)))
