"""Whether a person sees the customer of a row, asked of each row: the same as the list of all that they see."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from salesapp.customers import access
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.customers.ownership.models import CustomerCollaborator
from salesapp.db import db
from tests.contracts.factories import make_contract
from tests.customers.factories import NOW, make_customer
from tests.opportunities.factories import make_opportunity

PEOPLE = ("lin", "fang", "chen", "xu", "ma", "tang", "zheng", "gao", "he", "lu", "admin", "auditor")


@pytest.fixture
def many(cast, frozen_clock):
    """Own ones of three people, one shared, one with a contract that was submitted, one whose deal a technician helps with."""
    for owner in (cast.lin, cast.fang, cast.chen):
        make_customer(owner)
    shared = make_customer(cast.chen)
    shared.collaborations.append(
        CustomerCollaborator(user_id=cast.lin.id, added_by_id=cast.chen.id, added_at=NOW)
    )
    make_contract(cast.lin).submitted_at = NOW
    make_opportunity(cast.chen, collaborators=(cast.he.id,))
    db.session.commit()


@pytest.mark.parametrize("who", PEOPLE)
def test_the_people_of_those_one_sees_are_seen(cast, many, who):
    user = getattr(cast, who)
    listed = set(db.session.scalars(access.visible_to(user).with_only_columns(Customer.id)))
    asked = set(
        db.session.scalars(select(Contact.customer_id).where(access.seen_at(Contact.customer_id, user)))
    )
    walked = set(db.session.scalars(select(Customer.id).where(access.seen_by(user, walking=True))))
    assert asked == walked == listed
    assert bool(listed) == (who not in ("gao", "admin", "auditor"))
