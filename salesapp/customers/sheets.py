"""The values of the printed registration sheet (F01)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.chinese import industries, phones, regions
from salesapp.customers.fields import WAN
from salesapp.customers.models import Contact, Customer, CustomerCollaborator
from salesapp.customers.queries import find
from salesapp.db import db
from salesapp.documents.forms import registry
from salesapp.documents.paper.values import SheetData, Signature
from salesapp.playbook import queries as playbook

PLAIN = (
    "full_name", "credit_code", "kind", "size", "headcount", "founded_on", "address", "postcode", "phone", "website",
    "first_contact_at", "match_score", "source_channel", "source_note", "decision_chain", "pain_points", "current_products",
    "budget_timing", "tier", "activity_level", "invoice_title", "invoice_tax_no", "invoice_address_phone", "invoice_bank",
    "verified_on", "remarks",
)  # fmt: skip
OF_PEOPLE = (
    "name", "salutation", "title", "department", "landline", "email", "wechat", "decision_role",
    "privacy_notice_way", "privacy_notice_on",
)  # fmt: skip


def registration(customer_id: int, user: User) -> SheetData | None:
    """Return what the sheet of one customer shows, or None where this person may not see it; who left is not on it."""
    customer = find(customer_id, user)
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
    names = "、".join(name for name in (customer.short_name, customer.former_names) if name)
    return {
        **{name: getattr(customer, name) for name in PLAIN},
        "number": customer.number,
        "source_channel": _source(customer.source_channel),
        "short_name": names or None,
        "industry": industries.full_words(customer.industry),
        "region": regions.words(customer.region, "-"),
        "revenue": _in_wan(customer.revenue),
        "registered_capital": _in_wan(customer.registered_capital),
        "parent_group": customer.parent.full_name if customer.parent else None,
        "owner": customer.owner.name if customer.owner else None,
        "collaborators": "、".join(_colleagues(customer.id)) or None,
    }


def _person(contact: Contact) -> dict[str, Any]:
    return {
        **{name: getattr(contact, name) for name in OF_PEOPLE},
        "mobile": phones.shown(contact.mobile) or None,
        "preference": contact.preference,
        "is_key": contact.is_key,
    }


def _source(code: str) -> str:
    """Return the code of a source that the sheet lists, else the words that the team added (R13)."""
    return (
        code if code in registry.spec("F01.source_channel").codes else playbook.label("source_channel", code)
    )


def _in_wan(amount) -> Any:
    return None if amount is None else (amount / WAN).normalize()


def _colleagues(customer_id: int) -> list[str]:
    query = select(User.name).join(CustomerCollaborator, CustomerCollaborator.user_id == User.id)
    query = query.where(CustomerCollaborator.customer_id == customer_id).order_by(CustomerCollaborator.id)
    return list(db.session.scalars(query))
