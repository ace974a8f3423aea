"""Money at the same moment: for a contract that somebody voids, on one instalment twice, one receipt taken back twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

import pytest
from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.contracts import actions as contracts
from salesapp.contracts import queries as found
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.models import PaymentNode
from salesapp.db import db
from salesapp.payments.receipts import actions, queries
from salesapp.payments.receipts.models import Receipt
from salesapp.payments.rules import PaymentRefused
from salesapp.web import clock
from tests.at_once import browser, sent_together
from tests.contracts.test_at_once import people  # noqa: F401 - a fixture
from tests.payments.factories import NOW, TODAY, D, make_signed, money, pay

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
            assert voided.wait(120)
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


@pytest.fixture
def booked(fresh_app, people):  # noqa: F811
    """Two instalments, a bill on the first that has matured: (customer, node ids, bill), and two browsers of finance."""
    with clock.frozen(NOW):
        contract = make_signed(people.lin, ("1000", "2026-11-10"), ("500", "2026-11-10"))
        bill = pay(contract, people.zheng, "1000", (1, "1000"), way="bank_bill", matures_on=TODAY)
        ids = contract.customer_id, [node.id for node in contract.payment_nodes], bill.id
        yield *ids, browser(fresh_app, "zheng"), browser(fresh_app, "zheng")


def rows_of(kind: str) -> list[Receipt]:
    db.session.remove()
    return list(db.session.scalars(select(Receipt).where(Receipt.kind == kind)))


def test_one_instalment_is_paid_once_by_two_who_book_at_once(fresh_app, booked):
    customer_id, (_first, second), _bill, *both = booked
    typed = {"customer_id": str(customer_id), "amount": "500", "received_on": "2026-11-20", "way": "transfer",
             f"share_{second}": "500"}  # fmt: skip
    posts = [
        (client, "/payments/receipts", typed | {"payer": payer})
        for client, payer in zip(both, "甲乙", strict=True)
    ]
    answers = sent_together(fresh_app, *posts)
    assert sorted(status for status, _text in answers) == [303, 422]
    lost = [status for status, _text in answers].index(422)
    assert f'value="{"甲乙"[lost]}"' in answers[lost][1]
    assert len(rows_of("receipt")) == 2 and db.session.get(PaymentNode, second).received == D("500")


def test_a_receipt_is_taken_back_once(fresh_app, booked):
    _customer, (first, _second), bill, *both = booked
    posts = [
        (client, f"/payments/receipts/{bill}/reversals", {"reason": why})
        for client, why in zip(both, "甲乙", strict=True)
    ]
    answers = sent_together(fresh_app, *posts)
    assert sorted(status for status, _text in answers) == [303, 422]
    assert len(rows_of("reversal")) == 1 and db.session.get(PaymentNode, first).open == D("1000")


def test_a_bill_is_paid_or_refused_and_not_both(fresh_app, booked):
    _customer, (first, _second), bill, *both = booked
    at, day = f"/payments/receipts/{bill}", {"answered_on": "2026-11-23"}
    answers = sent_together(
        fresh_app,
        (both[0], f"{at}/honours", day),
        (both[1], f"{at}/dishonours", day | {"reason": "印章不符"}),
    )
    assert sorted(status for status, _text in answers) == [303, 422]
    paid = answers[0][0] == 303
    assert bool(rows_of("reversal")) is not paid
    assert db.session.get(PaymentNode, first).open == (0 if paid else D("1000"))
