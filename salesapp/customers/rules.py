"""What a customer's registration must hold, how complete it is, how active they are (F01; R43, R44, R47, R52).

Pure: values in, values out. Amounts are Decimal yuan, days are dates, moments are aware.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from salesapp.customers.kinds import ActivityLevel, Source, Status
from salesapp.refusals import NotAllowed, Refusal
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

EARLIEST_FOUNDING = date(1800, 1, 1)
CLOCK_SLACK = timedelta(minutes=5)  # a phone's clock may run a little fast
MOST_CONTACTS = 20


class CustomerRefused(Refusal):
    """The registration lacks what it must hold, or says what cannot be."""


class DuplicateRefused(Refusal):
    """The customer, or one of its people, is registered already (3.2)."""


class ContactRefused(Refusal):
    """A contact cannot be changed in this way (R47)."""


class OwnershipRefused(Refusal):
    """A customer cannot be handed over in this way."""


class OwnershipNotAllowed(NotAllowed):
    """Only supervisors of the team and directors hand customers over."""


# ------------------------------------------------------------------------------------ the registration


def check_first_contact(first_contact_at: datetime, now: datetime) -> None:
    """Refuse a first contact in the future: it is when they really spoke (F01 首次接触时间)."""
    if first_contact_at > now + CLOCK_SLACK:
        raise CustomerRefused(
            _("The first contact lies in the future. Enter when you really spoke."), field="first_contact_at"
        )


def check_founded(founded_on: date | None, today: date) -> None:
    """Refuse a founding day in the future or before there were companies (F01 成立日期)."""
    if founded_on is not None and not EARLIEST_FOUNDING <= founded_on <= today:
        raise CustomerRefused(
            _("Check the founding date: it lies between 1800 and today."), field="founded_on"
        )


def check_source(channel: str, note: str | None) -> None:
    """Refuse a referral without the referrer, and “other” without words (R13)."""
    if channel == Source.REFERRAL and not (note or "").strip():
        raise CustomerRefused(_("For a referral, name who introduced you."), field="source_note")
    if channel == Source.OTHER and not (note or "").strip():
        raise CustomerRefused(_("For another source, say which."), field="source_note")


def check_contacts(contacts: Sequence[Mapping[str, Any]]) -> None:
    """Refuse a registration without a contact, with none or two key contacts, or with one nobody can reach (R44)."""
    if not contacts:
        raise CustomerRefused(_("A customer needs at least one contact."), field="contacts-0-name")
    if len(contacts) > MOST_CONTACTS:
        raise CustomerRefused(_("Register at most %(count)s contacts at once.", count=MOST_CONTACTS))
    for row, contact in enumerate(contacts):
        check_reachable(contact.get("mobile"), contact.get("landline"), field=f"contacts-{row}-mobile")
    keys = [row for row, contact in enumerate(contacts) if contact.get("is_key")]
    if len(keys) > 1:
        raise CustomerRefused(_("Only one contact is the key contact."), field=f"contacts-{keys[1]}-is_key")


def check_reachable(mobile: str | None, landline: str | None, *, field: str = "mobile") -> None:
    """Refuse a contact without mobile and landline (F01: 二选一必填)."""
    if not mobile and not landline:
        raise CustomerRefused(_("Mobile or landline: enter at least one."), field=field)


def key_contact(contacts: Sequence[Mapping[str, Any]]) -> int:
    """Return which row is the key contact: the ticked one, else the first (R44)."""
    return next((row for row, contact in enumerate(contacts) if contact.get("is_key")), 0)


# ---------------------------------------------------------------------------------- contacts that go


def check_departure(*, status: str, on: date, today: date, active: bool, same: bool) -> None:
    """Refuse to mark a contact as gone twice, in the future, or with themselves as successor (R47)."""
    if status not in (Status.LEFT, Status.MOVED):
        raise ContactRefused(_("Choose whether the contact has left or moved."), field="status")
    if not active:
        raise ContactRefused(_("This contact is already marked as gone."))
    if on > today:
        raise ContactRefused(_("The day of the change lies in the future."), field="status_on")
    if same:
        raise ContactRefused(_("Nobody succeeds themselves. Choose another contact."), field="successor_id")


# ------------------------------------------------------------------------------------------ ownership


def check_hand_over(
    *, may: bool, current: int | None, target: int, target_active: bool, target_role: str, reason: str
) -> None:
    """Refuse a change of owner by the wrong person, to the same or a wrong one, or without a reason (3.1)."""
    if not may:
        raise OwnershipNotAllowed(_("Only the supervisor of the team or a director changes the owner."))
    if target == current:
        raise OwnershipRefused(_("This person already owns the customer."), field="owner_id")
    if not target_active or target_role not in ("rep", "supervisor"):
        raise OwnershipRefused(
            _("A customer belongs to an active sales rep or supervisor."), field="owner_id"
        )
    if not reason.strip():
        raise OwnershipRefused(_("Say why the owner changes."), field="reason")


# --------------------------------------------------------------------------------------- completeness

#: What counts towards completeness, and how much (R43): what F01 demands weighs double.
WEIGHTS = {
    "full_name": 2, "industry": 2, "size": 2, "region": 2, "kind": 1, "first_contact_at": 2, "source_channel": 2, "contact": 2,
    "contact_phone": 2, "contact_email": 2, "credit_code": 2, "address": 2, "phone": 1, "headcount": 1, "revenue": 1,
    "decision_chain": 2, "pain_points": 2, "current_products": 1, "budget_timing": 1,
    "invoicing": 2, "website": 1, "founded_on": 1,
}  # fmt: skip
GAP_WORDS = {
    "industry": _l("industry"), "size": _l("size"), "region": _l("region"), "source_channel": _l("source"),
    "contact": _l("contacts"), "contact_phone": _l("contact’s phone"), "contact_email": _l("contact’s mail"),
    "credit_code": _l("credit code"), "address": _l("address"), "phone": _l("company phone"), "headcount": _l("headcount"),
    "revenue": _l("revenue"), "decision_chain": _l("decision chain"), "pain_points": _l("pain points"),
    "current_products": _l("products in use"), "budget_timing": _l("budget"), "invoicing": _l("invoicing data"),
    "website": _l("website"), "founded_on": _l("founding date"), "full_name": _l("company name"), "kind": _l("kind"),
    "first_contact_at": _l("first contact"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of the sheet is filled in, in whole per cent, and what is missing, the weightiest first."""

    percent: int
    missing: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        """The missing parts as people call them."""
        return [str(GAP_WORDS[key]) for key in self.missing]


def completeness(values: Mapping[str, Any]) -> Completeness:
    """Return how complete a customer's data are (R43); ``values`` has a truthy value for each part that is there."""
    missing = [key for key in WEIGHTS if not values.get(key)]
    total = sum(WEIGHTS.values())
    done = total - sum(WEIGHTS[key] for key in missing)
    return Completeness(done * 100 // total, tuple(sorted(missing, key=lambda key: -WEIGHTS[key])))


def activity_level(
    last_contact: date | None, last_order: date | None, today: date, *, high_days: int, medium_days: int
) -> ActivityLevel:
    """Return 活跃度 from the latest contact or order: up to `high_days` ago high, up to `medium_days` medium, else low (R52)."""
    latest = max((d for d in (last_contact, last_order) if d is not None), default=None)
    if latest is None:
        return ActivityLevel.LOW
    days = (today - latest).days
    if days <= high_days:
        return ActivityLevel.HIGH
    return ActivityLevel.MEDIUM if days <= medium_days else ActivityLevel.LOW
