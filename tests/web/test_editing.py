"""Two people edit one record: what only one changed is kept, what both changed is asked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from wtforms import FieldList, Form, FormField, StringField

from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.web.editing import entered, mark, read_marks, rows_like
from tests.customers.factories import make_customer
from tests.pages import filled, part


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (None, ""), (Decimal("96000"), Decimal("96000.00")), ([], None), ([{"a": ""}], []), (False, None),
        ({"a": 1, "b": None}, {"a": 1}), (date(2026, 2, 28), date(2026, 2, 28)),
    ],
)  # fmt: skip
def test_what_reads_alike_has_one_mark(one, other):
    assert mark(one) == mark(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("a", "b"), (Decimal("0.01"), Decimal("0.02")), (0, None), ([1, 2], [2, 1]), ("96000", "96000.00")],
)
def test_what_differs_has_two_marks(one, other):
    assert mark(one) != mark(other)


class Row(Form):
    what = StringField()


class Rows(Form):
    rows = FieldList(FormField(Row))


def test_rows_of_a_record_are_compared_by_what_the_form_holds_of_them():
    kept = [{"what": "甲", "number": 7}, {"what": "乙", "number": 8}]
    form = Rows(data={"rows": [{"what": "甲"}, {"what": "乙"}, {"what": ""}]})
    assert mark(rows_like(kept, form.rows)) == mark(entered(form.rows))


@pytest.mark.parametrize("text", [None, "", "[]", "{", "7", "null"])
def test_marks_that_are_none_know_no_field(text):
    assert read_marks(text) == {}


def edited(client, customer, **changes) -> dict:
    page = client.get(f"/customers/{customer.id}/edit")
    return filled(page, "customer-form") | changes


def test_what_a_colleague_changed_in_another_field_is_kept_and_said(sign_in, cast):
    customer = make_customer(cast.lin, short_name="原名", website="https://old.example.cn")
    lin, xu = sign_in("lin"), sign_in("xu")
    mine = edited(lin, customer, short_name="新名")
    theirs = edited(xu, customer, website="new.example.cn")
    assert xu.post(f"/customers/{customer.id}", data=theirs).status_code == 303
    assert lin.post(f"/customers/{customer.id}", data=mine).status_code == 303
    kept = db.session.get(Customer, customer.id)
    assert (kept.short_name, kept.website) == ("新名", "new.example.cn")
    assert "同事也保存了这份资料，已一并采用：网址" in lin.get(f"/customers/{customer.id}").text


def test_a_field_that_both_changed_is_asked_and_only_that_one(sign_in, cast):
    customer = make_customer(cast.lin, short_name="原名", website="https://old.example.cn")
    lin, xu = sign_in("lin"), sign_in("xu")
    mine = edited(lin, customer, short_name="我的", remarks="只有我写的")
    theirs = edited(xu, customer, short_name="同事的", website="new.example.cn")
    assert xu.post(f"/customers/{customer.id}", data=theirs).status_code == 303
    asked = lin.post(f"/customers/{customer.id}", data=mine)
    assert asked.status_code == 409
    lines = part(asked, "error-summary").node.css(".diff tbody tr")
    assert len(lines) == 1 and "同事的" in lines[0].text() and "我的" in lines[0].text()
    again = filled(asked, "customer-form")
    assert (again["short_name"], again["website"]) == (["我的"], ["new.example.cn"])
    assert lin.post(f"/customers/{customer.id}", data=again).status_code == 303
    kept = db.session.get(Customer, customer.id)
    assert (kept.short_name, kept.website, kept.remarks) == ("我的", "new.example.cn", "只有我写的")


def test_the_same_change_of_both_is_no_question(sign_in, cast):
    customer = make_customer(cast.lin, short_name="原名")
    lin, xu = sign_in("lin"), sign_in("xu")
    mine, theirs = edited(lin, customer, short_name="同名"), edited(xu, customer, short_name="同名")
    assert xu.post(f"/customers/{customer.id}", data=theirs).status_code == 303
    assert lin.post(f"/customers/{customer.id}", data=mine).status_code == 303
