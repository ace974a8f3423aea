"""What a row of a table adds to somebody known: a customer, or a row of the list. What was there is kept, to be taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.customers import access as customers
from salesapp.customers import actions as registered
from salesapp.customers.contacts.rules import MOST_CONTACTS
from salesapp.customers.duplicates.queries import check_mobile
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.prospecting.imports.judging.rules import plain
from salesapp.prospecting.imports.known.rules import Kind
from salesapp.prospecting.imports.merging.rules import OF_PROSPECT, changes, new_people, of_customer
from salesapp.prospecting.imports.verdicts.rules import Choice
from salesapp.prospecting.lists.models import Prospect
from salesapp.prospecting.lists.rules import MOST_PEOPLE, OPEN
from salesapp.prospecting.scoring.actions import score
from salesapp.prospecting.scoring.rules import Scale
from salesapp.refusals import Refusal
from salesapp.words import gettext as _

#: Whatever the customer's form asks for is checked again when it changes, so all of it is handed on.
WHOLE = ("full_name", "first_contact_at", "source_channel", "source_note", "region", "founded_on", "parent_id", "phone",
         "credit_code")  # fmt: skip
PERSON = ("name", "title", "mobile", "landline", "email", "wechat")


def into_customer(
    customer_id: int, values: Mapping[str, Any], people: Sequence[Mapping[str, Any]], choice: Choice,
    *, by: User, at: datetime, today: date,
) -> dict[str, Any]:  # fmt: skip
    """Add what a row says to a customer that the person may change; return what was there before, nothing for no change."""
    customer = customers.find(customer_id, by)
    if customer is None or not customers.may_change(by):
        return {}
    said = of_customer(values)
    changed = changes({name: getattr(customer, name) for name in said}, said, choice)
    before = {name: plain(getattr(customer, name)) for name in changed}
    if changed:
        if "credit_code" in changed:
            changed["credit_code_kind"] = "code"
        whole = {name: getattr(customer, name) for name in WHOLE}
        registered.change(customer, {**whole, **changed}, by=by, at=at, today=today)
    added = [contact.id for contact in _add_contacts(customer, people, by, at)]
    if not changed and not added:
        return {}
    after = {name: plain(getattr(customer, name)) for name in before}
    return {
        "kind": Kind.CUSTOMER.value,
        "id": customer.id,
        "before": before,
        "after": after,
        "contacts": added,
    }


def _add_contacts(
    customer: Customer, people: Sequence[Mapping[str, Any]], by: User, at: datetime
) -> list[Any]:
    """Add the people that are not known yet and can be reached; one whom another customer has is left out."""
    known = [{name: getattr(contact, name) for name in PERSON} for contact in customer.contacts]
    added = []
    for person in new_people(known, people):
        if not person.get("name") or not (person.get("mobile") or person.get("landline")):
            continue
        if len(customer.contacts) >= MOST_CONTACTS:
            break
        try:
            check_mobile(person.get("mobile"), by)
        except Refusal:
            continue
        values = {name: person.get(name) for name in PERSON}
        added.append(
            customer.add_contact({**values, "title": values["title"] or _("not known")}, by=by, at=at)
        )
    if added:
        db.session.flush()
    return added


def into_prospect(
    prospect_id: int, values: Mapping[str, Any], people: Sequence[Mapping[str, Any]], choice: Choice,
    *, list_id: int, scale: Scale, at: datetime,
) -> dict[str, Any]:  # fmt: skip
    """Add what a row says to a row of this list that is still worked on; return what was there before.

    Whoever imports runs this list; nobody asked whether they may change a row of another one.
    """
    row = db.session.get(Prospect, prospect_id)
    if row is None or row.list_id != list_id or row.result not in OPEN:
        return {}
    known = [{name: getattr(person, name) for name in PERSON} for person in row.people]
    said = {name: value for name, value in values.items() if name in OF_PROSPECT}
    changed = changes({name: getattr(row, name) for name in said}, said, choice)
    more = new_people(known, people)[: max(0, MOST_PEOPLE - len(known))]
    if not changed and not more:
        return {}
    before = {name: plain(getattr(row, name)) for name in changed}
    row.describe(changed, [*known, *more], at=at)
    score(row, scale)
    db.session.flush()
    after = {name: plain(getattr(row, name)) for name in changed}
    return {
        "kind": Kind.PROSPECT.value,
        "id": row.id,
        "before": before,
        "after": after,
        "people": [dict(one) for one in more],
    }
