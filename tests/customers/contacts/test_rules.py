"""Who a contact is, who is the key one, and who has gone."""

from datetime import date, timedelta

import pytest

from salesapp.customers.contacts import rules
from salesapp.customers.contacts.rules import ContactRefused
from salesapp.customers.rules import CustomerRefused

TODAY = date(2026, 11, 23)


def test_a_customer_needs_a_contact_who_can_be_reached():
    with pytest.raises(CustomerRefused, match="at least one contact"):
        rules.check_contacts([])
    with pytest.raises(CustomerRefused) as refused:
        rules.check_contacts([{"mobile": "1"}, {"mobile": None, "landline": None}])
    assert refused.value.field == "contacts-1-mobile"
    rules.check_contacts([{"landline": "0512-62881234"}])


def test_only_one_contact_is_the_key_contact():
    with pytest.raises(CustomerRefused, match="Only one"):
        rules.check_contacts([{"mobile": "1", "is_key": True}, {"mobile": "2", "is_key": True}])


def test_the_first_contact_is_the_key_one_where_none_is_ticked():
    assert rules.key_contact([{}, {"is_key": True}]) == 1
    assert rules.key_contact([{}, {}]) == 0


def test_at_most_twenty_contacts_at_once():
    with pytest.raises(CustomerRefused, match="20"):
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
    with pytest.raises(ContactRefused) as refused:
        rules.check_departure(**(good | changes))
    assert refused.value.field == field
