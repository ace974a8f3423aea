"""A page of the list is walked along an index, whatever the order and the status; only its own rows are sorted."""

from __future__ import annotations

import pytest

from salesapp.customers.search.pairs import queries as pairs
from salesapp.db import db
from salesapp.opportunities.lists import queries
from salesapp.opportunities.lists.rules import DECIDED, EVERY_STATUS, Asked
from salesapp.opportunities.rules import Status
from tests.customers.factories import make_customer
from tests.opportunities.factories import NOW, make_opportunity

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture(autouse=True)
def on_sqlite(cast):
    if db.session.get_bind().dialect.name != "sqlite":
        pytest.skip("asks SQLite for its plan")


def plans(asked):
    """Return each statement that was asked with the steps by which SQLite finds its rows."""
    connection = db.session.connection()
    return [
        (statement, [row[3] for row in connection.exec_driver_sql("EXPLAIN QUERY PLAN " + statement, values)])
        for statement, values in zip(list(asked.statements), list(asked.values), strict=True)
    ]


@pytest.mark.parametrize("who", ["lin", "tang"])
@pytest.mark.parametrize("status", [Status.OPEN, Status.WON, DECIDED, EVERY_STATUS])
@pytest.mark.parametrize("sort", ["due", "amount", "close"])
def test_only_the_rows_of_a_page_are_sorted(cast, who, status, sort, count_queries):
    make_opportunity(cast.lin)
    with count_queries() as asked:
        queries.page(getattr(cast, who), Asked(status=status, sort=sort), NOW)
    _text, steps = plans(asked)[-1]
    assert sum("ORDER BY" in step and "RIGHT PART" not in step for step in steps) == 1, steps


def test_ones_own_of_a_status_are_walked_by_number(cast, count_queries):
    make_opportunity(cast.lin)
    with count_queries() as asked:
        queries.page(cast.lin, Asked(sort="number"), NOW)
    _text, steps = plans(asked)[-1]
    assert any("ix_opportunity_owner_number (owner_id=? AND status=?)" in step for step in steps), steps


def test_a_list_of_every_status_has_what_is_due_first_and_all_the_rest_after_it(cast):
    rows = [make_opportunity(cast.lin) for _ in range(4)]
    rows[1].status, rows[1].next_due_on = Status.WON, None
    rows[2].status, rows[2].next_due_on = Status.LOST, None
    rows[3].next_due_on = rows[0].next_due_on
    db.session.commit()
    ids, cursor = [], None
    for _ in rows:
        found = queries.page(cast.lin, Asked(status=EVERY_STATUS), NOW, cursor, size=1)
        ids += [card.id for card in found.rows]
        cursor = found.next
    assert ids == [rows[0].id, rows[3].id, rows[1].id, rows[2].id]
    assert cursor is None


def test_what_some_customers_have_is_told_by_their_numbers(cast, count_queries, monkeypatch):
    monkeypatch.setattr(pairs, "FEW", 1)
    pairs._statement.cache_clear()
    found = [
        make_opportunity(cast.lin, customer=make_customer(cast.lin, full_name=f"苏州望潮{name}有限公司"))
        for name in ("听涛", "远岸")
    ]
    db.session.commit()
    with count_queries() as asked:
        rows = queries.page(cast.lin, Asked(text="望潮"), NOW).rows
    pairs._statement.cache_clear()
    assert {row.id for row in rows} == {one.id for one in found}
    text, steps = plans(asked)[-1]
    assert "search_pair" in text
    assert any("SEARCH search_pair USING PRIMARY KEY" in step for step in steps), steps
    assert not any("customer.updated_at DESC" in each for each in asked.statements)
