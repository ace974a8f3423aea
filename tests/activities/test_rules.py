"""What a contact record must hold and when its letter is due, at the borders (R18–R23, F05)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from salesapp.activities import rules
from salesapp.activities.kinds import Entry
from salesapp.activities.times import Tone
from salesapp.calendar.rules import WorkCalendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
SPRING_FESTIVAL = WorkCalendar(
    {date(2026, 2, day): False for day in range(16, 24)} | {date(2026, 2, 14): True}
)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SHANGHAI)


NOON = local(2026, 11, 23, 12)


class TestThankYouLetter:
    def test_it_is_due_24_clock_hours_after_the_contact_ended_across_midnight(self):
        assert rules.thank_you_due(local(2026, 11, 23, 23, 40), hours=24) == local(2026, 11, 24, 23, 40)

    def test_a_friday_night_contact_is_due_on_saturday_night_because_clock_hours_count(self):
        assert rules.thank_you_due(local(2026, 11, 27, 23), hours=24) == local(2026, 11, 28, 23)

    def test_with_rolling_a_friday_night_contact_is_due_on_monday_noon(self):
        due = rules.thank_you_due(
            local(2026, 11, 27, 23), hours=24, roll=True, calendar=WorkCalendar({}), zone=SHANGHAI
        )
        assert due == local(2026, 11, 30, 12)

    def test_rolling_leaves_a_due_time_on_a_working_day_alone(self):
        due = rules.thank_you_due(
            local(2026, 11, 23, 9, 15), hours=24, roll=True, calendar=WorkCalendar({}), zone=SHANGHAI
        )
        assert due == local(2026, 11, 24, 9, 15)

    def test_a_make_up_saturday_is_a_working_day_for_the_letter(self):
        due = rules.thank_you_due(
            local(2026, 2, 13, 10), hours=24, roll=True, calendar=SPRING_FESTIVAL, zone=SHANGHAI
        )
        assert due == local(2026, 2, 14, 10)

    def test_rolling_passes_over_the_whole_spring_festival(self):
        due = rules.thank_you_due(
            local(2026, 2, 14, 18), hours=24, roll=True, calendar=SPRING_FESTIVAL, zone=SHANGHAI
        )
        assert due == local(2026, 2, 24, 12)

    def test_the_day_off_is_the_teams_day_not_the_servers(self):
        ended = datetime(2026, 11, 26, 17, tzinfo=UTC)  # Friday 01:00 in Shanghai, still Thursday in UTC
        due = rules.thank_you_due(ended, hours=24, roll=True, calendar=WorkCalendar({}), zone=SHANGHAI)
        assert due == local(2026, 11, 30, 12)

    def test_rolling_without_a_calendar_is_a_mistake_of_the_caller(self):
        with pytest.raises(ValueError, match="calendar"):
            rules.thank_you_due(NOON, hours=24, roll=True)

    @pytest.mark.parametrize(
        ("after", "tone"),
        [
            (timedelta(0), Tone.TODAY),
            (16 * HOUR - MINUTE, Tone.TODAY),
            (16 * HOUR, Tone.SOON),
            (24 * HOUR, Tone.SOON),
            (24 * HOUR + MINUTE, Tone.LATE),
        ],
    )
    def test_it_turns_amber_at_16_hours_and_red_after_24(self, after, tone):
        assert rules.thank_you_tone(NOON, NOON + 24 * HOUR, NOON + after, amber_hours=16) == tone

    def test_it_cannot_be_marked_as_sent_while_a_promise_is_unticked(self):
        with pytest.raises(rules.ThankYouRefused, match="two case studies") as refused:
            rules.check_thank_you_sent(
                ["two case studies"], "  ", sent_at=NOON + HOUR, ended_at=NOON, now=NOON + HOUR
            )
        assert refused.value.field == "missing_reason"

    def test_it_may_be_marked_as_sent_with_a_reason_for_what_is_missing(self):
        rules.check_thank_you_sent(
            ["framework"], "follows on Friday", sent_at=NOON + HOUR, ended_at=NOON, now=NOON + HOUR
        )

    @pytest.mark.parametrize("sent_at", [NOON - MINUTE, NOON + 2 * HOUR])
    def test_it_was_sent_neither_before_the_contact_nor_in_the_future(self, sent_at):
        with pytest.raises(rules.ThankYouRefused) as refused:
            rules.check_thank_you_sent([], "", sent_at=sent_at, ended_at=NOON, now=NOON + HOUR)
        assert refused.value.field == "sent_at"


class TestTimesOfAContact:
    def test_a_contact_may_end_when_it_starts(self):
        rules.check_times(NOON, NOON, NOON)

    def test_it_does_not_end_before_it_starts(self):
        with pytest.raises(rules.RecordRefused, match="before it starts"):
            rules.check_times(NOON, NOON - MINUTE, NOON)

    def test_it_does_not_last_longer_than_a_day(self):
        rules.check_times(NOON - 24 * HOUR, NOON, NOON)
        with pytest.raises(rules.RecordRefused, match="24 hours"):
            rules.check_times(NOON - 24 * HOUR - MINUTE, NOON, NOON)

    def test_it_does_not_lie_in_the_future_but_a_fast_clock_is_forgiven(self):
        rules.check_times(NOON, NOON + 5 * MINUTE, NOON)
        with pytest.raises(rules.RecordRefused, match="future"):
            rules.check_times(NOON, NOON + 6 * MINUTE, NOON)


class TestNextContact:
    def test_a_time_with_a_purpose_is_enough(self):
        rules.check_next_contact(NOON, NOON + HOUR, "demo", "")

    def test_a_reason_for_none_is_enough(self):
        rules.check_next_contact(NOON, None, "", "no budget this year")

    def test_neither_of_them_is_refused(self):
        with pytest.raises(rules.RecordRefused, match="Agree the next contact") as refused:
            rules.check_next_contact(NOON, None, "demo", "  ")
        assert refused.value.field == "next_at"

    def test_both_of_them_are_refused(self):
        with pytest.raises(rules.RecordRefused) as refused:
            rules.check_next_contact(NOON, NOON + HOUR, "demo", "no need")
        assert refused.value.field == "declined_reason"

    def test_a_time_without_a_purpose_is_refused(self):
        with pytest.raises(rules.RecordRefused) as refused:
            rules.check_next_contact(NOON, NOON + HOUR, " ", "")
        assert refused.value.field == "next_purpose"

    @pytest.mark.parametrize("next_at", [NOON, NOON - HOUR, NOON + timedelta(days=367)])
    def test_it_comes_after_the_contact_and_within_a_year(self, next_at):
        with pytest.raises(rules.RecordRefused) as refused:
            rules.check_next_contact(NOON, next_at, "demo", "")
        assert refused.value.field == "next_at"


class TestLateEntry:
    @pytest.mark.parametrize(
        ("ended", "written", "entry"),
        [
            (NOON, NOON + 2 * HOUR, Entry.PROMPT),
            (NOON, NOON + 2 * HOUR + MINUTE, Entry.LATE),
            (local(2026, 11, 23, 23, 30), local(2026, 11, 24, 0, 15), Entry.PROMPT),
            (local(2026, 11, 23, 21), local(2026, 11, 24, 0, 15), Entry.NEXT_DAY),
            (local(2026, 11, 23, 9), local(2026, 11, 25, 9), Entry.NEXT_DAY),
        ],
    )
    def test_after_two_hours_a_record_is_a_late_entry(self, ended, written, entry):
        assert rules.entry_of(ended, written, SHANGHAI, hours=2) == entry


class TestEditing:
    def test_the_author_may_change_a_record_until_its_hours_have_passed(self):
        rules.check_edit(is_author=True, is_lead=False, written_at=NOON, now=NOON + 72 * HOUR, hours=72)
        with pytest.raises(rules.EditRefused, match="72 hours"):
            rules.check_edit(
                is_author=True, is_lead=False, written_at=NOON, now=NOON + 72 * HOUR + MINUTE, hours=72
            )

    def test_a_supervisor_may_change_it_later(self):
        rules.check_edit(is_author=False, is_lead=True, written_at=NOON, now=NOON + 999 * HOUR, hours=72)

    def test_a_colleague_may_not(self):
        with pytest.raises(rules.EditRefused):
            rules.check_edit(is_author=False, is_lead=False, written_at=NOON, now=NOON, hours=72)


class TestSpin:
    def test_three_of_four_boxes_name_the_missing_letter(self):
        assert rules.spin("tables", "parts run out", "  ", "one month") == rules.Spin(3, ("I",))

    def test_an_empty_record_has_none(self):
        assert rules.spin(None, None, None, None) == rules.Spin(0, tuple("SPIN"))


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
        with pytest.raises(rules.TaskRefused):
            rules.check_undo(None, None, NOON, hours=24)

    def test_a_task_says_what_is_to_be_done_and_lies_ahead(self):
        rules.check_task("send samples", NOON + MINUTE, NOON)
        with pytest.raises(rules.TaskRefused) as refused:
            rules.check_task(" ", NOON + MINUTE, NOON)
        assert refused.value.field == "title"
        with pytest.raises(rules.TaskRefused) as refused:
            rules.check_task("send samples", NOON, NOON)
        assert refused.value.field == "due_at"
