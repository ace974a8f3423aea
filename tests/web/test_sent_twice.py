"""A form that arrives twice: alike it leads where it led, otherwise nothing of it is dropped without a word."""

from __future__ import annotations

import re

from sqlalchemy import func, select

from salesapp.customers.contacts.models import Contact
from salesapp.db import db
from tests.customers.factories import make_customer
from tests.pages import filled, part


def contacts() -> int:
    return db.session.scalar(select(func.count()).select_from(Contact))


def a_contact(client, customer, **changes) -> dict:
    page = client.get(f"/customers/{customer.id}/contacts/new")
    typed = {"name": "周敏", "title": "采购", "mobile": "13912345678"}
    typed |= {"decision_role": "influencer", "privacy_notice_way": "mail"}
    return filled(page, "contact-form") | typed | changes


def test_alike_it_says_when_it_was_saved_and_leads_there(sign_in, cast):
    lin, customer = sign_in("lin"), make_customer(cast.lin)
    sent = a_contact(lin, customer)
    first = lin.post(f"/customers/{customer.id}/contacts", data=sent)
    before = contacts()
    second = lin.post(f"/customers/{customer.id}/contacts", data=sent)
    assert (first.status_code, second.status_code) == (303, 303)
    assert (first.headers["Location"], contacts()) == (second.headers["Location"], before)
    assert re.search(r"已于 .*保存", lin.get(second.headers["Location"]).text)


def test_with_other_content_it_is_asked_and_keeps_the_text(sign_in, cast):
    lin, customer = sign_in("lin"), make_customer(cast.lin)
    sent = a_contact(lin, customer)
    lin.post(f"/customers/{customer.id}/contacts", data=sent)
    before = contacts()
    asked = lin.post(f"/customers/{customer.id}/contacts", data=sent | {"title": "采购经理"})
    assert (asked.status_code, contacts()) == (409, before)
    assert part(asked, "contact-form").values("title") == ["采购经理"]
    assert "补充到已保存的记录" in part(asked, "error-summary").links
    assert filled(asked, "contact-form")["token"] != sent["token"]


def test_once_more_with_its_new_token_it_is_a_record_of_its_own(sign_in, cast):
    lin, customer = sign_in("lin"), make_customer(cast.lin)
    sent = a_contact(lin, customer)
    lin.post(f"/customers/{customer.id}/contacts", data=sent)
    before = contacts()
    other = {"name": "钱工", "mobile": "13912345679"}
    asked = lin.post(f"/customers/{customer.id}/contacts", data=sent | other)
    assert asked.status_code == 409
    assert (
        lin.post(f"/customers/{customer.id}/contacts", data=filled(asked, "contact-form")).status_code == 303
    )
    assert contacts() == before + 1


def test_blanks_around_are_no_other_content(sign_in, cast):
    lin, customer = sign_in("lin"), make_customer(cast.lin)
    sent = a_contact(lin, customer)
    lin.post(f"/customers/{customer.id}/contacts", data=sent)
    assert lin.post(f"/customers/{customer.id}/contacts", data=sent | {"title": " 采购 "}).status_code == 303


def test_only_what_was_saved_is_named_to_the_browser(sign_in, cast):
    lin, customer = sign_in("lin"), make_customer(cast.lin)
    sent = a_contact(lin, customer)
    refused = lin.post(f"/customers/{customer.id}/contacts", data=sent | {"name": ""})
    assert refused.status_code == 422 and "settled" not in refused.headers.get("Set-Cookie", "")
    saved = lin.post(f"/customers/{customer.id}/contacts", data=sent)
    assert f"settled={sent['token'][0]}" in ";".join(saved.headers.getlist("Set-Cookie"))
