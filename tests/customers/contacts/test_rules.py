"""Who a contact is, who is the key one, and who has gone."""

from datetime import date, timedelta

import pytest

from salesapp.customers.contacts import rules
from salesapp.customers.contacts.rules import ContactRefused
from salesapp.customers.rules import CustomerRefused

TODAY = date(2026, 11, 23)


def test_a_customer_needs_a_contact_who_can_be_reached():
    with pytest.raises(CustomerRefused, match="at least one contact") as refused:
        rules.check_contacts([])
    assert refused.value.field == "contacts-0-name"
    with pytest.raises(CustomerRefused) as refused:
        rules.check_contacts([{"mobile": "1"}, {"mobile": None, "landline": None}])
    assert refused.value.field == "contacts-1-mobile"
    rules.check_contacts([{"landline": "0512-62881234"}, {"mobile": "1", "landline": ""}])


def test_mobile_and_landline_may_both_be_there_but_not_both_be_missing():
    rules.check_reachable("1", "2")
    with pytest.raises(CustomerRefused) as refused:
        rules.check_reachable("", None)
    assert refused.value.field == "mobile"


def test_only_one_contact_is_the_key_contact():
    rules.check_contacts([{"mobile": "1"}, {"mobile": "2", "is_key": True}])
    keys = [{"mobile": "1", "is_key": True}, {"mobile": "2"}, {"mobile": "3", "is_key": True}]
    for contacts in (keys, [*keys, keys[0]]):
        with pytest.raises(CustomerRefused, match="Only one") as refused:
            rules.check_contacts(contacts)
        assert refused.value.field == "contacts-2-is_key"


def test_the_first_contact_is_the_key_one_where_none_is_ticked():
    assert rules.key_contact([{}, {"is_key": True}]) == 1
    assert rules.key_contact([{}, {}]) == 0


def test_at_most_twenty_contacts_at_once():
    rules.check_contacts([{"mobile": "1"}] * 20)
    with pytest.raises(CustomerRefused, match="at most 20 contacts"):
        rules.check_contacts([{"mobile": "1"}] * 21)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"status": "active"}, "status"),
        ({"active": False}, None),
        ({"on": TODAY + timedelta(days=1)}, "status_on"),
        ({"same": True}, "successor_id"),
    ],
)
def test_a_contact_goes_once_not_in_the_future_and_not_to_themselves(changes, field):
    good = {"status": "left", "on": TODAY, "today": TODAY, "active": True, "same": False}
    rules.check_departure(**good)
    rules.check_departure(**(good | {"status": "moved", "on": TODAY - timedelta(days=1)}))
    with pytest.raises(ContactRefused) as refused:
        rules.check_departure(**(good | changes))
    assert refused.value.field == field
