"""What the pages of approvals show, as plain values: the rounds seat by seat, and what this person may do now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from salesapp.accounts import queries as people
from salesapp.accounts.models import User
from salesapp.approvals import access, actions, queries
from salesapp.approvals.bunches.actions import Left
from salesapp.approvals.flow.page import RoundPart, rounds_shown
from salesapp.approvals.models import Approval, Seat
from salesapp.approvals.objections.page import last_objection
from salesapp.approvals.route.rules import route_words
from salesapp.approvals.rules import PASSING, Outcome, Verdict
from salesapp.approvals.subjects.rules import Described, Subject
from salesapp.policies.queries import policy
from salesapp.refusals import Refusal
from salesapp.rights.rules import ROLE_LABELS, Role
from salesapp.web import clock, formats
from salesapp.web.addresses import address
from salesapp.words import gettext as _

#: How what a round remembers is shown.
FROZEN = "approvals/_facts.html"


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that the page of one record's approval shows."""

    label: Any
    about: Described
    rounds: Sequence[RoundPart]
    preview: str = ""
    approval_id: int | None = None
    seat_id: int | None = None
    seat_words: str = ""
    acting_for: str = ""
    asks_password: bool = False
    answers: Mapping[Verdict, Any] = field(default_factory=dict)
    earlier: Sequence[tuple[int, str]] = ()
    may_withdraw: bool = False
    #: What is asked before an approval that was given is taken back.
    withdrawal_asks: str = ""
    may_remind: bool = False
    reminder_free: str = ""
    changed: Sequence[str] = ()
    #: The roles that are asked now and that nobody fills (W02).
    unfilled: Sequence[str] = ()
    #: Who last objected, in this round or before it, and in which words.
    objected: str = ""
    template: str = ""
    facts: Any = ()


def page(
    subject: Subject, record: Any, user: User, now: datetime, rounds: Sequence[Approval] | None = None
) -> Page:
    """Return what the page of a record's approval shows.

    ``rounds`` are the record's, the latest first, where they are at hand. Who no longer sees the record reads the rounds
    that they took part in, as they were submitted, and finds no way to the record.
    """
    rounds = queries.rounds_of(subject.type, record.id) if rounds is None else rounds
    sees = subject.sees(record.id, user)
    rounds = rounds if sees else [one for one in rounds if takes_part(one, user, now)]
    latest = rounds[0] if rounds else None
    mine, acting_for = _mine(latest, user, now)
    runs = subject.runs(record, user)
    running = latest is not None and latest.is_running
    completes = bool(latest and mine and latest.completes(mine))
    about = subject.describe(record)
    if not sees:
        about = replace(about, url="", title=latest.title if latest else about.title)
    remembered = None if sees or mine is not None else latest
    return Page(
        label=subject.label_of(latest.frozen if latest else None),
        about=about,
        rounds=rounds_shown(rounds, now),
        preview=_ahead(subject, record, latest) if sees else "",
        approval_id=latest.id if latest else None,
        seat_id=mine.id if mine else None,
        seat_words=access.seat_words(mine) if mine else "",
        acting_for=acting_for,
        asks_password=completes and subject.asks_password,
        answers=subject.answers,
        earlier=_earlier(latest, mine),
        may_withdraw=mine is None and latest is not None and may_withdraw(subject, record, latest, user),
        withdrawal_asks=withdrawal_asks(latest),
        may_remind=running and mine is None and (runs or sees),
        reminder_free=_reminder_free(latest, now),
        changed=actions.changes_since(subject, latest, record) if latest and running else (),
        unfilled=_unfilled(latest) if latest and running else (),
        objected=last_objection(rounds),
        template=FROZEN if remembered else subject.template,
        facts=_frozen(remembered) if remembered else subject.facts(record, user),
    )


def _frozen(approval: Approval) -> list[tuple[str, Any]]:
    """Return what a round remembers of its record, as it was when it was submitted."""
    lines = [
        (_("Number"), approval.number),
        (_("What is approved"), approval.title),
        (_("Customer"), approval.customer),
        (_("Amount"), "" if approval.amount is None else f"¥{formats.yuan(approval.amount)}"),
        (_("Submitted by"), f"{approval.signed_by} {formats.short_moment(approval.submitted_at)}"),
    ]
    return [(label, value) for label, value in lines if value]


