"""A wording laid ready for one customer: chosen, filled, with the links that open phone, message or mail (R15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.activities.wordings import queries
from salesapp.activities.wordings.rules import GREETINGS, Spoken, Wording, listed, mail, next_of, sms, worded
from salesapp.chinese import industries, phones
from salesapp.chinese.addressing import addressed
from salesapp.chinese.festivals import festivals
from salesapp.chinese.texts import enumerated
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.customers.page import value_words
from salesapp.playbook.library import queries as library
from salesapp.playbook.library.models import LibraryItem
from salesapp.playbook.library.rules import ItemKind
from salesapp.playbook.scripts import queries as scripts
from salesapp.playbook.scripts.models import ScriptTemplate
from salesapp.playbook.scripts.rules import KIND_NAMES, SAMPLE_VALUES, ScriptKind
from salesapp.web import clock
from salesapp.web.formats import short_moment
from salesapp.web.params import id_or

#: How the address names what a person fills in by hand.
BY_HAND = "with-"


def page(
    customer: Customer, asked: Mapping[str, str], now: datetime, *, sender: User, company: str
) -> dict[str, Any]:
    """Return what the page of wordings shows: the one chosen, filled for whom it is meant, and how it leaves."""
    kind = asked.get("kind") if asked.get("kind") in KIND_NAMES else ScriptKind.CALL_OPENING
    offered = scripts.scripts(kind=kind)
    script = chosen(offered, asked.get("script"))
    people = [contact for contact in customer.contacts if contact.in_office]
    contact = next(
        (each for each in people if each.id == id_or(asked.get("contact"))), people[0] if people else None
    )
    known = known_of(customer, contact, now, sender=sender, company=company)
    typed = {name: asked[key].strip()[:200] for name in SAMPLE_VALUES if (key := BY_HAND + name) in asked}
    wording = (
        worded(script.subject, script.body, known | {k: v for k, v in typed.items() if v}) if script else None
    )
    return {
        "customer": customer, "people": people, "contact": contact, "kinds": KIND_NAMES, "kind": str(kind), "offered": offered,
        "script": script, "wording": wording, "typed": typed, "by_hand": BY_HAND, "known": known,
        "declined": contact is not None and kind in GREETINGS and not contact.accepts_greetings,
        **links(contact, wording),
    }  # fmt: skip


def known_of(
    customer: Customer, contact: Contact | None, now: datetime, *, sender: User, company: str
) -> dict[str, str | None]:
    """Look up what the placeholders stand for with this customer."""
    today, spoken = clock.local(now).date(), queries.spoken(customer.id, now)
    cases = library.offered(customer.industry, today, kind=ItemKind.CASE, pain_points=customer.pain_points)
    return values(customer, contact, now, sender=sender, company=company, spoken=spoken, cases=cases)


def chosen(offered: Sequence[ScriptTemplate], asked: object) -> ScriptTemplate | None:
    """Return the script that is asked for, or the first of those offered."""
    return next((each for each in offered if each.id == id_or(asked)), offered[0] if offered else None)


def values(
    customer: Customer, contact: Contact | None, now: datetime, *, sender: User, company: str, spoken: Spoken,
    cases: Sequence[LibraryItem],
) -> dict[str, str | None]:  # fmt: skip
    """Return what the placeholders stand for with this customer; what nobody knows has no value (R15).

    ``spoken`` is what was said and agreed so far, ``cases`` are those offered for its industry.
    """
    talk, agreed, promised = spoken.talk, spoken.agreed, listed(spoken.promises)
    today = clock.local(now).date()
    coming = [each for year in (today.year, today.year + 1) for each in festivals(year) if each.kind.greeting]
    return {
        "客户名称": customer.short_name or customer.full_name,
        "客户全称": customer.full_name,
        "联系人": contact.name if contact else None,
        "称谓": addressed(contact.name, value_words("contact", "salutation", contact.salutation))
        if contact
        else None,
        "职务": contact.title if contact else None,
        "我方姓名": sender.name,
        "我方电话": sender.phone,
        "我方公司": company,
        "行业领域": industry.name if (industry := industries.find(customer.industry)) else None,
        "利益点": next((case.figure for case in cases), None),
        "沟通时间": short_moment(talk.started_at) if talk else None,
        "需求": _said(spoken.needs),
        "承诺事项": promised,
        "双方约定": promised,
        "下次时间": short_moment(agreed.due_at) if agreed else None,
        "下次事项": agreed.title if agreed else None,
        "节日": next_of([(each.day, str(each.kind.name)) for each in coming], today),
    }


def _said(words: Sequence[str]) -> str | None:
    """Return what the customer said they need: only their own words leave, never what we noted of them (R20)."""
    return enumerated([each.strip().rstrip("。.；;，,") for each in words]) or None


def links(contact: Contact | None, wording: Wording | None) -> dict[str, str | None]:
    """Return the addresses that open the phone, a short message or a mail with a wording; nothing is sent by them."""
    if contact is None or wording is None:
        return {"tel": None, "sms": None, "mailto": None}
    stored = contact.mobile or contact.landline
    return {
        "tel": f"tel:{phones.dialled(stored)}" if stored else None,
        "sms": sms(phones.dialled(contact.mobile), wording.plain) if contact.mobile else None,
        "mailto": mail(contact.email, wording),
    }
