"""What turns a task takes, and the next contacts that one tap proposes (R23, R45)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from salesapp.activities.tasks import rules
from salesapp.activities.tasks.rules import suggested_times
from salesapp.calendar.rules import WorkCalendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SHANGHAI)


NOON = local(2026, 11, 23, 12)


class TestTasks:
    def test_an_ended_task_takes_no_further_turn(self):
        rules.check_open(None)
        with pytest.raises(rules.TaskRefused):
            rules.check_open("done")

    def test_a_task_is_dropped_only_with_a_reason(self):
        rules.check_cancel("the customer moved away")
        with pytest.raises(rules.TaskRefused) as refused:
            rules.check_cancel("   ")
        assert refused.value.field == "note"

    def test_an_ended_task_can_be_reopened_within_its_hours(self):
        rules.check_undo("done", NOON, NOON + 24 * HOUR, hours=24)
        with pytest.raises(rules.TaskRefused, match="24 hours"):
            rules.check_undo("done", NOON, NOON + 24 * HOUR + MINUTE, hours=24)
        for outcome, done_at in ((None, None), (None, NOON), ("done", None)):
            with pytest.raises(rules.TaskRefused, match="is open"):
                rules.check_undo(outcome, done_at, NOON, hours=24)

    def test_a_task_says_what_is_to_be_done_and_lies_ahead(self):
        rules.check_task("send samples", NOON + MINUTE, NOON)
        with pytest.raises(rules.TaskRefused) as refused:
            rules.check_task(" ", NOON + MINUTE, NOON)
        assert refused.value.field == "title"
        with pytest.raises(rules.TaskRefused) as refused:
            rules.check_task("send samples", NOON, NOON)
        assert refused.value.field == "due_at"


def test_four_next_contacts_are_proposed_on_an_ordinary_monday():
    found = suggested_times(NOON, SHANGHAI, WorkCalendar({}).is_working)
    assert [each.words for each in found] == [
        "Tomorrow 10:00",
        "In two days 14:00",
        "Next Mon 10:00",
        "Next Wed 14:00",
    ]
    assert [each.at for each in found] == [
        local(2026, 11, 24, 10),
        local(2026, 11, 25, 14),
        local(2026, 11, 30, 10),
        local(2026, 12, 2, 14),
    ]


def test_on_a_sunday_tomorrow_is_next_monday():
    sunday = local(2026, 11, 22, 23).astimezone(UTC)
    times = [each.at for each in suggested_times(sunday, SHANGHAI, WorkCalendar({}).is_working)]
    assert times == [local(2026, 11, 23, 10), local(2026, 11, 24, 14), local(2026, 11, 25, 14)]


def test_a_make_up_saturday_is_proposed():
    make_up = WorkCalendar({date(2026, 11, 28): True})
    times = [each.at for each in suggested_times(local(2026, 11, 27, 18), SHANGHAI, make_up.is_working)]
    assert times == [local(2026, 11, 28, 10), local(2026, 11, 30, 14), local(2026, 12, 2, 14)]


def test_on_a_friday_the_weekend_gives_way_and_meeting_days_leave_one():
    friday = local(2026, 11, 27, 18)
    times = [each.at for each in suggested_times(friday, SHANGHAI, WorkCalendar({}).is_working)]
    assert times == [local(2026, 11, 30, 10), local(2026, 12, 2, 14)]


def test_a_holiday_week_moves_every_proposal_to_the_first_working_day_after_it():
    golden_week = WorkCalendar({date(2026, 10, day): False for day in range(1, 8)})
    times = [each.at for each in suggested_times(local(2026, 9, 30, 20), SHANGHAI, golden_week.is_working)]
    assert times == [local(2026, 10, 8, 10)]
