"""Which version of an instalment counts on a day, and what an account is charged by that."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from salesapp.contracts.payments.versions.rules import Version, charges


def day(text: str) -> date:
    return date.fromisoformat(text)


def said(since: str, until: str | None, due: str | None, amount: str) -> Version:
    return Version(day(since), day(until) if until else None, day(due) if due else None, Decimal(amount))


TOLD = {
    "one plan": [said("2026-09-01", None, "2026-10-10", "1000")],
    "put off after it was due": [
        said("2026-09-01", "2026-11-23", "2026-10-10", "1000"), said("2026-11-23", None, "2027-02-01", "1200"),
    ],
    "put off before it was due": [
        said("2026-09-01", "2026-10-10", "2026-10-10", "1000"), said("2026-10-10", None, "2026-12-01", "1000"),
    ],
    "brought forward to a day that is over": [
        said("2026-09-01", "2026-11-23", "2027-02-01", "1000"), said("2026-11-23", None, "2026-11-01", "1000"),
    ],
    "waited, fell due, dropped": [
        said("2026-09-01", "2026-10-01", None, "500"), said("2026-10-01", "2026-11-23", "2026-10-15", "500"),
        said("2026-11-23", None, None, "0"),
    ],
    "void": [said("2026-09-01", "2026-11-23", "2026-10-10", "1000")],
    "nothing between two of one day": [
        said("2026-09-01", "2026-11-23", "2026-10-10", "1000"), said("2026-11-23", "2026-11-23", "2026-11-01", "7"),
        said("2026-11-23", None, "2026-10-10", "1000"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("told", TOLD)
def test_on_every_day_the_charges_make_what_the_version_of_that_day_had_charged(told):
    versions, moved = TOLD[told], charges(TOLD[told])
    for number in range(250):
        on = day("2026-08-20") + timedelta(days=number)
        counted = [each for each in versions if each.counts_on(on)]
        assert len(counted) <= 1
        right = sum((each.charged(on) for each in counted), Decimal(0))
        assert sum((amount for when, amount in moved if when <= on), Decimal(0)) == right


def test_what_a_later_plan_leaves_as_it_was_is_charged_once():
    assert charges(TOLD["nothing between two of one day"]) == [(day("2026-10-10"), Decimal(1000))]
    assert charges(TOLD["put off after it was due"]) == [
        (day("2026-10-10"), Decimal(1000)), (day("2026-11-23"), Decimal(-1000)), (day("2027-02-01"), Decimal(1200)),
    ]  # fmt: skip
