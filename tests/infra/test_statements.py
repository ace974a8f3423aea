"""A kept statement is made once a shape, whoever asks; what is given by position is only bound."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from sqlalchemy import Select, func, insert, select

from salesapp.accounts.models import User
from salesapp.customers import queries as customers
from salesapp.db import db
from salesapp.opportunities.models import Opportunity
from salesapp.statements import Stored, kept
from salesapp.work.models import WorkItem
from tests.customers.factories import make_customer
from tests.opportunities.factories import make_opportunity

MADE: list[tuple] = []


@kept
def _people(user, name: str | None, *, size: int) -> Select:
    MADE.append((user.role, user.team_id is None, name is None, size))
    query = select(User.name).where(User.id == user.id).limit(size)
    return query if name is None else query.where(User.name == name)


def person(id: int, role: str = "rep", team_id: int | None = 1) -> SimpleNamespace:
    return SimpleNamespace(id=id, role=role, team_id=team_id)


@pytest.fixture(autouse=True)
def forgotten():
    MADE.clear()
    _people.made.cache_clear()


def test_two_people_of_one_role_share_a_statement_and_get_their_own_rows(cast):
    first, second = _people(cast.lin, None, size=1), _people(cast.fang, None, size=1)
    assert first[0] is second[0] and len(MADE) == 1
    assert db.session.execute(*first).scalars().all() == [cast.lin.name]
    assert db.session.execute(*second).scalars().all() == [cast.fang.name]


def test_role_team_size_and_what_is_left_out_each_make_a_shape_of_their_own():
    shapes = [
        _people(person(1), None, size=1)[0],
        _people(person(1), None, size=2)[0],
        _people(person(1), "x", size=1)[0],
        _people(person(1, team_id=None), None, size=1)[0],
        _people(person(1, role="supervisor"), None, size=1)[0],
    ]
    assert len(set(map(id, shapes))) == len(MADE) == 5


def test_a_builder_that_decides_by_a_value_is_refused():
    @kept
    def wrong(number: int) -> Select:
        return select(User.name) if number else select(User.id)

    with pytest.raises(TypeError):
        wrong(3)


def test_the_page_of_a_customer_makes_no_statement_anew(app, sign_in, cast, monkeypatch):
    lin, (first, second) = sign_in("lin"), (make_customer(cast.lin), make_customer(cast.lin))
    db.session.commit()
    assert lin.get(f"/customers/{first.id}").status_code == 200
    made = []
    monkeypatch.setattr(customers, "visible_to", lambda user: made.append(user))
    assert lin.get(f"/customers/{second.id}").status_code == 200
    assert not made


def test_a_row_that_comes_unread_is_read_as_its_columns_mean_it(cast):
    columns = (
        Opportunity.id, Opportunity.name.label("title"), Opportunity.amount, Opportunity.stage_since,
        Opportunity.expected_close_on, Opportunity.closed_on, func.coalesce(Opportunity.closed_on, date(9, 9, 9)).label("end"),
    )  # fmt: skip
    since = datetime(2026, 11, 3, 1, 2, 3, 400, tzinfo=UTC)
    one = make_opportunity(cast.lin, amount=Decimal("386000.05"), expected_close_on=date(2027, 6, 1))
    one.stage_since = since
    db.session.commit()
    stored = Stored(*columns)
    unread = tuple(db.session.execute(select(*stored.columns)).one())
    read = stored.read(unread, db.engine.dialect)
    assert read == (one.id, one.name, Decimal("386000.05"), since, date(2027, 6, 1), None, date(9, 9, 9))
    assert (read.title, read.amount.as_tuple().exponent, read.end) == (one.name, -2, date(9, 9, 9))
    assert unread[2] == 38600005


def test_json_comes_as_text_that_can_be_looked_for(cast):
    stored, facts = Stored(WorkItem.id, WorkItem.facts, WorkItem.barred), {"name": "苏州", "days": [1, None]}
    values = {
        "kind": "probe",
        "subject_type": "team",
        "subject_id": 1,
        "since": datetime(2026, 11, 3, tzinfo=UTC),
    }
    made = insert(WorkItem).values(**values, facts=facts, barred=[7]).returning(WorkItem.id)
    one = db.session.execute(made).scalar_one()
    unread = tuple(db.session.execute(select(*stored.columns).where(WorkItem.id == one)).one())
    assert {unread: "kept"}[unread] == "kept" and isinstance(unread[1], str)
    assert stored.read(unread, db.engine.dialect) == (one, facts, [7])


def test_a_row_of_too_few_values_is_not_read(cast):
    with pytest.raises(ValueError, match="zip"):
        Stored(User.id, User.name).read((1,), db.engine.dialect)
