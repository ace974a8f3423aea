"""What a contact record must hold (R18–R23, R45, F05)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from salesapp.activities import rules
from salesapp.activities.rules import Entry

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SHANGHAI)


NOON = local(2026, 11, 23, 12)


class TestTimesOfAContact:
    def test_a_contact_may_end_when_it_starts(self):
        rules.check_times(NOON, NOON, NOON)

    def test_it_does_not_end_before_it_starts(self):
        with pytest.raises(rules.RecordRefused, match="before it starts") as refused:
            rules.check_times(NOON, NOON - MINUTE, NOON)
        assert refused.value.field == "ended_at"

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
        assert refused.value.field == "no_next_reason"

    def test_a_time_without_a_purpose_is_refused(self):
        with pytest.raises(rules.RecordRefused) as refused:
            rules.check_next_contact(NOON, NOON + HOUR, " ", "")
        assert refused.value.field == "next_purpose"

    def test_it_may_be_a_minute_later_or_a_leap_year(self):
        rules.check_next_contact(NOON, NOON + MINUTE, "demo", " ")
        rules.check_next_contact(NOON, NOON + timedelta(days=366), "demo", " ")

    @pytest.mark.parametrize("next_at", [NOON, NOON - HOUR, NOON + timedelta(days=366, minutes=1)])
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
            (local(2026, 11, 23, 1).astimezone(UTC), local(2026, 11, 23, 9), Entry.LATE),
            (local(2026, 11, 23, 6), local(2026, 11, 24, 2).astimezone(UTC), Entry.NEXT_DAY),
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
        with pytest.raises(rules.EditRefused, match="Only the person who wrote"):
            rules.check_edit(is_author=False, is_lead=False, written_at=NOON, now=NOON, hours=72)


class TestSpin:
    def test_three_of_four_boxes_name_the_missing_letter(self):
        assert rules.spin("tables", "parts run out", "  ", "one month") == rules.Spin(3, ("I",))

    def test_an_empty_record_has_none(self):
        assert rules.spin(None, None, None, None) == rules.Spin(0, tuple("SPIN"), 4)

    def test_a_full_record_misses_nothing(self):
        assert rules.spin("a", "b", "c", "d") == rules.Spin(4, (), 4)


def test_nobody_comments_on_a_record_of_their_own():
    with pytest.raises(rules.EditRefused, match="nobody comments"):
        rules.check_comment(is_author=True)
    rules.check_comment(is_author=False)
