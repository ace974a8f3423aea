"""Keys that a migration asks for anew."""

from __future__ import annotations

from sqlalchemy import select, update

from salesapp.customers.models import Customer
from salesapp.customers.search.actions import write_anew
from salesapp.db import db
from salesapp.trail import queries as trail
from salesapp.trail.models import AuditEntry
from tests.customers.factories import NOW, contact_values, make_customer


def test_whoever_has_no_search_line_gets_one_and_its_keys_and_nobody_is_told(cast):
    customer = make_customer(
        cast.lin, full_name="苏州望潮重写测试有限公司", contacts=[contact_values(name="曾望潮")]
    )
    other = make_customer(cast.lin)
    db.session.commit()
    seen = {c: getattr(customer, c) for c in ("search_text", "name_key", "core_name", "updated_at")}
    told, untouched = db.session.scalars(select(AuditEntry.seq)).all(), other.version
    stale = {"search_text": "", "name_key": "a", "core_name": "b"}
    db.session.execute(update(Customer).where(Customer.id == customer.id).values(stale))
    assert write_anew(at=NOW) == 1
    customer, other = db.session.get(Customer, customer.id), db.session.get(Customer, other.id)
    assert {c: getattr(customer, c) for c in seen} == seen and other.version == untouched
    assert db.session.scalars(select(AuditEntry.seq)).all() == told and trail.first_break() is None
    assert write_anew(at=NOW) == 0


def test_who_would_get_another_firms_name_key_keeps_the_old_one(cast):
    first = make_customer(cast.lin, full_name="苏州望潮同名测试有限公司")
    second = make_customer(cast.lin)
    db.session.commit()
    kept = second.name_key
    values = {"search_text": "", "full_name": first.full_name}
    db.session.execute(update(Customer).where(Customer.id == second.id).values(values))
    assert write_anew(at=NOW) == 1
    assert db.session.get(Customer, second.id).name_key == kept
