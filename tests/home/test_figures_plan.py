"""What the page of figures and the board add up is read from indexes, so that it stays quick among many (see the bench)."""

from __future__ import annotations

from datetime import date

import pytest

from salesapp.db import db
from salesapp.home.figures.queries import performance
from salesapp.home.pictures.behind.queries import records
from salesapp.home.pictures.rules import By
from salesapp.opportunities.board.queries import Wanted, board
from salesapp.web.spans import Span
from tests.opportunities.factories import NOW, make_opportunity

pytestmark = pytest.mark.usefixtures("frozen_clock")


def plans(asked):
    """Yield each statement that was asked with the steps by which SQLite finds its rows."""
    connection = db.session.connection()
    for statement, values in zip(list(asked.statements), list(asked.values), strict=True):
        if statement.startswith("SELECT"):
            rows = connection.exec_driver_sql("EXPLAIN QUERY PLAN " + statement, values)
            yield statement, [row[3] for row in rows]


@pytest.mark.parametrize("who", ["lin", "xu", "tang"])
def test_the_figures_of_a_month_read_no_row_of_an_opportunity(cast, who, count_queries):
    if db.session.get_bind().dialect.name != "sqlite":
        pytest.skip("asks SQLite for its plan")
    make_opportunity(cast.lin)
    user = getattr(cast, who)
    with count_queries() as asked:
        performance(user, None, NOW)
        board(user, Wanted(), NOW)
    found = list(plans(asked))
    sums = [(text, steps) for text, steps in found if "sum(opportunity.amount" in text]
    assert len(sums) == 1  # the board's totals; the page of figures reads what is kept
    for text, steps in sums:
        walked = [step for step in steps if " opportunity " in step]
        assert all("COVERING INDEX" in step or "PRIMARY KEY" in step for step in walked), (text, steps)
    kept = [steps for text, steps in found if "opportunity_sum" in text]
    assert kept
    for steps in kept:
        assert not any("SCAN opportunity" in step for step in steps), steps
    first = next(steps for text, steps in found if "activity.is_first" in text)
    assert any("ix_activity_first" in step for step in first), first
    assert not any("SCAN" in step for step in first), first


@pytest.mark.parametrize(
    ("by", "key"),
    [
        (By.FUNNEL, "negotiation"),
        (By.GRADE, "A"),
        (By.INDUSTRY, "C"),
        (By.SOURCE, "fair"),
        (By.CAUSE, "price"),
    ],
)
def test_the_latest_behind_a_bar_are_walked_by_their_number_and_not_gathered_and_sorted(
    cast, by, key, count_queries
):
    if db.session.get_bind().dialect.name != "sqlite":
        pytest.skip("asks SQLite for its plan")
    make_opportunity(cast.lin)
    with count_queries() as asked:
        records(cast.tang, by, key, "", Span(date(2022, 1, 1), date(2026, 11, 23)), NOW, None)
    (steps,) = (steps for text, steps in plans(asked) if "opportunity.number" in text)
    assert not any("ORDER BY" in step for step in steps), steps
