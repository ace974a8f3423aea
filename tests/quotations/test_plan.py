"""One quotation and the choice of opportunities read what they show, not all that a person sees."""

from __future__ import annotations

import pytest

from salesapp.db import db
from salesapp.quotations import queries
from tests.contracts.factories import make_opportunity
from tests.quotations.factories import make_quotation


@pytest.fixture(autouse=True)
def on_sqlite(cast):
    if db.session.get_bind().dialect.name != "sqlite":
        pytest.skip("asks SQLite for its plan")


def steps(asked, of: str):
    """Return the steps by which SQLite finds the rows of the first statement that reads ``of``."""
    pairs = zip(list(asked.statements), list(asked.values), strict=True)
    statement, values = next((text, given) for text, given in pairs if f"FROM {of} " in text)
    return [
        row[3] for row in db.session.connection().exec_driver_sql("EXPLAIN QUERY PLAN " + statement, values)
    ]


@pytest.mark.parametrize("who", ["lin", "xu"])
def test_a_quotation_asks_for_its_own_opportunity(cast, who, count_queries):
    quotation = make_quotation(cast.lin)
    with count_queries() as asked:
        assert queries.find(quotation.id, getattr(cast, who)) is not None
    walked = [step for step in steps(asked, "quotation") if " opportunity " in step]
    assert len(walked) == 1
    assert "INTEGER PRIMARY KEY" in walked[0]


def test_the_latest_opportunities_are_walked_in_their_order(cast, count_queries):
    found = [make_opportunity(cast.lin) for _ in range(3)]
    with count_queries() as asked:
        rows = queries.startable(cast.lin)
    assert [row.id for row in rows] == [one.id for one in reversed(found)]
    walked = [step for step in steps(asked, "opportunity JOIN customer") if "owner_id=?" in step]
    assert len(walked) == 1
    assert "ix_opportunity_latest" in walked[0]
