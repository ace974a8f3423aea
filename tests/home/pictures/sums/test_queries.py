"""What the pictures show is what the records come to, whatever is done to them, and it is read, not counted (R24)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from sqlalchemy import delete, func, select, update

from salesapp.db import db
from salesapp.home.pictures.behind.queries import behind
from salesapp.home.pictures.queries import seen
from salesapp.home.pictures.rules import AGES, WIN_RATES, By
from salesapp.home.pictures.shares.rules import PLACES
from salesapp.home.pictures.sums import rules
from salesapp.home.pictures.sums.actions import compare, fill
from salesapp.home.pictures.sums.models import PictureSum
from salesapp.home.pictures.sums.queries import differing, differing_of_all, numbers, owners
from salesapp.opportunities import actions
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.reviews import actions as reviews
from salesapp.opportunities.reviews.models import OpportunityReview
from salesapp.opportunities.rules import ENDINGS, Status
from salesapp.trail.models import AuditEntry
from salesapp.web.spans import Span
from tests.home.pictures.test_screens import DAYS, NOW, TOLD, year
from tests.opportunities.factories import make_opportunity
from tests.opportunities.sums.test_sums import some_act, some_follow_up

__all__ = ["year"]
pytestmark = pytest.mark.usefixtures("frozen_clock")
TODAY = date(2026, 11, 23)


def wrong() -> dict:
    """Return by how much what is kept differs from the records, of anybody and of all."""
    found = {key: each for owner in owners() for key, each in differing(owner).items()}
    return found | differing_of_all()


def another_act(random: Random, one: Opportunity, cast, at) -> None:
    """Do something that only the pictures hang on: a move, a review, another trade or source, a contract's amount."""
    kind = random.randrange(5)
    if kind == 0 and one.status == Status.OPEN:
        one.move_to(random.choice(list(PLACES)), by=cast.lin, at=at)
    elif kind == 1:
        one.customer.industry = random.choice(("C391", "I65", "F51"))
        one.customer.source_channel = random.choice(("fair", "referral"))
    elif kind == 2:
        one.record_contracted(random.choice((None, Decimal(random.randrange(1, 10**6)))))
    elif one.status in ENDINGS:
        told = TOLD | {
            "cause": "response",
            "rival": random.choice(("甲", "乙")),
            "rival_price": random.choice((None, Decimal(900))),
        }
        reviews.review(one, told, by=cast.tang, at=at)


@pytest.mark.parametrize("seed", range(3))
def test_they_equal_what_is_counted_whatever_is_done(cast, seed):
    random, at = Random(seed), NOW - timedelta(days=40)
    all_ = [make_opportunity(random.choice((cast.lin, cast.fang, cast.chen)), at=at) for _ in range(4)]
    for step in range(40):
        at += timedelta(hours=random.randrange(1, 24))
        for one in random.sample(all_, random.randrange(1, 4)):
            random.choice((some_act, another_act))(random, one, cast, at)
            if random.random() < 0.3:
                db.session.flush()
        if random.random() < 0.2:
            some_follow_up(random)
        if random.random() < 0.15:
            db.session.rollback()
        elif random.random() < 0.2:
            undone = db.session.begin_nested()
            another_act(random, random.choice(all_), cast, at)
            some_act(random, random.choice(all_), cast, at)
            db.session.flush()
            undone.rollback()
        db.session.commit()
        assert wrong() == {}, (seed, step)
    assert db.session.scalar(select(func.sum(PictureSum.many)).where(PictureSum.what == 2)) > 0


def many(user, *conditions) -> int:
    query = select(func.count()).select_from(Opportunity).join(Opportunity.customer)
    return db.session.scalar(query.where(seen(user), *conditions))


