"""Who may decide: the seat's own people, then who stands in for them; never whoever submitted or owns the record."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from salesapp.accounts.models import User
from salesapp.approvals.deputies import queries as deputies
from salesapp.approvals.deputies.models import Deputy
from salesapp.approvals.deputies.rules import MOST_LINKS
from salesapp.approvals.models import Approval, Decision, Seat
from salesapp.approvals.rules import (
    PASSING,
    AlreadyDecided,
    ApprovalRefused,
    NotYourStep,
    Outcome,
    SeatStatus,
    along,
    check_not_own,
)
from salesapp.approvals.subjects.rules import Subject
from salesapp.db import db
from salesapp.policies.queries import policy
from salesapp.refusals import NotAllowed
from salesapp.rights.rules import ROLE_LABELS, Role
from salesapp.web import clock
from salesapp.words import gettext as _


@dataclass(frozen=True, slots=True)
class Acting:
    """In whose name somebody decides: their own, or that of a person they stand in for."""

    for_id: int | None = None
    for_name: str = ""


def holds(seat: Seat, user: User) -> bool:
    """Tell whether a seat is a person's own: by name, or by role (a supervisor's: of that team)."""
    if seat.user_id is not None:
        return seat.user_id == user.id
    in_team = seat.role != Role.SUPERVISOR or seat.team_id is None or seat.team_id == user.team_id
    return seat.role == user.role and in_team


def holders(seat: Seat) -> Sequence[User]:
    """Return the people whose seat it is and who may decide on it; those who submitted or own the record may not."""
    query = select(User).where(User.active, User.id.not_in(seat.approval.barred)).order_by(User.id)
    if seat.user_id is not None:
        query = query.where(User.id == seat.user_id)
    else:
        query = query.where(User.role == seat.role)
        if seat.role == Role.SUPERVISOR and seat.team_id is not None:
            query = query.where(User.team_id == seat.team_id)
    return db.session.scalars(query).unique().all()


def asked(seat: Seat, day: date) -> list[User]:
    """Return everybody who may answer on a day: the holders and who stands in for them, each once."""
    found, barred = {user.id: user for user in holders(seat)}, seat.approval.barred
    rows, links = deputies.standing_on(day), MOST_LINKS if policy("deputy_passes_on") else 1
    for _link in range(links):
        principals = set(found)
        for row in rows:
            if row.principal_id in principals and row.deputy.active and row.deputy_id not in barred:
                found.setdefault(row.deputy_id, row.deputy)
    return list(found.values())


def acting(seat: Seat, user: User, day: date, *, said: bool = True) -> Acting:
    """Return in whose name a person decides on a seat, or refuse with the reason (W10–W14).

    Where the reason is not ``said``, nobody looks for those whose step it is instead.
    """
    approval = seat.approval
    if user.id in along(approval.frozen):
        raise ApprovalRefused(_("Nobody approves a trip on which they go along. A colleague has to."))
    check_not_own(approval.barred, user.id)
    if not user.active:
        raise NotYourStep(_("This account is closed."))
    earlier = next(
        (s for s in approval.decided if s.decision and s.decision.by_id == user.id and not s.superseded), None
    )
    if seat.four_eyes and earlier is not None:
        raise _decided_already(earlier)
    if holds(seat, user):
        return Acting()
    principal = stood_in_for(seat, deputies.principals_of(user.id, day))
    if principal is None:
        raise _not_yours(seat, user, day) if said else _waits_for(seat)
    if earlier is not None:
        raise _decided_already(earlier)
    return Acting(principal.id, principal.name)


def stood_in_for(seat: Seat, principals: Iterable[User]) -> User | None:
    """Return whose seat it is of the people for whom somebody stands in."""
    return next((one for one in principals if _is_holder(seat, one)), None)


def check_open(seat: Seat) -> None:
    """Refuse a decision on a seat that somebody decided meanwhile, or whose turn it is not: who decided what, when."""
    if seat.status == SeatStatus.OPEN:
        return
    decided = seat
    if seat.status == SeatStatus.TAKEN:
        decided = next(s for s in seat.approval.of_place(seat.seq) if s.decision and s.status in PASSING)
    if decided.decision is not None:
        raise AlreadyDecided(
            _("%(who)s decided at %(time)s: %(what)s. Nothing of yours was recorded.", who=decided.decision.signed_by,
              time=f"{clock.local(decided.decision.at):%H:%M:%S}", what=SeatStatus(decided.status).label)
        )  # fmt: skip
    if not seat.approval.is_running:
        outcome = Outcome(seat.approval.outcome).label
        raise AlreadyDecided(
            _("This approval is over: %(what)s. Nothing of yours was recorded.", what=outcome)
        )
    raise AlreadyDecided(_("This step is not open: %(what)s.", what=SeatStatus(seat.status).label))


def _decided_already(earlier: Seat) -> NotYourStep:
    return NotYourStep(
        _("You decided as “%(role)s” already: this step needs another person.", role=seat_words(earlier))
    )


def _is_holder(seat: Seat, user: User) -> bool:
    return user.active and user.id not in seat.approval.barred and holds(seat, user)


def _not_yours(seat: Seat, user: User, day: date) -> NotYourStep:
    over = deputies.ended_before(user.id, [person.id for person in holders(seat)], day)
    if over is not None:
        last = min(over.ends_on, over.ended_at.date()) if over.ended_at else over.ends_on
        until, name = f"{last:%m-%d}", over.principal.name
        return NotYourStep(_("Your time as deputy ended on %(day)s: %(name)s decides.", day=until, name=name))
    return _waits_for(seat)


def _waits_for(seat: Seat) -> NotYourStep:
    return NotYourStep(_("This step waits for: %(role)s.", role=seat_words(seat)))


def notes_on(seat: Seat, day: date) -> list[str]:
    """Say why a deputy is not asked: who submitted or owns the record decides for nobody (W10)."""
    barred = [row for row in deputies.standing_on(day) if row.deputy_id in seat.approval.barred]
    names = {person.id: person.name for person in holders(seat)} if barred else {}
    return [
        _("%(deputy)s stands in, but submitted or owns this: %(name)s decides.", deputy=row.deputy.name,
          name=names[row.principal_id])
        for row in barred
        if row.principal_id in names
    ]  # fmt: skip


def seat_words(seat: Seat) -> str:
    """Say whose seat it is: a role's, or a person's in that role, and through whom they came to it."""
    role = role_words(seat)
    if seat.user is None:
        return role
    name = seat.user.name
    if seat.handings:
        by = seat.handings[-1].from_.name
        return _("%(role)s · %(name)s (handed on by %(by)s)", role=role, name=name, by=by)
    if seat.added_by is not None:
        by = seat.added_by.name
        return _("%(role)s · %(name)s (added by %(by)s)", role=role, name=name, by=by)
    return f"{role} · {name}"


def role_words(seat: Seat) -> str:
    """Say in which role a seat decides."""
    return str(ROLE_LABELS[Role(seat.role)])


def may_take_back(subject: Subject, record: Any, approval: Approval, user: User) -> bool:
    """Tell whether a round is a person's to take back: they submitted it, or it was submitted for them (W19)."""
    whose = {approval.submitted_by_id, approval.sent_by_id, subject.describe(record).owner_id}
    return user.id in whose and subject.runs(record, user)


