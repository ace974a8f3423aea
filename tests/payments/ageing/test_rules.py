"""The buckets of the ageing table and the days on which claims are warned of (C, P35)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from salesapp.payments.ageing.rules import Bucket, bucket_of, first_day, last_day, parted, warnings

AS_OF = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("due", "bucket"),
    [
        ("2026-12-01", Bucket.NOT_DUE),
        ("2026-11-30", Bucket.NOT_DUE),
        ("2026-11-29", Bucket.TO_30),
        ("2026-10-31", Bucket.TO_30),
        ("2026-10-30", Bucket.TO_90),
        ("2026-09-01", Bucket.TO_90),
        ("2026-08-31", Bucket.TO_180),
        ("2026-06-03", Bucket.TO_180),
        ("2026-06-02", Bucket.TO_365),
        ("2025-11-30", Bucket.TO_365),
        ("2025-11-29", Bucket.OVER),
    ],
)
def test_each_due_day_stands_in_its_bucket(due, bucket):
    assert bucket_of(date.fromisoformat(due), AS_OF) is bucket


def test_without_a_day_it_is_the_seventh_column():
    assert bucket_of(None, AS_OF) is Bucket.UNMET


def test_every_day_is_within_the_borders_of_its_bucket():
    for back in range(-3, 420):
        due = AS_OF - timedelta(days=back)
        bucket = bucket_of(due, AS_OF)
        first, last = first_day(bucket, AS_OF), last_day(bucket, AS_OF)
        assert (first is None or first <= due) and (last is None or due <= last)


def test_p16_a_bill_that_was_not_honoured_is_191_days_late():
    assert bucket_of(date(2026, 11, 10), date(2027, 5, 20)) is Bucket.TO_365


def test_p35_two_years_two_years_nine_months_three_years():
    assert warnings(date(2024, 2, 29)) == (date(2026, 2, 28), date(2026, 11, 29), date(2027, 2, 28))


def test_what_is_due_since_each_border_is_parted_into_buckets():
    since = [Decimal(amount) for amount in ("10", "30", "60", "60", "150")]
    assert parted(Decimal("200.01"), Decimal("7"), since) == {
        Bucket.UNMET: Decimal("7"), Bucket.NOT_DUE: Decimal("10"), Bucket.TO_30: Decimal("20"), Bucket.TO_90: Decimal("30"),
        Bucket.TO_365: Decimal("90"), Bucket.OVER: Decimal("43.01"),
    }  # fmt: skip
    assert parted(Decimal("0.00"), Decimal("0.00"), [Decimal("0.00")] * 5) == {}
