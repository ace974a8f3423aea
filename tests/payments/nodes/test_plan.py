"""Lists and sums of instalments read what is open from its indexes and nothing of what was paid, however much that is."""

from __future__ import annotations

import pytest

from salesapp.db import count_for_planner, db
from salesapp.home.pictures.money.queries import expected
from salesapp.payments.ageing import page as ageing
from salesapp.payments.ageing.queries import Owed
from salesapp.payments.nodes import queries
from tests.payments.factories import TODAY, make_signed

PEOPLE = pytest.mark.parametrize("who", ["lin", "xu", "zheng", "tang"])


@pytest.fixture(autouse=True)
def on_sqlite(cast):
    if db.session.get_bind().dialect.name != "sqlite":
        pytest.skip("asks SQLite for its plan")


def steps(asked):
    """Return the steps by which SQLite finds the rows of each statement that was asked."""
    connection = db.session.connection()
    for statement, values in zip(list(asked.statements), list(asked.values), strict=True):
        if "payment_node" in statement:
            yield [row[3] for row in connection.exec_driver_sql("EXPLAIN QUERY PLAN " + statement, values)]


@PEOPLE
def test_a_page_of_the_list_walks_by_day_and_sorts_only_itself(cast, who, count_queries):
    make_signed(cast.lin, ("100", "2026-11-10"), ("100", None))
    with count_queries() as asked:
        found = queries.page(getattr(cast, who), queries.Wanted(), None, today=TODAY)
    assert len(found.rows) == 2
    for plan in steps(asked):
        assert any("payment_node USING COVERING INDEX ix_payment_node_due" in step for step in plan), plan
        assert sum("payment_node" in step for step in plan) == 2, (
            plan
        )  # the walk, and the rows of this page by their numbers
        assert any("payment_node USING INTEGER PRIMARY KEY" in step for step in plan), plan


@PEOPLE
def test_sums_read_no_row_of_an_instalment(cast, who, count_queries):
    make_signed(cast.lin, ("100", "2026-11-10"), ("100", None))
    user = getattr(cast, who)
    with count_queries() as asked:
        queries.sums(user, queries.Wanted(), today=TODAY)
        ageing.table(user, Owed(TODAY, TODAY))
        ageing.table(user, Owed(TODAY, TODAY, by_owner=True))
    walked = [step for plan in steps(asked) for step in plan if "payment_node" in step]
    assert len(walked) == 3
    assert all("payment_node USING COVERING INDEX" in step for step in walked), walked


@PEOPLE
def test_ageing_is_added_up_customer_by_customer_from_indexes_alone(cast, who, count_queries):
    for _ in range(30):
        make_signed(cast.lin, ("100", "2026-11-10"), ("100", None))
    count_for_planner()
    with count_queries() as asked:
        ageing.table(getattr(cast, who), Owed(TODAY, TODAY))
    [plan] = steps(asked)
    assert any("contract USING COVERING INDEX ix_contract_customer" in step for step in plan), plan
    assert not any("FOR GROUP BY" in step for step in plan), plan


def test_cash_expected_is_added_up_in_the_order_of_its_days(cast, count_queries):
    make_signed(cast.lin, ("100", "2026-11-10"), ("100", None))
    with count_queries() as asked:
        expected(cast.xu, TODAY)
    days = next(
        plan
        for plan in steps(asked)
        if not any("payment_chase" in step or "allocation" in step for step in plan)
    )
    assert any("ix_payment_node_due" in step for step in days), days
    assert not any("TEMP B-TREE" in step for step in days), days