def check_takes_back(subject: Subject, record: Any, approval: Approval, user: User) -> None:
    """Refuse to take a round back to whoever neither submitted it nor owns its record (W19)."""
    if not may_take_back(subject, record, approval, user):
        raise NotAllowed(_("Only who submitted it, or whose it is, takes it back."))


def waiting_for(user: User, day: date) -> ColumnElement[bool]:
    """Return the condition under which an open seat waits for a person, in their own name or as a deputy (W10–W14)."""
    own = or_(Seat.user_id == user.id, and_(Seat.user_id.is_(None), _of_role(user)))
    return and_(
        Seat.status == SeatStatus.OPEN,
        or_(own, and_(_stands_in(user, day), ~_decided(user))),
        Approval.submitted_by_id != user.id,
        or_(Approval.owner_id.is_(None), Approval.owner_id != user.id),
    )


def _of_role(user: User) -> ColumnElement[bool]:
    if user.role != Role.SUPERVISOR:
        return Seat.role == user.role
    return and_(Seat.role == user.role, or_(Seat.team_id.is_(None), Seat.team_id == user.team_id))


#: Another row of the same table, made once: an alias repeats every column.
_other: Callable[[Any], Any] = functools.cache(aliased)


def _stands_in(user: User, day: date) -> ColumnElement[bool]:
    """Return the condition under which a seat is that of somebody for whom a person stands in."""
    principal = _other(User)
    in_team = or_(
        principal.role != Role.SUPERVISOR, Seat.team_id.is_(None), Seat.team_id == principal.team_id
    )
    by_role = and_(Seat.user_id.is_(None), Seat.role == principal.role, in_team)
    return (
        select(principal.id)
        .join(Deputy, Deputy.principal_id == principal.id)
        .where(deputies.stands_in(user.id, day), principal.active, or_(Seat.user_id == principal.id, by_role))
        .where(principal.id != Approval.submitted_by_id, principal.id != func.coalesce(Approval.owner_id, 0))
        .exists()
    )


def _decided(user: User) -> ColumnElement[bool]:
    """Return the condition under which a person decided in the same round already (W14)."""
    earlier = _other(Seat)
    return (
        select(Decision.id)
        .join(earlier, earlier.id == Decision.seat_id)
        .where(earlier.approval_id == Approval.id, ~earlier.superseded, Decision.by_id == user.id)
        .exists()
    )


def superiors(seat: Seat) -> Sequence[User]:
    """Return whom a passed limit is told to: the directors; for a director's own seat nobody is above."""
    if seat.role == Role.DIRECTOR and seat.user_id is None:
        return ()
    query = select(User).where(User.active, User.role == Role.DIRECTOR, User.id.not_in(seat.approval.barred))
    return db.session.scalars(query.order_by(User.id)).unique().all()
