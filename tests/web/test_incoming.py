"""Forms, addresses and JSON reach the house as they were seen."""

from __future__ import annotations

import json

from werkzeug.datastructures import MultiDict
from wtforms import FieldList, FormField, PasswordField, StringField, TextAreaField

from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.web.forms import Form, Rows
from tests.customers.factories import make_customer


class Inner(Rows):
    name = StringField()


class Probe(Form):
    name = StringField()
    text = TextAreaField()
    password = PasswordField()
    rows = FieldList(FormField(Inner))


def test_a_form_holds_what_was_seen_and_a_password_what_was_typed(app):
    sent = {
        "name": "望\u200b潮\u2028二",
        "text": "一\u2028二\xa0三",
        "password": "a\u200bb ",
        "rows-0-name": "\ufeff周",
    }
    with app.test_request_context("/", method="POST", data=sent):
        form = Probe(meta={"csrf": False})
    assert form.name.data == "望潮 二" and form.text.data == "一\n二 三"
    assert form.password.data == "a\u200bb " and form.rows[0].form.name.data == "周"


def test_a_form_of_anything_else_is_cleaned_too(app):
    with app.test_request_context("/"):
        form = Probe(MultiDict({"name": " 周\u202d敏 "}), meta={"csrf": False})
    assert form.name.data == "周敏" == form.name.raw_data[0]


def test_an_address_asks_for_what_was_seen(app):
    with app.test_request_context("/?q=%EF%BB%BF远岸%E2%80%8B测试&q=b%C2%A0c&a\u200b=1") as context:
        assert context.request.args.getlist("q") == ["远岸测试", "b c"]
        assert context.request.values.get("q") == "远岸测试"


def test_json_arrives_as_seen(app):
    body = json.dumps({"name": "望\u200b潮", "rows": ["\u2060a"]})
    with app.test_request_context("/", method="POST", data=body, content_type="application/json") as context:
        assert context.request.get_json() == {"name": "望潮", "rows": ["a"]}


def test_a_nul_in_an_address_is_turned_away_as_before(sign_in):
    assert sign_in("lin").get("/customers?q=a%00b").status_code == 400


def test_a_customer_is_found_whatever_was_pasted_along(sign_in, cast):
    make_customer(cast.lin, full_name="苏州望潮无形测试有限公司")
    db.session.commit()
    assert db.session.query(Customer).filter_by(full_name="苏州望潮无形测试有限公司").count() == 1
    for asked in ("\ufeff望潮无形", "望潮\u200b无形", "\u202d望潮无形\u202c"):
        page = sign_in("lin").get("/customers", query_string={"q": asked}).text
        assert "苏州望潮无形测试有限公司" in page
