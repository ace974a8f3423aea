"""Addresses of numbers are put together of kept pieces, exactly as Flask builds them."""

from __future__ import annotations

from enum import StrEnum

import pytest
from flask import Flask, url_for

from salesapp.web.addresses import QuickAddresses, address


class Grade(StrEnum):
    S = "S"


@pytest.mark.parametrize(
    ("endpoint", "values"),
    [
        ("today.index", {}),
        ("today.index", {"done": 1}),
        ("customers.show", {"customer_id": 7}),
        ("customers.show", {"customer_id": 7, "page": 0}),
        ("activities.new", {"customer": 3, "opportunity": 12}),
        ("board.create_reversal", {"change_id": 4, "opportunity_id": 5}),
        ("documents.filled", {"code": "F01", "record_id": 9, "masked": "1"}),
        ("customers.index", {"q": "科技 & 100%", "page": None}),
        ("customers.index", {"q": "科技 & 100% +1=2 a/b~c;d,e'f(g)!*@?#", "sort": ""}),
        ("board.show", {"scope": "mine", "grade": Grade.S}),
        ("board.column", {"stage": "proposal", "after": "2026-11-23~7", "shown": "proposal:20"}),
        ("board.column", {"stage": "b/c d", "shown": "科:20"}),
        ("board.column", {"stage": "方案"}),
        ("customers.show", {"customer_id": "007"}),
        ("activities.new", {"customer": 3, "from": "calls", "opportunity": 12}),
        ("documents.filled", {"code": "F01", "record_id": 9, "lines": 3}),
        ("customers.show", {"customer_id": 7, "_anchor": "story"}),
        ("customers.show", {"customer_id": 7, "_external": True}),
    ],
)
@pytest.mark.parametrize("root", ["", "/verkauf"])
def test_an_address_is_what_flask_builds_of_it(app, endpoint, values, root):
    with app.test_request_context("/customers/1", environ_overrides={"SCRIPT_NAME": root}):
        expected = Flask.url_for(app, endpoint, **values)
        assert [url_for(endpoint, **values) for _ in range(3)] == [expected] * 3


@pytest.mark.parametrize(
    ("endpoint", "values"),
    [
        ("today.index", {}),
        ("customers.show", {"customer_id": 7}),
        ("board.column", {"stage": "b/c d", "shown": "科:20"}),
        ("board.column", {"stage": "方案"}),
        ("customers.show", {"customer_id": "007"}),
        ("activities.new", {"customer": 3, "from": "calls & more"}),
        ("documents.filled", {"code": "F01", "record_id": 9}),
        ("performance.kept", {"month": None}),
    ],
)
def test_an_address_without_a_request_is_what_the_map_builds(app, endpoint, values):
    with app.app_context():
        expected = app.url_map.bind("").build(endpoint, values)
        assert [address(endpoint, **values) for _ in range(3)] == [expected] * 3


def test_other_words_fill_the_same_pieces(app):
    with app.test_request_context("/"):
        assert url_for("customers.index", q="一") == "/customers?q=%E4%B8%80"
        assert url_for("customers.index", q="a b") == "/customers?q=a+b"
        assert url_for("customers.index", q=3) == "/customers?q=3"


def test_another_number_fills_the_same_pieces(app):
    with app.test_request_context("/"):
        assert url_for("customers.show", customer_id=1) == "/customers/1"
        assert url_for("customers.show", customer_id=23) == "/customers/23"


def test_a_point_in_front_means_the_pages_own_blueprint(app):
    with app.test_request_context("/customers/1"):
        assert url_for(".edit", customer_id=2) == Flask.url_for(app, "customers.edit", customer_id=2)


@pytest.mark.parametrize("value", [True, -1, None, 2.5])
def test_what_is_no_plain_number_goes_the_long_way(app, value):
    with app.test_request_context("/"):
        assert url_for("today.index", done=value) == Flask.url_for(app, "today.index", done=value)


def test_an_address_that_does_not_exist_is_refused(app):
    with app.test_request_context("/"), pytest.raises(Exception, match="no_such"):
        url_for("no_such.page", record_id=1)


def test_a_rule_learns_to_write_its_addresses_with_the_first():
    app = QuickAddresses("late")
    app.add_url_rule("/things/<int:thing_id>", "thing", lambda thing_id: "")
    [rule] = app.url_map.iter_rules("thing")
    before = rule._build_unknown
    addresses = app.url_map.bind("here.example")
    assert [addresses.build("thing", {"thing_id": number, "self": "a b"}) for number in (1, 2)] == [
        "/things/1?self=a+b",
        "/things/2?self=a+b",
    ]
    assert rule._build_unknown is not before
    assert addresses.build("thing", {"thing_id": 3, "self": 1}, append_unknown=False) == "/things/3"
