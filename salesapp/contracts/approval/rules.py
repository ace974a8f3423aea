"""Who approves, in which order, by when, and what a decision leads to (R40, F11, conventions 3.6b, 4.3).

The matrix of amounts is a setting. The supervisor comes first, the departments decide side by side (会签), the
director comes last. Nobody approves what they submitted or own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol

from salesapp.policies.rules import Band, band_of
from salesapp.refusals import NotAllowed, Refusal
from salesapp.rights.rules import ROLE_LABELS, Role
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

#: The place of each role in the row; roles of one place decide side by side.
PLACES = {
    Role.SUPERVISOR: 1,
    Role.LEGAL: 2,
    Role.FINANCE: 2,
    Role.TECH: 2,
    Role.SERVICE: 2,
    Role.DIRECTOR: 3,
}


class ApprovalRefused(Refusal):
    """A decision that the rules of approval do not allow."""


class NotYourStep(NotAllowed):
    """The step waits for somebody of another role or team."""


class Calendar(Protocol):
    """What is asked of the work calendar."""

    def add_working_days(self, start: date, count: int) -> date: ...


class StepStatus(StrEnum):
    """Where one step stands; decided ones carry the verdict of F11."""

    WAITING = "waiting"
    OPEN = "open"
    AGREE = "agree"
    CONDITIONAL = "conditional"
    RETURN = "return"
    VETO = "veto"
    LAPSED = "lapsed"

    @property
    def label(self) -> str:
        """What it is called."""
        return str(STEP_LABELS[self])


STEP_LABELS = {
    StepStatus.WAITING: _l("Not yet its turn"),
    StepStatus.OPEN: _l("Waiting for a decision"),
    StepStatus.AGREE: _l("Agreed"),
    StepStatus.CONDITIONAL: _l("Agreed on condition"),
    StepStatus.RETURN: _l("Returned"),
    StepStatus.VETO: _l("Vetoed"),
    StepStatus.LAPSED: _l("Lapsed"),
}


class Verdict(StrEnum):
    """The four answers of F11."""

    AGREE = "agree"
    CONDITIONAL = "conditional"
    RETURN = "return"
    VETO = "veto"


PASSING = frozenset({Verdict.AGREE, Verdict.CONDITIONAL})
STOPPING = frozenset({Verdict.RETURN, Verdict.VETO})
DECIDED = PASSING | STOPPING


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One signature that a contract needs; steps of the same place decide side by side."""

    seq: int
    role: str


def plan(
    amount: Decimal,
    *,
    bands: Iterable[Band],
    nonstandard: bool,
    nonstandard_to_director: bool = True,
    submitter_role: str = Role.REP,
    vacant: Collection[str] = (),
) -> tuple[PlannedStep, ...]:
    """Return the steps of approval for an amount in yuan (3.6b).

    A deviation or exception adds legal and, by the setting, the director. A supervisor's own contract skips the
    supervisors and goes to the director; so does one of a team without another supervisor. ``vacant`` holds the
    roles that nobody but the submitter fills; any other vacant role is refused by name.
    """
    roles = {Role(role) for role in band_of(bands, amount).roles}
    if nonstandard:
        roles |= {Role.LEGAL, Role.DIRECTOR} if nonstandard_to_director else {Role.LEGAL}
    if Role.SUPERVISOR in roles and (submitter_role == Role.SUPERVISOR or Role.SUPERVISOR in vacant):
        roles = roles - {Role.SUPERVISOR} | {Role.DIRECTOR}
    for role in sorted(roles & {Role(each) for each in vacant}, key=PLACES.__getitem__):
        sentence = _(
            "Nobody fills the role “%(role)s”. Ask an administrator to name somebody.",
            role=ROLE_LABELS[Role(role)],
        )
        raise ApprovalRefused(sentence)
    places = sorted({PLACES[role] for role in roles})
    ordered = sorted(roles, key=lambda role: (PLACES[role], list(PLACES).index(role)))
    return tuple(PlannedStep(places.index(PLACES[role]) + 1, role) for role in ordered)


def route_words(steps: Iterable[PlannedStep]) -> str:
    """Write the way of an approval: 主管 → 法务、财务 → 总监."""
    by_place: dict[int, list[str]] = {}
    for step in steps:
        by_place.setdefault(step.seq, []).append(str(ROLE_LABELS[Role(step.role)]))
    return " → ".join(_(", ").join(by_place[seq]) for seq in sorted(by_place))


def due_on(role: str, opened_on: date, calendar: Calendar, *, days: int, legal_days: int) -> date:
    """Return the working day by which a step is to be decided (F11: 1–2 working days)."""
    return calendar.add_working_days(opened_on, legal_days if role == Role.LEGAL else days)


def may_decide(*, role: str, team_id: int | None, user_role: str, user_team_id: int | None) -> bool:
    """Tell whether a step waits for people of this role (a supervisor: of this team)."""
    return role == user_role and (role != Role.SUPERVISOR or team_id is None or team_id == user_team_id)


def check_approver(
    *,
    role: str,
    team_id: int | None,
    user_role: str,
    user_team_id: int | None,
    user_id: int,
    not_these: Collection[int | None],
) -> None:
    """Refuse people of another role, and whoever submitted or owns the contract (3.6b)."""
    if not may_decide(role=role, team_id=team_id, user_role=user_role, user_team_id=user_team_id):
        raise NotYourStep(_("This step waits for: %(role)s.", role=ROLE_LABELS[Role(role)]))
    if user_id in not_these:
        raise ApprovalRefused(_("Nobody approves a contract that they own or submitted. A colleague has to."))


def check_verdict(verdict: str | None, comment: str | None) -> Verdict:
    """Refuse a return, a veto or a condition without its words."""
    try:
        chosen = Verdict(verdict or "")
    except ValueError:
        raise ApprovalRefused(_("Choose a verdict."), field="verdict") from None
    if not (comment or "").strip():
        sentences = {
            Verdict.CONDITIONAL: _(
                "Write the condition: it is printed on the sheet and asked for before signing."
            ),
            Verdict.RETURN: _("Say what is to be mended."),
            Verdict.VETO: _("Say why this contract must not be made."),
        }
        if chosen in sentences:
            raise ApprovalRefused(sentences[chosen], field="comment")
    return chosen


def is_last(statuses: Iterable[str]) -> bool:
    """Tell whether the one open step, agreed to, completes the approval.

    ``statuses`` are those of all steps of the round.
    """
    left = [status for status in statuses if status in (StepStatus.OPEN, StepStatus.WAITING)]
    return left == [StepStatus.OPEN]


def check_reminder(reminded_at: datetime | None, now: datetime, *, hours: int) -> None:
    """Refuse to press an approver again within so many hours (3.6b 催办)."""
    if reminded_at is not None and now - reminded_at < timedelta(hours=hours):
        raise ApprovalRefused(_("A reminder went out less than %(hours)s hours ago.", hours=hours))


def fingerprint(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what is approved, whatever the order of its keys (4.3).

    Amounts and days go in as text.
    """
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()
