"""Money for a contract that somebody voids in the same moment: one waits for the other, none of it is on a void contract."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

import pytest
from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.contracts import actions as contracts
from salesapp.contracts import queries as found
from salesapp.contracts.models import Contract
from salesapp.db import db
from salesapp.payments.receipts import actions, queries
from salesapp.payments.rules import PaymentRefused
from tests.payments.factories import NOW, D, make_signed, money

pytestmark = pytest.mark.slow


def person(name: str) -> User:
    return db.session.scalars(select(User).where(User.username == name)).unique().one()


def test_no_money_comes_on_a_contract_that_is_being_voided(fresh_app):
    contract = make_signed(person("lin"), ("1000", "2026-11-10"))
    contract_id, customer_id, node_id = contract.id, contract.customer_id, contract.payment_nodes[0].id
    db.session.remove()
    voided = Event()

    def void() -> None:
        with fresh_app.app_context():
            xu = person("xu")
            contracts.void(found.find_to_change(contract_id, xu), "客户取消", by=xu, at=NOW)
            db.session.flush()
            voided.set()
            sleep(0.4)
            db.session.commit()
            db.session.remove()

    def book() -> str:
        with fresh_app.app_context():
            voided.wait(10)
            try:
                customer = queries.customer(customer_id)
                actions.book(customer, money("1000"), {node_id: D("1000")}, by=person("zheng"), at=NOW)
                db.session.commit()
            except PaymentRefused as refused:
                return str(refused)
            finally:
                db.session.rollback()
                db.session.remove()
            return "booked"

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.submit(void), pool.submit(book)
        first.result()
        assert "没有未收" in second.result()
    with fresh_app.app_context():
        assert db.session.get(Contract, contract_id).received == 0
