"""How old what is owed is: the part that is open ages from its due day; every fen stands in one bucket. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from salesapp.contracts.payments.rules import months_after
from salesapp.words import lazy_gettext as _l


class Bucket(StrEnum):
    """How many days something is overdue."""

    UNMET = "unmet"
    NOT_DUE = "not_due"
    TO_30 = "to_30"
    TO_90 = "to_90"
    TO_180 = "to_180"
    TO_365 = "to_365"
    OVER = "over"

    @property
    def label(self) -> str:
        """What it is called."""
        return str(BUCKET_LABELS[self])


BUCKET_LABELS = {
    Bucket.UNMET: _l("Condition not met"),
    Bucket.NOT_DUE: _l("Not due"),
    Bucket.TO_30: _l("1–30 days"),
    Bucket.TO_90: _l("31–90 days"),
    Bucket.TO_180: _l("91–180 days"),
    Bucket.TO_365: _l("181–365 days"),
    Bucket.OVER: _l("over 365 days"),
}
#: The last day overdue that each bucket takes, in order.
LIMITS = (
    (Bucket.NOT_DUE, 0),
    (Bucket.TO_30, 30),
    (Bucket.TO_90, 90),
    (Bucket.TO_180, 180),
    (Bucket.TO_365, 365),
)


def bucket_of(due_on: date | None, as_of: date) -> Bucket:
    """Return the bucket of what is open: the due day itself is not overdue."""
    if due_on is None:
        return Bucket.UNMET
    days = (as_of - due_on).days
    return next((bucket for bucket, last in LIMITS if days <= last), Bucket.OVER)


def parted(total: Decimal, unmet: Decimal, due_since: Sequence[Decimal]) -> dict[Bucket, Decimal]:
    """Return what stands in each bucket, those that hold something.

    ``due_since`` is what is due since the first day of each bucket of ``LIMITS``, in their order: each holds the ones before.
    """
    found, before = {Bucket.UNMET: unmet}, Decimal(0)
    for (bucket, _last), upto in zip(LIMITS, due_since, strict=True):
        found[bucket], before = upto - before, upto
    found[Bucket.OVER] = total - unmet - before
    return {bucket: amount for bucket, amount in found.items() if amount}


def first_day(bucket: Bucket, as_of: date) -> date | None:
    """Return the earliest due day that a bucket takes; None where it has no end."""
    last = dict(LIMITS).get(bucket)
    return date.fromordinal(as_of.toordinal() - last) if last is not None else None


def last_day(bucket: Bucket, as_of: date) -> date | None:
    """Return the latest due day that a bucket takes; None where it has no end."""
    order = [each for each, _last in LIMITS]
    if bucket in (Bucket.UNMET, Bucket.NOT_DUE):
        return None
    before = order[order.index(bucket) - 1] if bucket in order else order[-1]
    first = first_day(before, as_of)
    return date.fromordinal(first.toordinal() - 1) if first else None


#: When a claim is warned of, in months after it began to run, and when it lapses.
FIRST_WARNING, LAST_WARNING, LAPSE = 24, 33, 36


def warnings(began_on: date) -> tuple[date, date, date]:
    """Return the days of the two warnings and the one on which the claim lapses: 2 years, 2 years 9 months, 3 years."""
    first, last, lapse = (months_after(began_on, months) for months in (FIRST_WARNING, LAST_WARNING, LAPSE))
    return first, last, lapse
