"""One step makes a customer of a row, with nothing retyped; where it came from stays for good (R13, R44)."""

import pytest

from salesapp.customers.duplicates.rules import DuplicateRefused
from salesapp.customers.models import Customer
from salesapp.prospecting.assignment.actions import give
from salesapp.prospecting.conversion import actions, page
from salesapp.prospecting.conversion.models import CustomerOrigin
from salesapp.prospecting.lists.rules import ProspectRefused
from salesapp.refusals import NotAllowed
from tests.customers.factories import contact_values, customer_values, make_customer
from tests.pages import filled, part
from tests.prospecting.factories import NOW, TODAY, add_row, commit, make_list, make_persona, person_of

pytestmark = pytest.mark.usefixtures("frozen_clock")


def convert(row, by, **changes) -> Customer:
    values = customer_values(full_name=row.full_name, source_channel=row.channel, **changes)
    return actions.convert(row, values, [contact_values()], by=by, at=NOW, today=TODAY)


def test_the_row_becomes_a_customer_and_both_know_each_other(cast, db_session):
    persona = make_persona(cast.xu)
    row = add_row(make_list(cast.lin, persona), channel="referral", referrer="老客户周*")
    customer = convert(row, cast.lin, source_note="老客户周*")
    commit()
    assert (row.result, row.customer_id, customer.match_score) == ("customer", customer.id, 100)
    origin = db_session.get(CustomerOrigin, customer.id)
    assert (origin.prospect, origin.channel, origin.referrer) == (row, "referral", "老客户周*")
    assert (origin.persona_version_id, origin.score, origin.by) == (persona.current.id, 100, cast.lin)


def test_where_it_came_from_stays_whatever_the_sheet_says_later(cast):
    row = add_row(make_list(cast.lin, name="秋季展"))
    customer = convert(row, cast.lin)
    customer.source_channel, customer.source_note = "online", None
    commit()
    told = page.origin(customer.id, cast.lin)
    assert told.source == "行业展会 · 装备展" and "秋季展" in told.row and told.prospect_id == row.id
    assert page.origin(customer.id, cast.chen).prospect_id is None
    assert page.origin(make_customer(cast.lin).id, cast.lin) is None


def test_a_row_becomes_a_customer_once_and_only_by_who_works_on_it(cast):
    row = add_row(make_list(cast.lin))
    with pytest.raises(NotAllowed):
        convert(row, cast.fang)
    convert(row, cast.lin)
    with pytest.raises(ProspectRefused):
        convert(row, cast.lin)


def test_the_customers_own_rule_of_doubles_holds(cast):
    row = add_row(make_list(cast.lin))
    make_customer(cast.chen, full_name=row.full_name)
    with pytest.raises(DuplicateRefused):
        convert(row, cast.lin)


def test_nothing_is_typed_twice(sign_in, cast, db_session):
    people = [
        person_of(name="周*", title="采购经理", mobile="+8613800138000"),
        person_of(name="吴*", title="厂长"),
    ]
    row = add_row(make_list(cast.lin), people=people, annual_output=80_000_000, headcount=120, address="某某路1号",
                  pain_points="交期不准", decision_chain="副总拍板")  # fmt: skip
    commit()
    client = sign_in("lin")
    answer = client.get(f"/prospects/{row.id}/conversion")
    sheet = filled(answer, "customer-form")
    assert sheet["contacts-0-mobile"] == ["138 0013 8000"] and sheet["contacts-1-name"] == ["吴*"]
    assert sheet["revenue"] == ["8000"] and sheet["pain_points"] == ["交期不准"]
    sent = client.post(f"/prospects/{row.id}/conversion", data=sheet | {"size": "small"})
    assert sent.status_code == 303, part(sent, "error-summary").text
    customer = db_session.get(Customer, row.customer_id)
    assert sent.location.endswith(f"/customers/{customer.id}")
    assert [one.name for one in customer.contacts] == ["周*", "吴*"] and customer.source_channel == "fair"
    assert f"/customers/{customer.id}/origin" in client.get(sent.location).text
    assert "装备展" in part(client.get(f"/customers/{customer.id}/origin"), "origin").text


def test_what_is_missing_is_asked_on_the_same_sheet(sign_in, cast):
    row = add_row(make_list(cast.lin), industry=None, people=[])
    commit()
    client = sign_in("lin")
    sheet = filled(client.get(f"/prospects/{row.id}/conversion"), "customer-form")
    answer = client.post(f"/prospects/{row.id}/conversion", data=sheet)
    assert answer.status_code == 422 and row.result == "todo"
    assert part(answer, "industry-notes").text and part(answer, "contacts-0-name-notes").text


def test_a_row_that_a_colleague_has_is_converted_by_them_or_their_supervisor(cast, sign_in):
    found = make_list(cast.lin)
    row, other = add_row(found), add_row(found)
    for each in (row, other):
        give(found, [each.id], cast.fang.id, None, by=cast.xu, at=NOW)
    commit()
    with pytest.raises(NotAllowed):
        convert(row, cast.lin)
    client = sign_in("lin")
    assert client.get(f"/prospects/{row.id}/conversion").status_code == 404
    assert f"/prospects/{row.id}/conversion" not in client.get(f"/prospects/{row.id}").text
    assert convert(row, cast.fang) and convert(other, cast.xu)


def test_what_the_sheet_has_no_field_for_stays_in_the_remark(sign_in, cast, db_session):
    found = make_list(cast.lin)
    known = {
        "postcode": "215100",
        "founded_on": TODAY.replace(year=2011),
        "qq": "10001",
        "remark": "老客户推荐",
    }
    row = add_row(found, registered_capital=20_000_000, capital_currency="CNY", **known)
    other = add_row(found, registered_capital=5_000_000, capital_currency="USD", **known)
    commit()
    client = sign_in("lin")
    sheet = filled(client.get(f"/prospects/{row.id}/conversion"), "customer-form")
    assert sheet["registered_capital"] == ["2000"] and sheet["remarks"] == ["老客户推荐\nQQ：10001"]
    sent = client.post(f"/prospects/{row.id}/conversion", data=sheet | {"size": "small"})
    assert sent.status_code == 303, part(sent, "error-summary").text
    customer = db_session.get(Customer, row.customer_id)
    assert (customer.postcode, customer.registered_capital, customer.founded_on) == (
        "215100",
        20_000_000,
        known["founded_on"],
    )
    sheet = filled(client.get(f"/prospects/{other.id}/conversion"), "customer-form")
    assert sheet["registered_capital"] in ([], [""]) and "500 万美元" in sheet["remarks"][0]
