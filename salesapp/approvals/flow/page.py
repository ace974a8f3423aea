"""The rounds of an approval as plain values: seat by seat, who decided what, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from salesapp.approvals import access
from salesapp.approvals.models import Approval, Seat
from salesapp.approvals.route.rules import is_late, route_change
from salesapp.approvals.rules import PASSING, PENDING, Outcome, SeatStatus
from salesapp.calendar.page import overdue_in_workdays
from salesapp.web import clock, formats
from salesapp.words import gettext as _

#: The look of a seat on the timeline.
LOOKS = {SeatStatus.OPEN: "soon", SeatStatus.RETURN: "late", SeatStatus.VETO: "late"}


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One seat as the flow shows it."""

    who: str
    state: str
    look: str
    passed: bool
    stopped: bool
    waits: bool
    signed: str = ""
    comment: str = ""
    due: str = ""
    late: bool = False
    notes: tuple[str, ...] = ()
    #: How it stands to the others of its place: beside them, or asked before one of them decides.
    beside: str = ""


@dataclass(frozen=True, slots=True)
class RoundPart:
    """One round as the flow shows it: its seats by their turn."""

    number: int
    outcome: str
    running: bool
    turns: Sequence[Sequence[SeatLine]]
    sha256: str = ""
    settings_version: int = 1
    answer: str = ""
    because: str = ""
    #: Whom this round asks that the one before did not, or no longer (W17).
    change: str = ""
    #: Whose frozen content can be printed.
    approval_id: int = 0


def rounds_shown(rounds: Sequence[Approval], now: datetime) -> list[RoundPart]:
    """Return the rounds of a record, the latest first, each with what its route has changed."""
    before: Sequence[Approval | None] = [*rounds[1:], None]
    return [_round(one, earlier, now) for one, earlier in zip(rounds, before, strict=False)]


def _roles(approval: Approval) -> list[str]:
    return [seat.role for seat in approval.seats if not seat.added_by_id and not seat.superseded]


def _change(before: Approval, after: Approval) -> str:
    """Say what a new round asks that the one before did not: another amount, other roles (W17)."""
    amount = ""
    if before.amount is not None and after.amount is not None and before.amount != after.amount:
        amount = _(
            "Amount: %(before)s → %(after)s.",
            before=formats.yuan(before.amount),
            after=formats.yuan(after.amount),
        )
    return " ".join(part for part in (amount, route_change(_roles(before), _roles(after))) if part)


def _round(approval: Approval, before: Approval | None, now: datetime) -> RoundPart:
    runs = _runs(approval)
    asked = [seat for seat in approval.seats if not seat.superseded or seat.opened_at or seat.decision]
    seats = sorted(asked, key=lambda seat: (runs[seat.id], seat.seq, *_turn(seat)))
    places = sorted({(runs[seat.id], seat.seq) for seat in seats})
    return RoundPart(
        number=approval.round,
        outcome=str(Outcome(approval.outcome).label),
        running=approval.is_running,
        turns=[
            [_line(seat, now, runs) for seat in seats if (runs[seat.id], seat.seq) == place]
            for place in places
        ],
        sha256=approval.sha256 or "",
        settings_version=approval.settings_version,
        answer=approval.answer or "",
        because=approval.ended_because or "",
        change=_change(before, approval) if before else "",
        approval_id=approval.id,
    )


def _runs(approval: Approval) -> dict[int, int]:
    """Return the run in which each seat was asked: each return to an earlier step begins another.

    A run has its places in their order, so the next begins where a place comes before the one above it; an added signer
    belongs to whoever added them.
    """
    found: dict[int, int] = {}
    run = place = 0
    for seat in sorted(approval.seats, key=lambda seat: seat.id):
        beside = seat.before_id or seat.after_id
        if beside is None:
            run, place = run + (seat.seq < place), seat.seq
        found[seat.id] = run if beside is None else found[beside]
    return found


def _turn(seat: Seat) -> tuple[int, int, int]:
    """Return the place of a seat among its own: who is asked first stands above whoever decides after them."""
    by_id = {other.id: other for other in seat.approval.seats}
    first, steps = seat, 0
    while first.before_id is not None:
        first, steps = by_id[first.before_id], steps + 1
    return first.id, -steps, seat.id


def _beside(seat: Seat, runs: Mapping[int, int]) -> str:
    if seat.before_id is not None:
        return _("asked first")
    others = [
        s for s in seat.approval.seats if (s.seq, runs[s.id], s.before_id) == (seat.seq, runs[seat.id], None)
    ]
    return _("side by side") if len(others) > 1 else ""


def _waits_for(seat: Seat) -> list[str]:
    """Say whose opinion a seat waits for before it decides."""
    first = [s for s in seat.approval.seats if s.before_id == seat.id and s.status in PENDING]
    return [_("decides once %(who)s has given an opinion", who=access.seat_words(s)) for s in first]


def _line(seat: Seat, now: datetime, runs: Mapping[int, int]) -> SeatLine:
    status, decision = SeatStatus(seat.status), seat.decision
    signed = ""
    if decision is not None:
        signed = f"{decision.signed_by} {formats.short_moment(decision.at)}"
    return SeatLine(
        who=access.seat_words(seat),
        state=str(status.label),
        look="sign" if status in PASSING else LOOKS.get(status, "change"),
        passed=status in PASSING,
        stopped=status in (SeatStatus.RETURN, SeatStatus.VETO),
        waits=status is SeatStatus.OPEN,
        signed=signed,
        comment=(decision.comment or "") if decision else "",
        due=_due(seat, now) if status is SeatStatus.OPEN else "",
        late=status is SeatStatus.OPEN and is_late(seat.due_at, now),
        notes=(
            *_notes(seat),
            *_waits_for(seat),
            *(access.notes_on(seat, clock.local(now).date()) if status is SeatStatus.OPEN else ()),
        ),
        beside=_beside(seat, runs),
    )


def _due(seat: Seat, now: datetime) -> str:
    """Return until when an open seat is to be decided, or how long that has passed."""
    if seat.due_at is None:
        return ""
    if is_late(seat.due_at, now):
        return overdue_in_workdays(seat.due_at, now)
    return _("until %(time)s", time=formats.short_moment(seat.due_at))


def _notes(seat: Seat) -> list[str]:
    notes = []
    if seat.added_by is not None:
        words = _("Added by %(name)s: %(why)s", name=seat.added_by.name, why=seat.added_because or "/")
        notes.append(words)
    notes += [
        _(
            "Handed on by %(name)s to %(to)s: %(why)s",
            name=one.from_.name,
            to=one.to.name,
            why=one.because or "/",
        )
        for one in seat.handings
    ]
    if seat.superseded:
        notes.append(_("Asked again after a return"))
    return notes
