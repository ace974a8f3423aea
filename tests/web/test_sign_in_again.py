"""A session that is over loses nothing: one signs in and stands on the form again."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from salesapp.web import clock
from tests.conftest import MONDAY, Client
from tests.customers.factories import make_customer
from tests.pages import filled

HX = {"HX-Request": "true"}


@pytest.fixture
def visitor(app: Flask, cast) -> Client:
    return app.test_client()


def led_to(answer) -> str | None:
    target = answer.headers.get("Location") or answer.headers["HX-Redirect"]
    assert urlsplit(target).path == "/login"
    return (parse_qs(urlsplit(target).query).get("next") or [None])[0]


def test_a_page_leads_back_to_itself(visitor):
    assert led_to(visitor.get("/customers?page=2")) == "/customers?page=2"


def test_a_form_leads_back_to_the_page_it_stood_on(visitor, sign_in, cast):
    customer = make_customer(cast.lin)
    sent = filled(sign_in("lin").get(f"/customers/{customer.id}/contacts/new?from=list"), "contact-form")
    answer = visitor.post(f"/customers/{customer.id}/contacts", data=sent)
    assert led_to(answer) == f"/customers/{customer.id}/contacts/new?from=list"


def test_a_part_leads_back_to_the_page_that_asked_for_it(visitor):
    where = {"HX-Current-URL": "http://localhost/customers/7?tab=files"}
    assert led_to(visitor.get("/search/suggest?q=a", headers=HX | where)) == "/customers/7?tab=files"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/x", "//evil.example", "/\\evil.example", "javascript:x"]
)
def test_nobody_is_led_elsewhere(visitor, elsewhere):
    assert led_to(visitor.post("/customers", data={"page": elsewhere})) in ("/", None)
    assert led_to(visitor.post("/customers", headers={"Referer": elsewhere})) in ("/", None)


def test_a_form_whose_session_is_gone_is_no_fault_of_the_form(visitor):
    visitor.csrf = False
    assert led_to(visitor.post("/customers", data={"page": "/customers/new"})) == "/customers/new"


def test_what_a_page_asks_by_itself_moves_nobody_who_types(visitor):
    answer = visitor.get("/opportunities/board/changes", headers=HX | {"HX-Polling": "true"})
    assert (answer.status_code, answer.headers["HX-Reswap"]) == (401, "none")
    assert "HX-Redirect" not in answer.headers


def test_typing_keeps_the_session_alive(sign_in):
    lin = sign_in("lin")
    for minutes in (20, 40, 60):
        with clock.frozen(MONDAY + timedelta(minutes=minutes)):
            assert lin.get("/session", headers=HX).status_code == 204
    with clock.frozen(MONDAY + timedelta(minutes=60 + 31)):
        assert led_to(lin.get("/session", headers=HX)) is None
