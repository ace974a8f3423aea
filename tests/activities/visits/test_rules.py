"""What a visit may be, at the borders (R16, F04)."""

from datetime import UTC, datetime, timedelta

import pytest

from salesapp.activities.visits.rules import (
    FARTHEST,
    OPEN,
    Status,
    VisitRefused,
    check_appointment,
    check_plan,
    check_reason,
    check_times,
    check_turn,
    end_of,
    is_near,
    is_told,
)  # fmt: skip

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def refused(check, *args) -> VisitRefused:
    with pytest.raises(VisitRefused) as found:
        check(*args)
    return found.value


def test_an_appointment_has_not_passed_and_ends_after_it_begins():
    check_times(NOW, NOW + MINUTE, NOW)
    check_times(None, None, NOW)
    check_times(NOW + FARTHEST, None, NOW)
    check_times(NOW, NOW + 24 * HOUR, NOW)
    assert refused(check_times, NOW - MINUTE, None, NOW).field == "starts_at"
    assert refused(check_times, NOW + FARTHEST + MINUTE, None, NOW).field == "starts_at"
    assert refused(check_times, NOW, NOW, NOW).field == "ends_at"
    assert refused(check_times, NOW, NOW + 24 * HOUR + MINUTE, NOW).field == "ends_at"
    assert refused(check_times, None, NOW, NOW).field == "starts_at"


def test_what_is_booked_has_a_time_and_a_way_and_both_are_said_at_once():
    check_appointment(NOW, "phone")
    assert refused(check_appointment, NOW, None).field == "booked_way"
    assert refused(check_appointment, NOW, "").field == "booked_way"
    both = refused(check_appointment, None, None)
    assert (both.field, [one.field for one in both.also]) == ("starts_at", ["booked_way"])


def test_a_visit_is_for_something_and_to_somebody():
    check_plan("排产", [1])
    assert refused(check_plan, "。", [1]).field == "purpose"
    both = refused(check_plan, None, [])
    assert (both.field, [one.field for one in both.also]) == ("purpose", ["contact_ids"])


def test_a_turn_names_the_state_that_does_not_take_it():
    check_turn("booked", OPEN)
    for state in (Status.DONE, Status.CANCELLED):
        assert state.label in str(refused(check_turn, state, OPEN))


def test_a_reason_is_words():
    assert check_reason(" 对方出差 ") == "对方出差"
    for nothing in (None, "", " ", "。"):
        assert refused(check_reason, nothing).field == "reason"


def test_a_visit_without_an_end_lasts_as_the_setting_says():
    assert end_of(NOW, None, minutes=60) == NOW + HOUR
    assert end_of(NOW, NOW, minutes=60) == NOW + HOUR
    assert end_of(NOW, NOW + MINUTE, minutes=60) == NOW + MINUTE


def test_a_visit_is_near_so_many_minutes_before_it_and_from_then_on():
    assert is_near(NOW, NOW - 30 * MINUTE, minutes=30)
    assert not is_near(NOW, NOW - 31 * MINUTE, minutes=30)
    assert is_near(NOW, NOW + HOUR, minutes=30)
    assert not is_near(None, NOW, minutes=30)


@pytest.mark.parametrize("name", ["kind", "starts_at", "ends_at", "place", "purpose"])
def test_phones_are_told_of_what_they_show(name):
    assert is_told(["risks", name])
    assert not is_told(["risks", "outline", "transport", "expected", "confirmed"])


def test_every_state_has_its_word_and_its_colour():
    assert {state.label for state in Status} >= {"Planned", "Booked"}
    assert Status.DONE.tone == "ok" and Status.CANCELLED.tone == ""
