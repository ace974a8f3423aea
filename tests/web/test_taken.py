"""Two take the same number in the same moment: one has it, the other is told so in words; nothing of it is a fault."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from types import SimpleNamespace

import pytest
from sqlalchemy import func, select

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.opportunities.reviews.models import OpportunityReview
from salesapp.payments.invoices import actions as invoices
from salesapp.payments.invoices.models import Invoice
from salesapp.quotations import actions as quotations
from salesapp.quotations.models import Quotation
from salesapp.quotations.products.models import Product
from tests.contracts.factories import _HASH, make_opportunity
from tests.payments.factories import NOW, day, make_signed
from tests.quotations.factories import line, make_quotation

pytestmark = pytest.mark.slow


@pytest.fixture
def people(fresh_app):
    """The cast of a database of its own, each with a password."""
    users = db.session.scalars(select(User)).unique().all()
    for user in users:
        user.password_hash = _HASH
    db.session.commit()
    return SimpleNamespace(**{user.username: user for user in users})


def at_once(app, who, *calls) -> list[int]:
    """Send forms at the same moment, each in a browser of its own; return the answers, in order."""
    db.session.commit()
    db.session.remove()
    start, clients = Barrier(len(calls)), []
    for _call in calls:
        client = app.test_client()
        client.post("/login", data={"username": who, "password": "demo-Sales-2026"})
        clients.append(client)

    def send(pair) -> int:
        client, (url, data) = pair
        start.wait()
        return client.post(url, data=data).status_code

    with ThreadPoolExecutor(len(calls)) as pool:
        return sorted(pool.map(send, zip(clients, calls, strict=True)))


def count(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model))


def test_one_number_of_an_invoice_for_two_requests(fresh_app, people):
    contract = make_signed(people.lin, ("1000", "2026-11-10"), ("500", "2026-12-10"))
    told = {"kind": "special", "title": "某某公司", "tax_no": "91320200MA1ABCDE2X", "delivery": "周敏"}
    asked = [
        invoices.ask(
            contract, told | {"node_id": node.id}, [{"name": "软件", "rate": "13", "gross": node.amount}],
            by=people.lin, at=NOW,
        ).id
        for node in contract.payment_nodes
    ]  # fmt: skip
    issued = {"number": "2" * 20, "amount": "100", "issued_on": "2026-11-20"}
    assert at_once(fresh_app, "zheng", *((f"/invoices/{one}/invoices", issued) for one in asked)) == [
        303,
        422,
    ]
    assert count(Invoice) == 1


def test_one_code_for_two_products(fresh_app, people):
    product = {"code": "PX-1", "name": "排产软件", "unit": "套", "tax_rate": "13", "price_places": "2"}
    assert at_once(fresh_app, "zheng", ("/products", product), ("/products", product)) == [303, 422]
    assert count(Product) == 1


def test_one_next_version_of_two_that_lapsed(fresh_app, people):
    first = make_quotation(people.lin, line("100"))
    first.status = "lapsed"
    second = quotations.new_version(first, by=people.lin, at=NOW)
    second.status = "lapsed"
    ids = first.id, second.id
    assert at_once(fresh_app, "lin", *((f"/quotations/{one}/versions", {}) for one in ids)) == [303, 422]
    assert count(Quotation) == 3


def test_one_first_review_of_an_ending(fresh_app, people):
    opportunity = make_opportunity(people.lin)
    opportunity.status, opportunity.closed_on, opportunity.close_reason = "lost", day("2026-11-20"), "price"
    url = f"/opportunities/{opportunity.id}/review"
    told = {
        "cause": "price",
        "turning": "最后一轮报价时",
        "done_right": "拜访及时",
        "to_improve": "早点问预算",
    }
    sent = [(url, told | {"words": words}) for words in ("客户说太贵", "客户说预算砍了")]
    assert at_once(fresh_app, "lin", *sent) == [303, 409]
    assert count(OpportunityReview) == 1
