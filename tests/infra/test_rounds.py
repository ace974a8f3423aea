"""Look-ups in one round find what each finds alone, in its order, for one statement."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import Select, exists, func, select

from salesapp.accounts.models import Team, User
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.opportunities.models import Opportunity
from salesapp.rounds import in_one_round
from salesapp.statements import kept
from tests.customers.factories import make_customer
from tests.opportunities.factories import make_opportunity

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@kept
def _by_name(at_most: str, *, size: int) -> Select:
    query = select(User.id, User.username, User.created_at, User.active, Team.name.label("team"))
    query = query.outerjoin(Team, Team.id == User.team_id).where(User.username <= at_most)
    return query.order_by(User.username.desc()).limit(size)


@kept
def _sold(owner_id: int) -> Select:
    late = exists().where(Customer.id == Opportunity.customer_id, Customer.owner_id == owner_id)
    columns = (
        Opportunity.amount,
        Opportunity.name,
        Opportunity.stage_since,
        Opportunity.expected_close_on,
        Opportunity.closed_on,
    )
    return (
        select(*columns, late.label("own"), Opportunity.id)
        .where(Opportunity.owner_id == owner_id)
        .order_by(Opportunity.id)
    )


@kept
def _counted(owner_id: int) -> Select:
    return select(
        func.count().label("number"), func.coalesce(func.sum(Opportunity.amount), 0).label("sum")
    ).where(Opportunity.owner_id == owner_id)


def looks(cast):
    return [
        _by_name("lin", size=3),
        _sold(cast.lin.id),
        _by_name("zheng", size=2),
        _counted(cast.lin.id),
        _sold(cast.fang.id),
    ]


@pytest.fixture
def deals(cast, db_session):
    made = [
        make_opportunity(cast.lin, name=f"第{number}条线", amount=Decimal(number) / 4) for number in (3, 1, 2)
    ]
    make_opportunity(cast.fang, name="别人的")
    db_session.commit()
    return made


@pytest.mark.parametrize("turned", [False, True])
def test_each_finds_what_it_finds_alone_in_its_order(cast, deals, turned):
    asked = looks(cast)[:: -1 if turned else 1]
    alone = [[tuple(row) for row in db.session.execute(*look)] for look in asked]
    assert [[tuple(row) for row in rows] for rows in in_one_round(*asked)] == alone
    assert [len(rows) for rows in alone][:: -1 if turned else 1] == [3, 3, 2, 1, 1]


def test_rows_have_the_names_of_their_columns_and_what_their_values_mean(cast, deals):
    (people, sold) = in_one_round(_by_name("lin", size=1), _sold(cast.lin.id))
    assert (people[0].username, people[0].active, people[0].team) == ("lin", True, "华东")
    assert people[0].created_at == cast.lin.created_at
    assert [(row.name, row.amount, row.own, row.closed_on) for row in sold][0] == (
        "第3条线",
        Decimal("0.75"),
        True,
        None,
    )


def test_all_together_are_one_statement(cast, deals, count_queries):
    asked = looks(cast)
    with count_queries() as counted:
        in_one_round(*asked)
    assert counted.total == 1


def test_no_look_asks_nothing(cast, count_queries):
    with count_queries() as counted:
        assert in_one_round() == []
    assert counted.total == 0


def test_what_was_changed_before_is_seen(cast, db_session):
    make_customer(cast.lin)
    opportunity = make_opportunity(cast.lin, name="新开的")
    opportunity.name = "改过的"
    (sold,) = in_one_round(_sold(cast.lin.id))
    assert sold[-1].name == "改过的"
