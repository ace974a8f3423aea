"""Two people at once, on a database of their own: one customer, one number each, nobody sees a fault."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.customers.contacts.models import Contact
from salesapp.customers.duplicates.rules import DuplicateRefused
from salesapp.customers.models import Customer
from salesapp.db import db
from tests.customers.factories import contact_values, customer_values, make_customer


def register_at_once(app, attempts: list[tuple[dict, list[dict]]]) -> list[str]:
    """Register customers in as many threads, released together; return their numbers or what refused them."""
    barrier = Barrier(len(attempts))

    def register(attempt) -> str:
        changes, contacts = attempt
        with app.app_context():
            try:
                barrier.wait(120)
                owner = db.session.scalar(select(User).where(User.username == "lin"))
                customer = make_customer(owner, contacts=contacts, **changes)
                number = customer.number
                db.session.commit()
                return number
            except DuplicateRefused as refusal:
                db.session.rollback()
                return f"refused {refusal.field}"
            finally:
                db.session.remove()

    db.session.remove()
    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(register, attempts))


@pytest.mark.slow
def test_numbers_have_no_gaps_and_no_doubles(fresh_app):
    attempts = [(customer_values(), [contact_values()]) for _ in range(8)]
    numbers = register_at_once(fresh_app, attempts)
    assert sorted(numbers) == [f"KH2026-{n:04}" for n in range(1, 9)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("same", "field"),
    [
        ({"full_name": "苏州某某精密制造有限公司"}, "full_name"),
        ({"credit_code": "91110000600037341L", "credit_code_kind": "code"}, "credit_code"),
    ],
)
def test_the_same_company_is_registered_once(fresh_app, same, field):
    results = register_at_once(fresh_app, [(customer_values(**same), [contact_values()]) for _ in range(4)])
    assert sorted(results) == ["KH2026-0001", *[f"refused {field}"] * 3]
    assert len(db.session.scalars(select(Customer.id)).all()) == 1


@pytest.mark.slow
def test_the_same_mobile_is_registered_once(fresh_app):
    attempts = [(customer_values(), [contact_values(mobile="+8613800000021")]) for _ in range(4)]
    results = register_at_once(fresh_app, attempts)
    assert sorted(results) == ["KH2026-0001", *["refused contacts-0-mobile"] * 3]
    assert len(db.session.scalars(select(Contact.id)).all()) == 1
