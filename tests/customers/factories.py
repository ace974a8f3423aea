"""Customers for tests: registered through the same verb as on the screen."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime

from salesapp.customers import actions
from salesapp.customers.contacts import actions as contacts
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.db import db

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
_serial = itertools.count(1)
DIGITS = "零一二三四五六七八九"


def contact_values(**changes) -> dict:
    """Return the values of a person; each call another mobile number."""
    values = {
        "name": "周敏", "title": "采购经理", "department": "采购部", "mobile": f"+861395{next(_serial):06}", "landline": None,
        "email": None, "wechat": None, "salutation": None, "preference": None, "preferred_time": None,
        "decision_role": "influencer",
        "privacy_notice_way": "mail", "privacy_notice_on": TODAY,
    }  # fmt: skip
    return values | changes


def customer_values(**changes) -> dict:
    """Return the values of a company; each call another name, unlike all others."""
    number = next(_serial)
    word = "".join(chr(0x4E00 + (number * 7919 + i * 104729) % 20000) for i in range(6))
    values = {
        "full_name": f"{word}有限公司", "short_name": None, "kind": "potential", "credit_code": None, "credit_code_kind": "none",
        "industry": "C34", "region": "320506", "size": "medium", "headcount": 320, "revenue": None, "founded_on": None,
        "registered_capital": None, "address": None, "postcode": None, "phone": None, "website": None, "parent_id": None,
        "first_contact_at": datetime(2026, 11, 3, 2, 0, tzinfo=UTC), "source_channel": "fair", "source_note": None,
        "decision_chain": None, "pain_points": None, "current_products": None, "budget_timing": None, "invoice_title": None,
        "invoice_tax_no": None, "invoice_address_phone": None, "invoice_bank": None, "remarks": None,
    }  # fmt: skip
    return values | changes


def make_customer(owner, *, contacts=None, at=NOW, aware_of=(), by=None, **changes) -> Customer:
    """Register a customer for somebody."""
    return actions.register(
        customer_values(**changes) | {"owner_id": owner.id},
        contacts=contacts if contacts is not None else [contact_values()],
        by=by or owner,
        at=at,
        today=at.date(),
        aware_of=aware_of,
    )


def make_contact(customer: Customer, **changes) -> Contact:
    """Add a person to a customer."""
    contact = contacts.add(customer, contact_values(**changes), by=customer.owner, at=NOW)
    db.session.flush()
    return contact


def registration(**changes) -> dict:
    """Return what a browser sends with the registration sheet; None leaves a field out."""
    sent = {
        "full_name": "苏州某某精密制造有限公司", "kind": "intending", "credit_code": "", "credit_code_kind": "code",
        "industry": "C34", "industry_text": "C34 通用设备制造业", "region": "320506",
        "region_text": "江苏省 苏州市 吴中区", "size": "medium", "headcount": "320", "revenue": "8000",
        "first_contact_at": "2026-11-03T10:00", "source_channel": "fair", "source_note": "某某装备展",
        "contacts-0-name": "周*", "contacts-0-title": "采购经理", "contacts-0-department": "采购部",
        "contacts-0-mobile": "138 0000 0021", "contacts-0-decision_role": "influencer",
        "contacts-0-privacy_notice_way": "mail", "contacts-0-privacy_notice_on": "2026-11-03",
    }  # fmt: skip
    return {name: value for name, value in {**sent, **changes}.items() if value is not None}
