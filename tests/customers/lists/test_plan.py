"""A page of the list is walked along an index, whatever the order; what few have is not looked for in every line."""

from __future__ import annotations

import pytest

from salesapp.customers.lists.queries import SORTS, Wanted, page, total
from salesapp.db import db
from tests.customers.factories import make_customer


@pytest.fixture(autouse=True)
def on_sqlite(cast):
    if db.session.get_bind().dialect.name != "sqlite":
        pytest.skip("asks SQLite for its plan")


def steps(asked):
    """Return the steps by which SQLite finds the rows of all statements that were asked."""
    connection = db.session.connection()
    return [
        row[3]
        for statement, values in zip(list(asked.statements), list(asked.values), strict=True)
        for row in connection.exec_driver_sql("EXPLAIN QUERY PLAN " + statement, values)
    ]


@pytest.mark.parametrize("sort", SORTS)
def test_a_page_is_not_sorted(cast, sort, count_queries):
    make_customer(cast.lin)
    db.session.commit()
    with count_queries() as asked:
        assert len(page(cast.tang, Wanted(sort=sort)).rows) == 1
    assert not [step for step in steps(asked) if step == "USE TEMP B-TREE FOR ORDER BY"]


def test_ones_own_are_walked_by_name(cast, count_queries):
    make_customer(cast.lin)
    db.session.commit()
    with count_queries() as asked:
        assert len(page(cast.tang, Wanted(sort="name", owner_id=cast.lin.id)).rows) == 1
    assert any("ix_customer_owner_name (owner_id=?)" in step for step in steps(asked))


@pytest.mark.parametrize(("region", "narrowed"), [("320506", True), ("320500", True), ("320000", False)])
def test_a_city_is_found_by_its_index_a_province_is_not_sorted(cast, region, narrowed, count_queries):
    customer = make_customer(cast.lin, region="320506")
    make_customer(cast.lin, full_name="成都远岸包装有限公司", region="510104")
    db.session.commit()
    with count_queries() as asked:
        assert [line.id for line in page(cast.tang, Wanted(region=region)).rows] == [customer.id]
        assert total(cast.tang, Wanted(region=region)) == "1"
    assert any("ix_customer_region" in step for step in steps(asked)) is narrowed


def test_a_telephone_number_is_not_looked_for_in_every_line(cast, count_queries):
    make_customer(cast.lin)
    db.session.commit()
    with count_queries() as asked:
        page(cast.tang, Wanted(text="13800138000"))
    found = steps(asked)
    assert not [step for step in found if step.startswith("SCAN customer")], found
