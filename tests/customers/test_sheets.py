from decimal import Decimal

from salesapp.customers.contacts import actions as contacts
from salesapp.customers.ownership import actions as ownership
from salesapp.documents.forms import registry
from salesapp.documents.paper import loaders
from tests.customers.factories import NOW, TODAY, contact_values, make_contact, make_customer


def test_the_sheet_holds_what_was_registered(cast):
    customer = make_customer(
        cast.lin, full_name="苏州某某精密制造有限公司", short_name="某某精密", revenue=Decimal("80000000"),
        source_note="某某装备展",
        contacts=[contact_values(name="周敏", mobile="+8613800000021", preference="mail")],
    )  # fmt: skip
    ownership.share(customer, cast.he, by=cast.lin, at=NOW)
    data = loaders.load("F01", customer.id, cast.lin)
    assert (data.number, data.url, data.subject) == (customer.number, f"/customers/{customer.id}", "某某精密")
    assert (
        data.values["industry"] == "制造业-通用设备制造业" and data.values["region"] == "江苏省-苏州市-吴中区"
    )
    assert (
        data.values["revenue"] == 8000
        and data.values["owner"] == "林*"
        and data.values["collaborators"] == "何*"
    )
    assert data.rows["contact"][0]["mobile"] == "138 0000 0021" and data.rows["contact"][0]["is_key"]
    assert data.signatures["filled_by"].name == "林*"


def test_every_value_has_its_place_on_the_sheet(cast):
    customer = make_customer(cast.lin)
    data = loaders.load("F01", customer.id, cast.lin)
    places = dict(registry.form("F01").named_fields())
    assert set(data.values) <= set(places)
    assert {f"contact.{key}" for key in data.rows["contact"][0]} - set(places) <= {"contact.is_key"}


def test_who_left_is_not_on_the_sheet(cast):
    customer = make_customer(cast.lin)
    heir = make_contact(customer, name="沈*")
    contacts.depart(
        customer.contacts[0], status="left", on=TODAY, today=TODAY, reason=None, successor_id=heir.id, successor_values=None,
        by=cast.lin, at=NOW,
    )  # fmt: skip
    assert [row["name"] for row in loaders.load("F01", customer.id, cast.lin).rows["contact"]] == ["沈*"]


def test_what_one_may_not_see_is_not_printed(cast):
    customer = make_customer(cast.lin)
    for user in (cast.fang, cast.chen, cast.admin, cast.auditor):
        assert loaders.load("F01", customer.id, user) is None
    assert loaders.load("F01", 10**9, cast.tang) is None


def test_the_masked_sheet_shows_no_name_and_no_number(sign_in, cast):
    customer = make_customer(
        cast.lin, contacts=[contact_values(name="周敏", mobile="+8613812345678", email="zhoumin@example.cn")]
    )
    response = sign_in("lin").get(f"/forms/F01/{customer.id}.pdf?masked=1")
    assert response.status_code == 200 and response.mimetype == "application/pdf"