def _unfilled(approval: Approval) -> list[str]:
    asked = [seat.role for seat in approval.open_seats if seat.user_id is None]
    filled = queries.filled_roles(approval.team_id, without=approval.barred)
    return [str(ROLE_LABELS[Role(role)]) for role in asked if role not in filled]


def _ahead(subject: Subject, record: Any, latest: Approval | None) -> str:
    """Write the way of the submission that comes next; nothing where none does."""
    if latest is None:
        return preview(subject, record)
    return again(subject, record) if not latest.stands and subject.awaits(record) else ""


def again(subject: Subject, record: Any) -> str:
    """Write the way of one more submission, said to be one: nobody is asked yet."""
    return _("When submitted again: %(route)s", route=preview(subject, record))


def preview(subject: Subject, record: Any) -> str:
    """Write the way that a submission by its owner would take now, or why it could not be submitted."""
    owner_id = subject.describe(record).owner_id
    owner = people.find(owner_id) if owner_id else None
    if owner is None:
        return ""
    try:
        seats = actions.route_of(subject, record, subject.submitter(record, owner))
    except Refusal as refused:
        return str(refused)
    return route_words((seat.seq, str(ROLE_LABELS[Role(seat.role)])) for seat in seats)


def _mine(approval: Approval | None, user: User, now: datetime) -> tuple[Seat | None, str]:
    """Return the open seat that a person may answer, and for whom."""
    if approval is None or not approval.is_running:
        return None, ""
    for seat in approval.open_seats:
        try:
            acting = access.acting(seat, user, clock.local(now).date(), said=False)
        except Refusal:
            continue
        return seat, acting.for_name
    return None, ""


def decided(approval: Approval) -> str:
    """Say what a decision led to."""
    sentences = {
        Outcome.APPROVED: _("%(number)s is approved."),
        Outcome.VETOED: _("%(number)s is vetoed."),
        Outcome.RETURNED: _("%(number)s goes back to whoever submitted it."),
    }
    noted = _("Noted. %(number)s goes to the next approver.")
    return sentences.get(Outcome(approval.outcome), noted) % {"number": approval.number}


def left_out(left: Left) -> Any:
    """Say why one of a bunch was left, with the way to its own page."""
    told = {"text": f"{left.number}：{left.why}"}
    if left.approval_id is None:
        return told
    return told | {
        "link": address("approvals.show", approval_id=left.approval_id),
        "link_label": _("Open it"),
    }


def my_seat(approval: Approval | None, user: User, now: datetime) -> Seat | None:
    """Return the open seat that a person may answer."""
    return _mine(approval, user, now)[0]


def may_withdraw(subject: Subject, record: Any, approval: Approval, user: User) -> bool:
    """Tell whether a person may take a round back: before the first decision, and while given and not yet used (W19)."""
    if not access.may_take_back(subject, record, approval, user):
        return False
    if approval.outcome == Outcome.APPROVED:
        return subject.binds(record)
    return approval.is_running and (not approval.decided or policy("approval_withdraw_always"))


def withdrawal_asks(approval: Approval | None) -> str:
    """Return what is asked before an approval that was given is taken back; while it runs, nothing ends."""
    if approval is None or approval.outcome != Outcome.APPROVED:
        return ""
    return _(
        "Take back the approval of %(number)s? It was given; all are asked again.", number=approval.number
    )


def _earlier(approval: Approval | None, mine: Seat | None) -> list[tuple[int, str]]:
    """Return the places of this round that a return may go to."""
    if approval is None or mine is None:
        return []
    own = [s for s in approval.seats if s.status in PASSING and s.seq < mine.seq and not s.added_by_id]
    seats = {s.seq: access.seat_words(s) for s in own}
    return sorted(seats.items())


def _reminder_free(approval: Approval | None, now: datetime) -> str:
    """Return when a reminder is possible again, or nothing where it is now."""
    sent = [seat.reminded_at for seat in approval.open_seats if seat.reminded_at] if approval else []
    free = max(sent) + timedelta(hours=policy("approval_reminder_hours")) if sent else now
    return formats.short_moment(free) if free > now else ""


def takes_part(approval: Approval, user: User, now: datetime) -> bool:
    """Tell whether a round is somebody's to read: who submitted it or owned its record, decided in it, or is asked now."""
    if user.id in {*approval.barred, approval.sent_by_id}:
        return True
    decided = any(seat.decision and seat.decision.by_id == user.id for seat in approval.seats)
    return decided or my_seat(approval, user, now) is not None
