"""What a company's registration must hold, how complete it is, how active they are (F01; R13, R43, R51, R52).

Pure: values in, values out. Amounts are Decimal yuan, days are dates, moments are aware.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from salesapp.documents.forms.registry import spec
from salesapp.refusals import Refusal
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

WAN = Decimal(10000)
EARLIEST_FOUNDING = date(1800, 1, 1)
CLOCK_SLACK = timedelta(minutes=5)  # a phone's clock may run a little fast


class Kind(StrEnum):
    """客户类型: how far the relation has come."""

    POTENTIAL = "potential"
    INTENDING = "intending"
    WON = "won"
    LOST = "lost"


class Source(StrEnum):
    """来源渠道 (R13)."""

    DATABASE = "database"
    FAIR = "fair"
    REFERRAL = "referral"
    ONLINE = "online"
    COLD_VISIT = "cold_visit"
    TENDER = "tender"
    REPEAT = "repeat"
    OTHER = "other"


class ActivityLevel(StrEnum):
    """活跃度 (R52)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class CodeKind(StrEnum):
    """Which number identifies the company: a credit code, none yet, or another one (old 15 digits, abroad)."""

    CODE = "code"
    NONE = "none"
    OTHER = "other"


CODE_KIND_LABELS: dict[str, Any] = {
    CodeKind.CODE: _l("Credit code"),
    CodeKind.NONE: _l("None yet"),
    CodeKind.OTHER: _l("Other number"),
}


def word(field: str, code: str | None) -> str:
    """Return the word of the sheet for a code: word("kind", "won"), word("contact.decision_role", "coach")."""
    return str(spec(f"F01.{field}").label_of(code)) if code else ""


def activity_words(code: str) -> str:
    """Return how active somebody is in a few words (R52)."""
    return _("activity %(level)s", level=word("activity_level", code))


class CustomerRefused(Refusal):
    """The registration lacks what it must hold, or says what cannot be."""


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


# ---------------------------------------------------------------------------------- contacts that go


# ------------------------------------------------------------------------------------------ ownership


# --------------------------------------------------------------------------------------- completeness

#: What counts towards completeness, and how much (R43): what F01 demands weighs double.
WEIGHTS = {
    "full_name": 2, "industry": 2, "size": 2, "region": 2, "kind": 1, "first_contact_at": 2, "source_channel": 2, "contact": 2,
    "contact_phone": 2, "contact_email": 2, "contact_role": 2, "privacy_notice": 2,
    "credit_code": 2, "address": 2, "phone": 1, "headcount": 1, "revenue": 1,
    "decision_chain": 2, "pain_points": 2, "current_products": 1, "budget_timing": 1,
    "invoicing": 2, "website": 1, "founded_on": 1,
}  # fmt: skip
GAP_WORDS = {
    "industry": _l("industry"), "size": _l("size"), "region": _l("region"), "source_channel": _l("source"),
    "contact": _l("contacts"), "contact_phone": _l("contact’s phone"), "contact_email": _l("contact’s mail"),
    "contact_role": _l("role in the decision"), "privacy_notice": _l("privacy notice"),
    "credit_code": _l("credit code"), "address": _l("address"), "phone": _l("company phone"), "headcount": _l("headcount"),
    "revenue": _l("revenue"), "decision_chain": _l("decision chain"), "pain_points": _l("pain points"),
    "current_products": _l("products in use"), "budget_timing": _l("budget"), "invoicing": _l("invoicing data"),
    "website": _l("website"), "founded_on": _l("founding date"), "full_name": _l("company name"), "kind": _l("kind"),
    "first_contact_at": _l("first contact"),
}  # fmt: skip

#: What a part of the sheet wants within a day of the first contact, what comes first may wait no longer (F01; R44).
FOLDS: dict[str, tuple[str, ...]] = {
    "company": ("credit_code", "address"),
    "people": ("contact_role", "privacy_notice", "contact_email"),
    "needs": ("pain_points", "decision_chain"),
    "invoicing": ("invoicing",),
}


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of the sheet is filled in, in whole per cent, and what is missing, the weightiest first."""

    percent: int
    missing: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        """The missing parts as people call them."""
        return [str(GAP_WORDS[key]) for key in self.missing]

    def wanted(self, fold: str) -> list[str]:
        """Return what a folded part of the sheet still wants within a day, in words."""
        return [str(GAP_WORDS[key]) for key in FOLDS[fold] if key in self.missing]


def filled_in(
    values: Mapping[str, Any], *, contact: bool, phone: bool, email: bool, role: bool, notice: bool
) -> dict[str, Any]:
    """Return what counts of a customer's data towards completeness (R43): also whom one can reach, and how."""
    return {
        **{key: values[key] for key in WEIGHTS if key in values},
        "contact": contact,
        "contact_phone": phone,
        "contact_email": email,
        "contact_role": role,
        "privacy_notice": notice,
        "credit_code": values["credit_code"] or values["credit_code_kind"] == CodeKind.NONE,
        "invoicing": values["invoice_title"] and values["invoice_tax_no"] and values["invoice_bank"],
    }


def completeness(values: Mapping[str, Any]) -> Completeness:
    """Return how complete a customer's data are (R43); ``values`` has a truthy value for each part that is there."""
    missing = [key for key in WEIGHTS if not values.get(key)]
    total = sum(WEIGHTS.values())
    done = total - sum(WEIGHTS[key] for key in missing)
    return Completeness(done * 100 // total, tuple(sorted(missing, key=lambda key: -WEIGHTS[key])))


def fading_days(today: date, *, high_days: int, medium_days: int) -> tuple[date, date]:
    """Return the days since which somebody last in touch is highly, and still moderately, active (R52).

    A customer whose last contact or order lies before both is hardly active. The settings count days.
    """
    return today - timedelta(days=high_days), today - timedelta(days=medium_days)
