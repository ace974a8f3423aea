"""What speaks against an appointment, at the borders."""

from datetime import UTC, datetime, timedelta

from salesapp.activities.visits.warnings.rules import Against, Slot, against

TWO = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def slot(number, starts_at, ends_at, *, region="320506", who=(1,)):
    return Slot(number, str(number), "客户", starts_at, ends_at, region, frozenset(who))


MINE = slot(1, TWO, TWO + HOUR)


def found(*others, minutes=60):
    return [(one.against, one.other.visit_id, one.minutes) for one in against(MINE, others, minutes=minutes)]


def test_what_overlaps_clashes_and_what_follows_does_not():
    assert found(slot(2, TWO + HOUR - MINUTE, TWO + 2 * HOUR)) == [(Against.CLASH, 2, 0)]
    assert found(slot(2, TWO - HOUR, TWO + MINUTE)) == [(Against.CLASH, 2, 0)]
    assert found(slot(2, TWO + HOUR, TWO + 2 * HOUR), slot(3, TWO - HOUR, TWO)) == []


def test_another_district_wants_time_for_the_way_before_and_after():
    late, early = TWO + HOUR + 59 * MINUTE, TWO - 59 * MINUTE
    assert found(slot(2, late, late + HOUR, region="320211")) == [(Against.TRAVEL, 2, 59)]
    assert found(slot(2, early - HOUR, early, region="320211")) == [(Against.TRAVEL, 2, 59)]
    assert found(slot(2, late + MINUTE, late + HOUR, region="320211")) == []
    assert found(slot(2, late, late + HOUR, region=None), slot(3, late, late + HOUR)) == []


def test_only_the_same_people_and_another_visit_count():
    assert found(slot(2, TWO, TWO + HOUR, who=(2, 3))) == []
    assert found(slot(1, TWO, TWO + HOUR)) == []
    (only,) = against(slot(1, TWO, TWO + HOUR, who=(1, 2)), [slot(2, TWO, TWO + HOUR, who=(2, 3))], minutes=0)
    assert only.who == {2}
