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

    def noted(user, days, today, parts):
        counted.extend(part.block for part in parts)
        return count(user, days, today, parts)

    monkeypatch.setattr(queries, "_count", noted)
    old = NOW - timedelta(days=30)
    for one in db.session.query(Opportunity):
        one.updated_at = old
        one.customer.updated_at = old
    for review in db.session.query(OpportunityReview):
        review.at = old
    db.session.commit()
    cache.forget()
    return counted


@pytest.mark.parametrize("who", ["tang", "xu", "lin"])
def test_blocks_come_to_the_same_as_one_pass_and_as_one_block(small, cast, monkeypatch, who):
    user = getattr(cast, who)
    monkeypatch.setattr(queries, "FEW", 1000)
    in_blocks = queries.numbers(user, DAYS, NOW)
    assert len(small) > 3 and None not in small and in_blocks.deals
    for few, size in ((0, 2), (0, 1000), (1000, 1000)):
        monkeypatch.setattr(queries, "FEW", few)
        monkeypatch.setattr(queries, "SIZE", size)
        monkeypatch.setattr(queries, "block_of", lambda number, size=size: number // size)
        cache.forget()
        assert queries.numbers(user, DAYS, NOW) == in_blocks


def test_a_pass_over_all_asks_the_same_of_the_database_however_many_blocks(
    small, cast, monkeypatch, count_queries
):
    monkeypatch.setattr(queries, "FEW", 2)
    with count_queries() as counted:
        queries.numbers(cast.tang, DAYS, NOW)
    assert small == [None]
    assert counted.total <= 20, counted.statements


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
