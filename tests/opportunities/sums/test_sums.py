"""What is kept of opportunities and follow-ups equals what they come to, whatever is done to them (R24)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from sqlalchemy import delete, select, update

from salesapp.calendar.queries import work_calendar
from salesapp.db import db
from salesapp.home.figures.queries import performance
from salesapp.opportunities import actions
from salesapp.opportunities.access import reach
from salesapp.opportunities.cadence.models import FollowUp
from salesapp.opportunities.figures.queries import figures, quota_of
from salesapp.opportunities.lists.queries import breached, breaches
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.ownership.actions import give
from salesapp.opportunities.rules import Status
from salesapp.opportunities.sums.actions import compare, fill
from salesapp.opportunities.sums.models import OpportunitySum
from salesapp.opportunities.sums.queries import differing
from salesapp.trail.models import AuditEntry
from tests.opportunities.factories import NOW, make_opportunity

pytestmark = pytest.mark.usefixtures("frozen_clock")
DAY = timedelta(days=1)
MONTH = (date(2026, 11, 1), date(2026, 11, 30), NOW)


def some_act(random: Random, one: Opportunity, cast, at) -> None:
    """Do something to an opportunity that its sums could hang on."""
    by, people = cast.tang, (cast.lin, cast.fang, cast.chen, cast.xu)
    if one.status != Status.OPEN:
        one.take_back_win(by=by, at=at, reason="合同作废", calendar=work_calendar())
        if one.status != Status.OPEN and random.random() < 0.5:
            one.reopen(by=by, at=at, reason="又有了预算", calendar=work_calendar())
        return
    kind = random.randrange(9)
    if kind == 0:
        give(one, random.choice(people), by=by, at=at, reason="换人")
    elif kind == 1:
        one.amount = Decimal(random.randrange(1, 10**8)) / 100
    elif kind == 2:
        one.expected_close_on = date(2026, random.randrange(1, 13), random.randrange(1, 29))
    elif kind == 3:
        one.grade = random.choice("SAB")
        one.lapse(at.date(), work_calendar())
        one.begin_rhythm(at.date(), work_calendar())
    elif kind == 4:
        one.stage = random.choice(("first_contact", "need_confirmed", "proposal", "negotiation"))
        one.win_rate = random.randrange(100)
    elif kind == 5:
        one.win(by=by, at=at)
    elif kind == 6:
        one.stage = "proposal"
        words = {"reason": "price", "note": "报价偏高", "recontact_on": at.date() + 90 * DAY}
        one.close(
            random.choice((Status.LOST, Status.PARKED)), by=by, at=at, calendar=work_calendar(), **words
        )
    else:
        one.record_follow_up(
            by=random.choice(people), at=at - random.randrange(9) * DAY, calendar=work_calendar()
        )


def some_follow_up(random: Random) -> None:
    """Take a follow-up away, or change it."""
    known = db.session.scalars(select(FollowUp).order_by(FollowUp.id)).all()
    if known:
        one = random.choice(known)
        if random.random() < 0.5:
            db.session.delete(one)
        else:
            one.on_time, one.missed, one.day = not one.on_time, random.randrange(3), one.day - DAY


@pytest.mark.parametrize("seed", range(2))
def test_they_equal_what_is_counted_whatever_is_done(cast, seed):
    random, at = Random(seed), NOW - 40 * DAY
    all_ = [make_opportunity(random.choice((cast.lin, cast.fang, cast.chen)), at=at) for _ in range(4)]
    for step in range(40):
        at += timedelta(hours=random.randrange(1, 24))
        for one in random.sample(all_, random.randrange(1, 4)):
            some_act(random, one, cast, at)
            if random.random() < 0.3:
                db.session.flush()
        if random.random() < 0.2:
            some_follow_up(random)
        if random.random() < 0.15:
            db.session.rollback()
        elif random.random() < 0.2:
            undone = db.session.begin_nested()
            some_act(random, random.choice(all_), cast, at)
            db.session.flush()
            undone.rollback()
        db.session.commit()
        assert differing() == {}, (seed, step)
    assert db.session.scalar(select(OpportunitySum.total).where(OpportunitySum.total != 0).limit(1))


def test_figures_follow_a_person_who_changes_team(cast):
    make_opportunity(cast.fang, amount=Decimal("100000.00"))
    before, forecast = figures(cast.xu, *MONTH).forecast, figures(cast.fang, *MONTH).forecast
    cast.fang.team_id = cast.ma.team_id
    db.session.commit()
    assert forecast > 0
    assert figures(cast.xu, *MONTH).forecast == before - forecast
    assert figures(cast.ma, *MONTH).forecast == forecast


def test_what_is_shared_is_counted_once_and_whoever_owns_it(cast, at):
    one = make_opportunity(cast.chen, at=at(2026, 11, 2, 9, 0))
    one.record_follow_up(by=cast.chen, at=at(2026, 11, 3, 9, 0), calendar=work_calendar())
    actions.share(one, [cast.lin.id, cast.xu.id], by=cast.chen, at=NOW)
    db.session.commit()
    its, theirs = figures(cast.chen, *MONTH), figures(cast.lin, *MONTH)
    assert its.due > 1 and (its.due, its.on_time, its.forecast) == (
        theirs.due,
        theirs.on_time,
        theirs.forecast,
    )
    quota = quota_of(one.id, *MONTH)
    assert (quota.due, quota.done) == (its.due, its.on_time)
    one.owner = cast.lin  # shared with its owner's supervisor, who sees it as the team's
    db.session.commit()
    assert figures(cast.xu, *MONTH).due == figures(cast.tang, *MONTH).due == its.due
    assert figures(cast.xu, *MONTH, owner_id=cast.fang.id).due == 0
    assert reach(cast.tang).beyond is None


def test_the_number_of_those_not_followed_up_is_that_of_the_list(cast, at):
    for owner in (cast.lin, cast.fang, cast.chen):
        make_opportunity(owner, at=at(2026, 11, 9, 9, 0))
    for who, many in ((cast.lin, 1), (cast.xu, 2), (cast.tang, 3)):
        assert breached(who, NOW) == len(breaches(who, NOW).rows) == many
    assert breached(cast.xu, NOW, owner_id=cast.fang.id) == 1


def test_the_night_mends_what_is_kept_otherwise_and_says_so(cast):
    make_opportunity(cast.lin)
    assert compare(at=NOW) == 0
    db.session.execute(update(OpportunitySum).values(many=OpportunitySum.many + 1))
    wrong = compare(at=NOW)
    assert wrong and differing() == {}
    said = db.session.scalars(select(AuditEntry.changes).where(AuditEntry.event == "sums_mended")).all()
    assert said == [f'{{"sums": {wrong}}}']
    assert compare(at=NOW) == 0


def test_a_sum_of_nothing_does_not_stay(cast):
    one = make_opportunity(cast.lin)
    one.amount = one.amount + 1
    one.win(by=cast.lin, at=NOW)
    db.session.commit()
    nothing = select(OpportunitySum.words).where(OpportunitySum.many == 0)
    assert db.session.scalars(nothing).all()
    compare(at=NOW)
    assert db.session.scalars(nothing).all() == []


def test_an_upgrade_counts_all_where_nothing_is_kept(cast):
    make_opportunity(cast.lin)
    kept = len(db.session.scalars(select(OpportunitySum.what)).all())
    db.session.execute(delete(OpportunitySum))
    assert fill(at=NOW) == kept > 0
    assert fill(at=NOW) == 0 == len(differing())


@pytest.mark.parametrize("who", ["lin", "xu", "tang"])
def test_the_page_of_figures_reads_sums_however_many_opportunities(cast, who, count_queries):
    make_opportunity(cast.lin)
    with count_queries() as asked:
        performance(getattr(cast, who), None, NOW)
    summed = [each for each in asked.statements if "opportunity_sum" in each]
    assert len(summed) == 6  # ended, followed, lapsed, forecast; the funnel; the coming months
    for statement in asked.statements:
        assert "sum(opportunity." not in statement and "FROM follow_up" not in statement, statement