@pytest.mark.parametrize(
    "days", [DAYS, Span(date(2026, 11, 2), date(2026, 11, 2)), Span(date(2022, 1, 1), TODAY)]
)
@pytest.mark.parametrize("who", ["tang", "xu", "lin", "chen"])
def test_every_number_is_that_of_the_records_behind_it(year, cast, who, days):
    user = getattr(cast, who)
    shared = db.session.scalars(select(Opportunity).where(Opportunity.owner_id == cast.lin.id)).all()
    for one in shared[:5]:
        actions.share(one, [cast.chen.id], by=cast.lin, at=NOW)
    db.session.commit()
    found = numbers(user, days, NOW)
    for step in rules.funnel(found):
        assert step.count == many(user, *behind(By.FUNNEL, step.key, days, TODAY)), step.key
    for by in WIN_RATES:
        for rate in rules.win_rates(found, by):
            conditions = behind(by, rate.key, days, TODAY)
            assert (rate.won, rate.lost) == tuple(
                many(user, *conditions, Opportunity.status == one) for one in ("won", "lost")
            )
    for cause in rules.causes(found):
        conditions = behind(By.CAUSE, cause.key, days, TODAY)
        each = [many(user, *conditions, Opportunity.status == one) for one in ENDINGS]
        assert [cause.won, cause.lost, cause.parked] == each
    for stage in PLACES:
        counts = [many(user, *behind(By.AGE, f"{stage}:{nth}", days, TODAY)) for nth in range(len(AGES) + 1)]
        assert found.ages.get(stage, [0] * len(counts)) == counts
    assert rules.funnel(found)[0].count > 0 or who == "chen"


def test_a_change_is_seen_at_once_whatever_changes(year, cast):
    def rates(by):
        return rules.win_rates(numbers(cast.xu, DAYS, NOW), by)

    before, causes = rates(By.INDUSTRY), rules.causes(numbers(cast.xu, DAYS, NOW))
    won = db.session.scalars(select(Opportunity).where(Opportunity.status == Status.WON)).one()
    won.customer.industry = "Z" + won.customer.industry[1:]
    db.session.commit()
    assert rates(By.INDUSTRY) != before
    db.session.scalars(select(OpportunityReview)).one().cause = "price"
    db.session.commit()
    assert rules.causes(numbers(cast.xu, DAYS, NOW)) != causes
    cast.fang.team_id = cast.chen.team_id
    db.session.commit()
    assert rules.funnel(numbers(cast.xu, DAYS, NOW))[0].count == 6


def test_they_are_read_in_a_few_statements_first_and_after_a_change(year, cast, count_queries):
    for who in (cast.tang, cast.xu, cast.lin):
        with count_queries() as counted:
            numbers(who, DAYS, NOW)
        assert counted.total <= 9, counted.statements
    make_opportunity(cast.lin)
    db.session.commit()
    with count_queries() as counted:
        numbers(cast.tang, DAYS, NOW)
        numbers(cast.tang, DAYS, NOW)
    assert counted.total <= 10, counted.statements


def test_a_change_that_no_picture_shows_asks_nothing(year, cast, count_queries):
    one = db.session.scalars(select(Opportunity).where(Opportunity.status == Status.OPEN)).first()
    one.need = "另一个需求"
    with count_queries() as counted:
        db.session.commit()
    assert not [text for text in counted.statements if "picture_sum" in text or "stage_change" in text]


def test_the_night_mends_what_is_kept_otherwise_and_says_so(year, cast):
    assert compare(at=NOW) == 0
    db.session.execute(
        update(PictureSum).where(PictureSum.whose == cast.lin.id).values(many=PictureSum.many + 1)
    )
    mended = compare(at=NOW)
    assert mended and wrong() == {} and compare(at=NOW) == 0
    db.session.execute(delete(PictureSum).where(PictureSum.whose == 0, PictureSum.period != ""))
    again = compare(at=NOW)
    assert again and wrong() == {}
    said = db.session.scalars(
        select(AuditEntry.changes).where(AuditEntry.event == "picture_sums_mended")
    ).all()
    assert said == [f'{{"sums": {mended}}}', f'{{"sums": {again}}}']


def test_what_is_not_kept_yet_is_counted_at_the_start(year, cast):
    db.session.execute(delete(PictureSum))
    db.session.commit()
    assert wrong()
    filled = fill(at=NOW)
    db.session.commit()
    assert filled and wrong() == {} and fill(at=NOW) == 0
