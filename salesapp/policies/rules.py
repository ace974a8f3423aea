"""Policies: what kinds of settings there are, and which values each takes (guide 1.7)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from salesapp.policies.dates.rules import Dates
from salesapp.refusals import Refusal
from salesapp.rights.rules import ROLE_LABELS, Role
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l


class Kind(StrEnum):
    """How a policy is written and stored."""

    WHOLE = "whole"  # a whole number between two bounds
    FLAG = "flag"  # yes or no
    CHOICE = "choice"  # one of a few words
    STEPS = "steps"  # rising amounts in 万元
    BANDS = "bands"  # who approves up to which amount
    CITIES = "cities"  # cities by their names, or none
    WORDS = "words"  # a line of words, or none


class Group(StrEnum):
    """The sections of the settings page, in its order."""

    COMPANY = "company"
    FIRST_CONTACT = "first-contact"
    VISITS = "visits"
    GRADING = "grading"
    CADENCE = "cadence"
    CUSTOMERS = "customers"
    QUOTATIONS = "quotations"
    CONTRACTS = "contracts"
    PAYMENTS = "payments"
    APPROVALS = "approvals"
    CARE = "care"
    PERFORMANCE = "performance"
    SECURITY = "security"


GROUP_LABELS = {
    Group.COMPANY: _l("Our company on paper"),
    Group.FIRST_CONTACT: _l("First contact"),
    Group.VISITS: _l("Visits"),
    Group.GRADING: _l("Grading of opportunities"),
    Group.CADENCE: _l("Follow-up rhythm"),
    Group.CUSTOMERS: _l("Customer records"),
    Group.QUOTATIONS: _l("Quotations and discounts"),
    Group.CONTRACTS: _l("Contracts and hand-off"),
    Group.PAYMENTS: _l("Payments"),
    Group.APPROVALS: _l("Who approves"),
    Group.CARE: _l("Customer care"),
    Group.PERFORMANCE: _l("Targets and performance"),
    Group.SECURITY: _l("Sign-in and audit"),
}
#: Who may stand in a route of approval.
APPROVERS = {role: ROLE_LABELS[role] for role in (Role.SUPERVISOR, Role.FINANCE, Role.LEGAL, Role.DIRECTOR)}

#: What policies count in.
DAYS, HOURS, MINUTES = _l("days"), _l("hours"), _l("minutes")
WORKING_DAYS, MONTHS, YEARS, TIMES = _l("working days"), _l("months"), _l("years"), _l("times")
PERCENT = "%"
TEN_THOUSAND = _l("10,000 yuan")


class PolicyRefused(Refusal):
    """A value that a policy does not take; `field` is the policy's key."""


@dataclass(frozen=True)
class Band:
    """Contracts below `below` yuan (None: of any amount) need the approval of `roles` (3.6b); the route says in which order."""

    below: Decimal | None
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Policy:
    """One setting: where it stands, what it takes, what it is by default and which rule it carries out.

    `label`, `help` and `unit` are lazily translated. `awaited` marks a number of a process that is not in the
    product yet: it may be set, and says that it takes effect later.
    """

    key: str
    group: Group
    default: Any
    label: Any
    help: Any
    rule: str
    kind: Kind = Kind.WHOLE
    unit: Any = ""
    low: int = 0
    high: int = 1000
    choices: Mapping[Any, Any] = field(default_factory=dict)
    awaited: bool = False


@dataclass(frozen=True)
class Total:
    """Several policies that must add up, such as weights to 100."""

    keys: tuple[str, ...]
    total: int


@dataclass(frozen=True)
class Order:
    """Two policies of which the first must stay below the second."""

    smaller: str
    larger: str


@dataclass(frozen=True)
class Policies:
    """The policies that one capability declares, and what must hold between them."""

    items: tuple[Policy, ...]
    totals: tuple[Total, ...] = ()
    orders: tuple[Order, ...] = ()
    #: Who is told when some of these were changed: ``told(policies, by=, at=)``.
    told: Callable[..., None] | None = None
    #: Which open dates follow them, where whoever changes a rule wants it.
    dates: tuple[Dates, ...] = ()


def check_together(
    values: Mapping[str, Any], totals: Iterable[Total], orders: Iterable[Order], labels: Callable[[str], Any]
) -> None:
    """Raise PolicyRefused where checked values contradict each other.

    `values` holds every policy of a group, `labels(key)` names one for the sentence.
    """
    for rule in totals:
        if rule.keys[0] in values and (found := sum(values[key] for key in rule.keys)) != rule.total:
            sentence = _(
                "Together these must make %(total)s, they make %(found)s.", total=rule.total, found=found
            )
            raise PolicyRefused(sentence, field=rule.keys[-1])
    for order in orders:
        if order.smaller in values and values[order.smaller] >= values[order.larger]:
            sentence = _("This must be more than “%(other)s”.", other=labels(order.smaller))
            raise PolicyRefused(sentence, field=order.larger)


def parse(policy: Policy, stored: Any) -> Any:
    """Turn a stored JSON value into the value that the rules work with."""
    if policy.kind is Kind.STEPS:
        return tuple(Decimal(amount) for amount in stored)
    if policy.kind is Kind.CITIES:
        return tuple(stored)
    if policy.kind is Kind.BANDS:
        return tuple(
            Band(None if b["below"] is None else Decimal(b["below"]), tuple(b["roles"])) for b in stored
        )
    return stored


def band_of(bands: Iterable[Band], amount: Decimal) -> Band:
    """Return the band that a contract amount in yuan falls into; the last band is open."""
    return next(band for band in bands if band.below is None or amount < band.below)
