"""Policies: what kinds of settings there are, and which values each takes (guide 1.7)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from salesapp.chinese import numbers
from salesapp.chinese.numbers import NumberRefused
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


class Group(StrEnum):
    """The sections of the settings page, in its order."""

    FIRST_CONTACT = "first-contact"
    GRADING = "grading"
    CADENCE = "cadence"
    CUSTOMERS = "customers"
    CONTRACTS = "contracts"
    APPROVALS = "approvals"
    CARE = "care"
    PERFORMANCE = "performance"
    SECURITY = "security"


GROUP_LABELS = {
    Group.FIRST_CONTACT: _l("First contact"),
    Group.GRADING: _l("Grading of opportunities"),
    Group.CADENCE: _l("Follow-up rhythm"),
    Group.CUSTOMERS: _l("Customer records"),
    Group.CONTRACTS: _l("Contracts and hand-off"),
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


def check(policy: Policy, raw: Any) -> Any:
    """Turn what was typed for one policy into its JSON value, or raise PolicyRefused."""
    match policy.kind:
        case Kind.WHOLE:
            return _whole(policy, raw)
        case Kind.FLAG:
            return _flag(policy, raw)
        case Kind.CHOICE:
            return _choice(policy, raw)
        case Kind.STEPS:
            return _steps(policy, raw)
        case Kind.BANDS:
            return _bands(policy, raw)


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
    if policy.kind is Kind.BANDS:
        return tuple(
            Band(None if b["below"] is None else Decimal(b["below"]), tuple(b["roles"])) for b in stored
        )
    return stored


def band_of(bands: Iterable[Band], amount: Decimal) -> Band:
    """Return the band that a contract amount in yuan falls into; the last band is open."""
    return next(band for band in bands if band.below is None or amount < band.below)


def _whole(policy: Policy, raw: Any) -> int:
    try:
        found = numbers.read(str(raw if raw is not None else ""))
    except NumberRefused:
        found = None
    if found is None or not found.is_whole or not 0 <= found.number < 10**9:
        raise PolicyRefused(_("Write a whole number, in digits."), field=policy.key)
    value = int(found.number)
    if not policy.low <= value <= policy.high:
        sentence = _("This takes %(low)s to %(high)s.", low=policy.low, high=policy.high)
        raise PolicyRefused(sentence, field=policy.key)
    return value


def _flag(policy: Policy, raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    raise PolicyRefused(_("Choose yes or no."), field=policy.key)


def _choice(policy: Policy, raw: Any) -> str:
    if isinstance(raw, str) and raw in policy.choices:
        return raw
    raise PolicyRefused(_("Choose one of the values offered."), field=policy.key)


def _amount(text: str, key: str) -> Decimal:
    try:
        value = numbers.read(text).wan
    except NumberRefused as error:
        raise PolicyRefused(_("“%(text)s” is no amount.", text=text.strip()[:20]), field=key) from error
    if not 0 < value <= 1_000_000 or value != round(value, 4):
        raise PolicyRefused(
            _("“%(text)s” is no amount in units of 10,000 yuan.", text=text.strip()[:20]), field=key
        )
    return value


def _steps(policy: Policy, raw: Any) -> list[str]:
    parts = [part for part in str(raw or "").replace("，", ",").replace("、", ",").split(",") if part.strip()]
    if len(parts) != len(policy.default):
        sentence = _("Write %(count)s amounts, with commas between.", count=len(policy.default))
        raise PolicyRefused(sentence, field=policy.key)
    amounts = [_amount(part, policy.key) for part in parts]
    if amounts != sorted(set(amounts)):
        raise PolicyRefused(_("Each amount must be more than the one before."), field=policy.key)
    return [format(amount.normalize(), "f") for amount in amounts]


def _bands(policy: Policy, raw: Any) -> list[dict[str, Any]]:
    """Bands come as rows {"below": "10" in 万元 or "", "roles": [...]}; rows without roles are empty lines."""
    rows = [row for row in raw or () if row.get("roles") or (row.get("below") or "").strip()]
    if not rows or (rows[-1].get("below") or "").strip():
        raise PolicyRefused(
            _("The last line must be open upwards: leave its amount empty."), field=policy.key
        )
    bands, before = [], Decimal(0)
    for row in rows:
        roles = [role for role in policy.choices if role in (row.get("roles") or ())]
        if not roles:
            raise PolicyRefused(_("Every line needs at least one role that approves."), field=policy.key)
        below = None
        if row is not rows[-1]:
            if not (row.get("below") or "").strip():
                raise PolicyRefused(_("Only the last line may have no amount."), field=policy.key)
            below = _amount(row["below"], policy.key) * 10_000
            if below <= before:
                raise PolicyRefused(_("Each amount must be more than the one before."), field=policy.key)
            before = below
        bands.append(
            {"below": None if below is None else format(below.quantize(Decimal("0.01")), "f"), "roles": roles}
        )
    return bands
