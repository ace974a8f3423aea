"""Whom somebody spoke to last: what a new record, and a new visit, offer first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from salesapp.activities.queries import recent_customers
from salesapp.db import db
from tests.customers.factories import NOW, make_customer


@pytest.fixture
def four(cast):
    """Three of lin's, of which two were spoken to, and one of chen's in the other team."""
    found = [make_customer(owner) for owner in (cast.lin, cast.lin, cast.lin, cast.chen)]
    for customer, days in zip(found, (3, None, 1, 0), strict=True):
        customer.last_contact_at = NOW - timedelta(days=days) if days is not None else None
    db.session.commit()
    return found


@pytest.mark.parametrize(
    ("who", "names"),
    [("lin", (2, 0, 1)), ("xu", (2, 0, 1)), ("chen", (3,)), ("tang", (3, 2, 0, 1)), ("he", ())],
)
def test_those_spoken_to_last_come_first_then_those_with_whom_nobody_spoke(cast, four, who, names):
    found = recent_customers(getattr(cast, who))
    assert [row[0] for row in found] == [four[at].id for at in names]


def test_no_more_than_asked_for(cast, four):
    assert [row[0] for row in recent_customers(cast.tang, 2)] == [four[3].id, four[2].id]


@pytest.mark.parametrize("who", ["lin", "xu", "tang"])
def test_they_are_walked_from_the_latest(cast, four, who, count_queries):
    if db.session.get_bind().dialect.name != "sqlite":
        pytest.skip("asks SQLite for its plan")
    with count_queries() as asked:
        recent_customers(getattr(cast, who))
    pairs = zip(list(asked.statements), list(asked.values), strict=True)
    plans = [
        [row[3] for row in db.session.connection().exec_driver_sql("EXPLAIN QUERY PLAN " + text, values)]
        for text, values in pairs
        if "last_contact_at" in text
    ]
    assert len(plans) == 2
    for steps in plans:
        assert any("ix_customer_contact" in step for step in steps), steps
        assert not any("TEMP B-TREE" in step for step in steps), steps
