"""What a contract can be drawn up from, when nobody said which opportunity."""

from __future__ import annotations

from datetime import timedelta

import pytest

from salesapp.contracts import queries
from salesapp.db import db
from tests.contracts.factories import NOW, TODAY, make_contract, make_opportunity

BY_HAND = {"status": "won", "closed_on": TODAY, "close_reason": "price"}
pytestmark = pytest.mark.usefixtures("frozen_clock")


def _since(opportunity, days, **changes):
    opportunity.stage_since = NOW - timedelta(days=days)
    for name, value in changes.items():
        setattr(opportunity, name, value)
    db.session.commit()
    return opportunity


def test_what_was_won_by_hand_comes_first_then_the_latest_that_is_far_enough(cast):
    early = _since(make_opportunity(cast.lin, stage="need_confirmed"), 0)
    older = _since(make_opportunity(cast.lin), 5)
    newer = _since(make_opportunity(cast.lin, stage="proposal"), 2)
    won = _since(make_opportunity(cast.lin), 9, **BY_HAND)
    by_contract = _since(make_opportunity(cast.lin), 1, status="won", closed_on=TODAY)
    theirs = _since(make_opportunity(cast.chen), 1)
    found = queries.startable(cast.lin)
    assert [row.id for row in found] == [won.id, newer.id, older.id]
    assert [row.won for row in found] == [True, False, False]
    assert {early.id, by_contract.id, theirs.id}.isdisjoint(row.id for row in found)
    assert {row.id for row in queries.startable(cast.tang)} == {won.id, newer.id, older.id, theirs.id}


def test_what_was_won_by_hand_and_has_a_contract_now_is_done(cast):
    contract = make_contract(cast.lin)
    _since(contract.opportunity, 1, **BY_HAND)
    assert queries.startable(cast.lin) == []


@pytest.mark.parametrize("who", ["lin", "xu", "tang"])
def test_they_are_walked_from_the_latest(cast, who, count_queries):
    if db.session.get_bind().dialect.name != "sqlite":
        pytest.skip("asks SQLite for its plan")
    make_opportunity(cast.lin)
    with count_queries() as asked:
        queries.startable(getattr(cast, who))
    at = next(n for n, text in enumerate(list(asked.statements)) if "stage_since DESC" in text)
    plan = db.session.connection().exec_driver_sql(
        "EXPLAIN QUERY PLAN " + asked.statements[at], asked.values[at]
    )
    walked = [row[3] for row in plan if row[3].startswith(("SEARCH opportunity ", "SCAN opportunity "))]
    latest = [step for step in walked if "status=?" in step]
    assert len(latest) == 4  # won by hand, and three stages
    assert all("ix_opportunity_since" in step or "ix_opportunity_by_hand" in step for step in latest), walked
