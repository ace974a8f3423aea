"""When somebody leaves or gets another role: what waits for them alone goes to a successor, or to the role (W02, W16)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from salesapp.accounts.models import User
from salesapp.accounts.people.rules import Leaving
from salesapp.accounts.queries import with_role
from salesapp.approvals import access, mails, rules
from salesapp.approvals.models import Approval, Handing, Seat
from salesapp.approvals.rules import PENDING, SeatStatus
from salesapp.approvals.subjects.rules import subject_of
from salesapp.approvals.successors import queries
from salesapp.approvals.vacancies import page as vacancies
from salesapp.db import db
from salesapp.rights.rules import Role
from salesapp.words import gettext as _
from salesapp.words import ngettext


def told(user: User, *, closing: bool) -> str:
    """Say how many approvals wait for a person alone, and ask for a successor; nothing where none does."""
    count = len(queries.alone(user, closing=closing))
    if not count:
        return ""
    return ngettext(
        "One approval waits for %(name)s alone: choose who takes it over.",
        "%(num)d approvals wait for %(name)s alone: choose who takes them over.",
        count,
        name=user.name,
    )  # fmt: skip


def pass_on(user: User, to: User | None, *, closing: bool, by: User, at: datetime) -> None:
    """Hand what waits for a person alone to a successor; without one it waits for the role, and administrators learn it."""
    seats = queries.alone(user, closing=closing)
    for seat in seats:
        if to is not None:
            _hand_over(seat, user, to, at=at)
        elif seat.user_id is not None:
            seat.user = None
    if to is None:
        mails.waits_for_nobody(
            [seat for seat in seats if not _others(seat, user)], with_role(Role.ADMIN), at=at
        )


def _others(seat: Seat, user: User) -> bool:
    return any(person.id != user.id for person in access.holders(seat))


def _hand_over(seat: Seat, user: User, to: User, *, at: datetime) -> None:
    """Let a successor answer; neither who submitted or owns the record nor who may not see it (W08)."""
    approval = seat.approval
    rules.check_successor(approval.number, fit=_is_fit(seat, to))
    why = _("The account was closed, or got another role")
    seat.handings.append(Handing(from_id=user.id, to_id=to.id, because=why, at=at))
    seat.user = to
    if seat.status == SeatStatus.OPEN:
        mails.ask(approval, [seat], at=at)


def _is_fit(seat: Seat, to: User) -> bool:
    approval = seat.approval
    sitting = {each.user_id for each in approval.of_place(seat.seq) if each.user_id and each is not seat}
    if to.id in approval.barred or to.id in sitting:
        return False
    return subject_of(approval.subject_type).sees(approval.subject_id, to)


def takers(user: User, people: Iterable[User], *, closing: bool) -> list[User]:
    """Return who of these people can decide on everything that waits for a person alone (W16)."""
    seats = queries.alone(user, closing=closing)
    return [one for one in people if all(_is_fit(seat, one) for seat in seats)]


def follow_team(user: User, changed: Collection[str], *, by: User, at: datetime) -> None:
    """Let the new team's supervisor decide on what runs for somebody who moves with it; without one, the directors do."""
    if "team_id" not in changed:
        return
    db.session.flush()
    for approval in queries.running_for(user):
        subject = subject_of(approval.subject_type)
        team_id = subject.describe(subject.load(approval.subject_id)).team_id
        if team_id != approval.team_id:
            approval.team_id = team_id
            _ask_team(approval, team_id, at)


def _ask_team(approval: Approval, team_id: int | None, at: datetime) -> None:
    moved = [
        seat for seat in approval.seats if seat.status in PENDING and seat.team_id and seat.user_id is None
    ]
    for seat in moved:
        seat.ask_role(Role.SUPERVISOR, team_id)
        if not access.holders(seat):
            seat.ask_role(Role.DIRECTOR, None)
    mails.ask(approval, [seat for seat in moved if seat.status == SeatStatus.OPEN], at=at)


def following(user: User, *, closing: bool) -> str:
    """Name the running approvals of what a person owns, and say what becomes of them."""
    running = [
        f"{subject_of(one.subject_type).label_of(one.frozen)} {one.number}"
        for one in queries.running_of(user)
    ]
    if not running:
        return ""
    words = _(
        "Approvals that run: %(what)s. They go on in the name of whoever takes the record over, or are submitted again"
        " and their time begins anew; their history tells from whom and why.",
        what=_(", ").join(running),
    )
    stays = _("Of what stays with them, the supervisor of the new team decides.")
    return words if closing else f"{words} {stays}"


LEAVING = Leaving(
    people=(Seat.user_id,),
    told=told,
    takers=takers,
    pass_on=pass_on,
    following=following,
    vacant=vacancies.vacant,
)
