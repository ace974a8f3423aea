"""Customers and people are found by whatever is typed, copied or shown of them; names stand in the order of their reading."""

from __future__ import annotations

import pytest

from salesapp.customers.lists.queries import Wanted, page
from salesapp.customers.picking.queries import pick, pick_contacts
from salesapp.customers.search.queries import find, find_people
from salesapp.customers.search.rules import normalise
from salesapp.db import db
from tests import cases
from tests.customers.factories import contact_values, make_customer

KINDS = {"13900010001": "mobile", "0512-62881299": "landline", "周 敏": "name", "阿依古丽·买买提": "name"}


def stored(cast, value: str):
    """Register a customer that holds one stored value, as a number, a name of a person or of a firm."""
    kind = KINDS.get(value)
    if kind == "mobile":
        return make_customer(cast.lin, contacts=[contact_values(mobile="+86" + value)])
    if kind == "landline":
        return make_customer(cast.lin, contacts=[contact_values(mobile=None, landline=value)])
    if kind == "name":
        return make_customer(cast.lin, contacts=[contact_values(name=value)])
    return make_customer(cast.lin, full_name=value if len(value) > 6 else f"{value}有限公司")


def ids(user, text: str) -> list[int]:
    return [line.id for line in page(user, Wanted(text=text)).rows]


@pytest.mark.parametrize(("value", "typed", "found"), cases.rows("searches"))
def test_what_is_typed_finds_what_is_stored(cast, value, typed, found):
    customer = stored(cast, value)
    other = make_customer(cast.lin, contacts=[contact_values(name="钱伟")])
    db.session.flush()
    assert found == "yes"
    for hits in (ids(cast.lin, typed), [row.id for row in pick(typed, cast.lin)]):
        assert customer.id in hits and other.id not in hits


@pytest.mark.parametrize(
    "typed",
    ["+86 139 0001 0001", "手机：139 0001 0001（微信同号）", "0001", "0512-62881299转801", "(0512) 6288 1299",
     "zhou@min.example", "@min.example",
     "ZHOU@MIN.EXAMPLE", "zhou min", "Zhou  Min", "zm", "0512-65551234", "65551234"],
)  # fmt: skip
def test_every_spelling_that_the_house_shows_finds(cast, typed):
    person = contact_values(
        name="周敏", mobile="+8613900010001", landline="0512-62881299转801", email="zhou@min.example"
    )
    customer = make_customer(cast.lin, contacts=[person], phone="0512-65551234")
    other = make_customer(cast.lin, contacts=[contact_values(name="钱伟")])
    db.session.flush()
    found = ids(cast.lin, typed)
    assert customer.id in found and other.id not in found
    assert customer.id in [hit.record_id for hit in find(typed, cast.lin, 9)]


@pytest.mark.parametrize(
    "typed", ["周敏", "周 敏", "139-0001-0001", "62881299", "zhou@min.example", "zhoumin"]
)
def test_people_are_found_by_name_number_and_mail(cast, typed):
    person = contact_values(
        name="周 敏", mobile="+8613900010001", landline="0512-62881299", email="zhou@min.example"
    )
    customer = make_customer(cast.lin, contacts=[person])
    db.session.flush()
    assert [hit.record_id for hit in find_people(typed, cast.lin, 9)] == [customer.id]
    assert find_people("13900010002", cast.lin, 9) == []


@pytest.mark.parametrize("typed", ["john smith", "Smith John", "SMITH", "smith,john"])
def test_a_latin_name_is_found_in_either_order(cast, typed):
    customer = make_customer(cast.lin, contacts=[contact_values(name="John Smith")])
    db.session.flush()
    assert [hit.record_id for hit in find_people(normalise(typed), cast.lin, 9)] == [customer.id]
    assert [one.name for one in pick_contacts(customer.id, cast.lin, typed)] == ["John Smith"]
    assert find_people("smith jane", cast.lin, 9) == []


def test_a_person_is_picked_by_a_name_however_it_is_written(cast):
    customer = make_customer(cast.lin, contacts=[contact_values(name="阿依古丽·买买提")])
    db.session.flush()
    for typed in ("阿依古丽买买提", "阿依古丽•买", "ayiguli", "ayi guli"):
        assert [one.name for one in pick_contacts(customer.id, cast.lin, typed)] == ["阿依古丽·买买提"]
    assert pick_contacts(customer.id, cast.lin, "周") == []


def test_nobody_else_finds_them(cast):
    make_customer(cast.lin, contacts=[contact_values(mobile="+8613900010001")])
    db.session.flush()
    assert ids(cast.chen, "139 0001 0001") == [] and find_people("139 0001 0001", cast.chen, 9) == []


def test_names_stand_in_the_order_of_their_reading_page_by_page(cast):
    names = ["无锡晴川", "苏州望潮", "常州云岫", "太仓鹿鸣", "南通帛砚", "重庆栖璎", "长春稚禾", "ABC沐笺"]
    for name in names:
        make_customer(cast.lin, full_name=f"{name}有限公司", short_name="排序测试")
    db.session.flush()
    wanted, found, cursor = Wanted(text="排序测试", sort="name"), [], None
    while True:
        one = page(cast.lin, wanted, cursor, size=3)
        found += [line.full_name.removesuffix("有限公司") for line in one.rows]
        cursor = one.next
        if cursor is None:
            break
    assert found == [
        "ABC沐笺", "长春稚禾", "常州云岫", "重庆栖璎", "南通帛砚", "苏州望潮", "太仓鹿鸣", "无锡晴川"
    ]  # fmt: skip
