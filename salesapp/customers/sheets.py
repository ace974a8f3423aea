"""The values of the printed registration sheet (F01)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from salesapp.accounts.models import User
from salesapp.chinese import industries, phones, regions
from salesapp.chinese.texts import enumerated
from salesapp.customers import access
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.customers.ownership.queries import colleagues
from salesapp.customers.rules import WAN
from salesapp.documents.forms.registry import form, spec
from salesapp.documents.paper.values import SheetData, Signature
from salesapp.playbook.dictionaries import queries

#: What stands on the sheet as it is stored.
OF_COMPANY = [key for key, _spec in form("F01").named_fields() if key in Customer.__table__.columns]
OF_PEOPLE = [
    spec.key for spec in form("F01").group("contact").fields if spec.key in Contact.__table__.columns
]


def registration(customer_id: int, user: User) -> SheetData | None:
    """Return what the sheet of one customer shows, or None where this person may not see it; who left is not on it."""
    customer = access.find(customer_id, user)
    if customer is None:
        return None
    people = [contact for contact in customer.contacts if contact.in_office]
    return SheetData(
        number=customer.number,
        values=_company(customer),
        rows={"contact": [_person(contact) for contact in people]},
        signatures={"filled_by": Signature(customer.created_by.name, customer.created_at)},
        url=f"/customers/{customer.id}",
        subject=customer.short_name or customer.full_name,
    )


def _company(customer: Customer) -> dict[str, Any]:
    names = enumerated(name for name in (customer.short_name, customer.former_names) if name)
    return {
        **{name: getattr(customer, name) for name in OF_COMPANY},
        "number": customer.number,
        "source_channel": _source(customer.source_channel),
        "short_name": names or None,
        "industry": industries.full_words(customer.industry),
        "region": regions.words(customer.region, "-"),
        "revenue": _in_wan(customer.revenue),
        "registered_capital": _in_wan(customer.registered_capital),
        "parent_group": customer.parent.full_name if customer.parent else None,
        "owner": customer.owner.name if customer.owner else None,
        "collaborators": enumerated(colleagues(customer.id)) or None,
    }


def _person(contact: Contact) -> dict[str, Any]:
    return {
        **{name: getattr(contact, name) for name in OF_PEOPLE},
        "mobile": phones.shown(contact.mobile) or None,
        "is_key": contact.is_key,
    }


def _source(code: str) -> str:
    """Return the code of a source that the sheet lists, else the words that the team added (R13)."""
    return code if code in spec("F01.source_channel").codes else queries.label("source_channel", code)


def _in_wan(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else (amount / WAN).normalize()
