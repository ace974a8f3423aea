"""A row that is a customer already: it points to that customer and keeps where it came from; nobody is registered (R13)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from salesapp.accounts.models import User
from salesapp.customers import access as customers
from salesapp.customers.contacts import actions as contacts
from salesapp.customers.models import Customer
from salesapp.prospecting.linking.rules import OF_PEOPLE, check_customer, check_reachable, is_there
from salesapp.prospecting.lists import access, rules
from salesapp.prospecting.lists.models import Prospect
from salesapp.prospecting.lists.rules import ProspectRefused, Turn
from salesapp.refusals import Refusal
from salesapp.words import gettext as _


def link(
    row: Prospect, customer_id: int | None, people: Collection[int], *, by: User, at: datetime
) -> Customer:
    """Point a row to a customer that this person works on, and make some of its people contacts there."""
    access.check_gives_away(row, by)
    rules.check_turn(row.result, rules.OPEN)
    customer = customers.find(customer_id, by) if customer_id else None
    check_customer(there=customer is not None and customers.may_change(by))
    assert customer is not None
    for person in row.people:
        if person.id in people:
            _add(customer, {name: getattr(person, name) for name in OF_PEOPLE}, by=by, at=at)
    words = f"{customer.number} {customer.full_name}"[:200]
    row.become(customer.id, words, by=by, at=at, turn=Turn.LINKED)
    return customer


def _add(customer: Customer, person: dict[str, str | None], *, by: User, at: datetime) -> None:
    """Make somebody a contact of a customer, unless they are one."""
    if is_there(person, [(one.name, one.mobile) for one in customer.contacts if one.in_office]):
        return
    check_reachable(person)
    try:
        contacts.add(customer, {**person, "title": person["title"] or _("not known")}, by=by, at=at)
    except Refusal as refusal:
        raise ProspectRefused(f"{person['name']}：{refusal}", field="people") from refusal
