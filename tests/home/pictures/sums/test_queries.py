"""After a change only the block that it touches is counted again, and the numbers are those of all counted anew."""

from datetime import timedelta

import pytest

from salesapp.db import db
from salesapp.home.pictures.sums import queries, rules
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.reviews.models import OpportunityReview
from salesapp.opportunities.rules import Status
from salesapp.web import cache
from tests.home.pictures.test_screens import DAYS, NOW, year
from tests.opportunities.factories import make_opportunity

__all__ = ["year"]


@pytest.fixture
def small(monkeypatch, year):
    """Blocks of two, so that the few of the tests stand in several."""
    monkeypatch.setattr(queries, "SIZE", 2)
    monkeypatch.setattr(queries, "block_of", lambda number: number // 2)
    counted = []
    count = queries._count
    monkeypatch.setattr(queries, "_count", lambda *given: counted.append(given[-1]) or count(*given))
    old = NOW - timedelta(days=30)
    for one in db.session.query(Opportunity):
        one.updated_at = old
        one.customer.updated_at = old
    for review in db.session.query(OpportunityReview):
        review.at = old
    db.session.commit()
    cache.forget()
    return counted


def test_blocks_come_to_the_same_as_one(small, cast, monkeypatch):
    in_blocks = queries.numbers(cast.tang, DAYS, NOW)
    assert len(small) > 3
    monkeypatch.setattr(queries, "SIZE", 1000)
    monkeypatch.setattr(queries, "block_of", lambda number: number // 1000)
    cache.forget()
    assert queries.numbers(cast.tang, DAYS, NOW) == in_blocks


def test_only_what_changed_is_counted_again(small, cast):
    queries.numbers(cast.tang, DAYS, NOW)
    before = len(small)
    queries.numbers(cast.tang, DAYS, NOW)
    assert len(small) == before
    later = NOW + timedelta(hours=2)
    one = db.session.query(Opportunity).filter_by(status=Status.OPEN).first()
    one.amount, one.updated_at = one.amount * 2, later
    db.session.commit()
    after = queries.numbers(cast.tang, DAYS, later)
    assert set(small[before:]) == {one.id // 2}
    cache.forget()
    assert queries.numbers(cast.tang, DAYS, later) == after
    made = make_opportunity(cast.lin, at=later)
    made.updated_at = later
    db.session.commit()
    assert rules.funnel(queries.numbers(cast.tang, DAYS, later))
    assert small[-1] == made.id // 2


def test_a_team_that_changes_counts_everything_anew(small, cast):
    queries.numbers(cast.xu, DAYS, NOW)
    before = len(small)
    cast.fang.team_id = cast.chen.team_id
    db.session.commit()
    queries.numbers(cast.xu, DAYS, NOW)
    assert len(small) == 2 * before
