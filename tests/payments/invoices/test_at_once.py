"""Two of finance on one request for an invoice at the same moment: no more is issued than was asked for, nor a number twice."""

import pytest
from sqlalchemy import select

from salesapp.db import db
from salesapp.payments.invoices.models import Invoice, InvoiceRequest
from salesapp.web import clock
from tests.at_once import browser, sent_together
from tests.contracts.test_at_once import people  # noqa: F401 - a fixture
from tests.payments.factories import NOW, D, make_signed
from tests.payments.invoices.test_screens import NUMBER, SECOND, request_for

pytestmark = pytest.mark.slow


@pytest.fixture
def asked(fresh_app, people):  # noqa: F811
    """A request over 1,000 yuan: its address, its id, and two browsers of finance."""
    with clock.frozen(NOW):
        one = request_for(make_signed(people.lin, ("1000", "2026-11-10")), people.lin, "1000")
        number = one.id
        yield f"/invoices/{number}", number, browser(fresh_app, "zheng"), browser(fresh_app, "zheng")


def issued() -> list[tuple[str, object]]:
    db.session.remove()
    return [(one.number, one.amount) for one in db.session.scalars(select(Invoice).order_by(Invoice.id))]


def test_no_more_is_issued_than_was_asked_for(fresh_app, asked):
    at, number, *both = asked
    posts = [
        (client, f"{at}/invoices", {"number": which, "amount": "600", "issued_on": "2026-11-23"})
        for client, which in zip(both, (NUMBER, SECOND), strict=True)
    ]
    answers = sent_together(fresh_app, *posts)
    assert sorted(status for status, _text in answers) == [303, 422]
    lost = [status for status, _text in answers].index(422)
    assert (NUMBER, SECOND)[lost] in answers[lost][1] and "400.00" in answers[lost][
        1
    ]  # what was typed, and what is left
    assert issued() == [((NUMBER, SECOND)[1 - lost], D("600"))]
    assert db.session.get(InvoiceRequest, number).status == "part"


def test_one_number_stands_once(fresh_app, asked):
    at, _number, *both = asked
    typed = {"number": NUMBER, "amount": "300", "issued_on": "2026-11-23"}
    answers = sent_together(fresh_app, *((client, f"{at}/invoices", typed) for client in both))
    assert sorted(status for status, _text in answers) == [303, 422] and issued() == [(NUMBER, D("300"))]


def test_it_is_withdrawn_or_issued(fresh_app, asked):
    at, number, zheng, _second = asked
    lin, typed = browser(fresh_app, "lin"), {"number": NUMBER, "amount": "1000", "issued_on": "2026-11-23"}
    answers = sent_together(
        fresh_app, (zheng, f"{at}/invoices", typed), (lin, f"{at}/withdrawals", {"reason": "客户改抬头"})
    )
    assert sorted(status for status, _text in answers) == [303, 422]
    assert bool(issued()) is (answers[0][0] == 303)
    assert db.session.get(InvoiceRequest, number).status == (
        "issued" if answers[0][0] == 303 else "withdrawn"
    )
