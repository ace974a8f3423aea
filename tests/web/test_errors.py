"""An error takes nothing away: a page or a notice in words, and no form is named as saved."""

from __future__ import annotations

import pytest
from flask import abort
from sqlalchemy.exc import OperationalError

from tests.customers.factories import make_customer
from tests.pages import filled

HX = {"HX-Request": "true"}


def failing(status: int):
    """Return a view that ends like this."""

    def view(**_ids):
        if status == 503:
            raise OperationalError("UPDATE", {}, Exception("database is locked"))
        abort(status)

    return view


@pytest.mark.parametrize("headers", [{}, HX], ids=["page", "part"])
@pytest.mark.parametrize("status", [400, 403, 404, 413, 429, 500, 503])
def test_no_form_is_named_as_saved(app, sign_in, cast, monkeypatch, status, headers):
    lin, customer = sign_in("lin"), make_customer(cast.lin)
    sent = filled(lin.get(f"/customers/{customer.id}/contacts/new"), "contact-form")
    monkeypatch.setitem(app.view_functions, "contacts.create", failing(status))
    answer = lin.post(f"/customers/{customer.id}/contacts", data=sent, headers=headers)
    assert answer.status_code == status
    assert "settled" not in ";".join(answer.headers.getlist("Set-Cookie"))
    assert answer.headers.get("HX-Retarget") == ("#notices" if headers else None)
    assert 'role="alert"' in answer.text or "toast" in answer.text


def test_after_it_the_same_form_is_saved(app, sign_in, cast, monkeypatch):
    lin, customer = sign_in("lin"), make_customer(cast.lin)
    address = f"/customers/{customer.id}/contacts"
    sent = filled(lin.get(f"{address}/new"), "contact-form")
    sent |= {"name": "周敏", "title": "采购", "mobile": "13912345678"}
    sent |= {"decision_role": "influencer", "privacy_notice_way": "mail"}
    with monkeypatch.context() as broken:
        broken.setitem(app.view_functions, "contacts.create", failing(503))
        assert lin.post(address, data=sent).status_code == 503
    saved = lin.post(address, data=sent)
    assert saved.status_code == 303
    assert f"settled={sent['token'][0]}" in ";".join(saved.headers.getlist("Set-Cookie"))


def test_a_part_that_is_sent_after_the_session_leads_back_to_its_form(app, sign_in, cast):
    customer = make_customer(cast.lin)
    page = f"/customers/{customer.id}/contacts/new"
    sent = filled(sign_in("lin").get(page), "contact-form")
    answer = app.test_client().post(f"/customers/{customer.id}/contacts", data=sent, headers=HX)
    assert (
        answer.headers["HX-Redirect"].endswith(page.replace("/", "%2F"))
        or page in answer.headers["HX-Redirect"]
    )
    assert "settled" not in answer.headers.get("Set-Cookie", "")
