"""Who sees which opportunities, and who may do what with them: every look-up begins here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, True_, and_, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from salesapp import capability
from salesapp.accounts.models import User
from salesapp.accounts.queries import team_member_ids
from salesapp.customers import access as customers
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.opportunities.models import Opportunity, OpportunityCollaborator
from salesapp.planner import among, off_index
from salesapp.rights.access import NotYours, check_runs, runs
from salesapp.rights.rules import LEADERS, SALES, SELLING, Person, Role
from salesapp.statements import kept, rows
from salesapp.words import gettext as _

Share = Callable[[User], Select]
Ids = Select | Sequence[int]
#: Who may be asked to work along; each sees the opportunities shared with them, and their customers.
COLLABORATORS = (Role.REP, Role.SUPERVISOR, Role.TECH, Role.SERVICE)


def _shows(role: str) -> list[Share]:
    """Return what else a role sees because of its work, as capabilities above declare it."""
    return [
        ids for part in capability.installed() if (ids := part.shows.get("opportunity", {}).get(Role(role)))
    ]


def shared_with(user: User) -> Select:
    """Return the ids of the opportunities on which a person works along."""
    return select(OpportunityCollaborator.opportunity_id).where(OpportunityCollaborator.user_id == user.id)


def _reasons(user: User, *, team: Ids, shared: Ids | None, of_few: bool = False) -> list[ColumnElement[bool]]:
    """Return why a person sees an opportunity: own and shared ones, the team's, all, or those of their work.

    ``team`` and ``shared`` are ids, read before or as a subquery; each reason walks one index.
    """
    if user.role == Role.DIRECTOR:
        return [true()]
    if user.role in (Role.ADMIN, Role.AUDITOR):
        return [false()]
    reasons: list[ColumnElement[bool]] = [
        Opportunity.id.in_(ids(user)) if of_few else among(Opportunity.id, ids(user))
        for ids in _shows(user.role)
    ]
    if user.role == Role.SUPERVISOR:
        # A team is a large part of all: better to walk the board's index and skip the others' rows than to sort
        # everybody's own.
        reasons.append(off_index(Opportunity.owner_id).in_(team))
    elif user.role == Role.REP:
        reasons.append(Opportunity.owner_id == user.id)
    if shared is not None:
        reasons.append(Opportunity.id.in_(shared))
    return reasons or [false()]


def visible_to(user: User) -> Select[Opportunity]:
    """Return the opportunities a person may see, in one statement: for one of them, or some.

    Whoever owns a customer sees what hangs on it, opportunities of colleagues too; lists show one's own (see reach).
    """
    return select(Opportunity).where(seen_by(user))


def seen_by(user: User, *, of_few: bool = False) -> ColumnElement[bool]:
    """Return the same as a condition, for a query that has the opportunity: asked of each row, without a list of all."""
    reasons = _reasons(user, team=_team(user), shared=shared_with(user), of_few=of_few)
    if user.role in SALES:
        owners = _team(user) if user.role == Role.SUPERVISOR else select(User.id).where(User.id == user.id)
        theirs = select(Customer.id).where(
            Customer.id == Opportunity.customer_id, off_index(Customer.owner_id).in_(owners)
        )
        reasons.append(theirs.correlate(Opportunity).exists())
    return or_(*reasons)


def seen_at(opportunity_id: InstrumentedAttribute[Any], user: User) -> ColumnElement[bool]:
    """Return whether a person sees the opportunity of a row, for a query that has not joined it."""
    its = select(Opportunity.id).where(Opportunity.id == opportunity_id, seen_by(user))
    return its.correlate(opportunity_id.class_).exists()


def sees_few(user: User, words: str) -> bool:
    """Return whether words are sought where all that a person sees is what their work brings before them, and that is little."""
    return customers.sees_few(user, words, "opportunity")


def sees(opportunity_id: int, user: User) -> bool:
    """Return whether a person may see one opportunity."""
    query = select(Opportunity.id).where(Opportunity.id == opportunity_id, seen_by(user))
    return db.session.scalar(query) is not None


def listed(user: User) -> Select[Opportunity]:
    """Return the opportunities that a person's lists show and figures count, in one statement."""
    return select(Opportunity).where(or_(*_reasons(user, team=_team(user), shared=shared_with(user))))


def _team(user: User) -> Select:
    return select(User.id).where(or_(User.id == user.id, User.team_id == user.team_id))


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a person sees, as conditions that each walk one index; ``key`` tells two reaches apart.

    The same for sums that are kept by owner: those of ``owners`` (of all, where it is None), and what is seen ``beyond``.
    """

    branches: Sequence[ColumnElement[bool]]
    key: tuple
    owners: Sequence[int] | None = None
    beyond: ColumnElement[bool] | None = None

    @property
    def condition(self) -> ColumnElement[bool]:
        """The same as one condition."""
        return or_(*self.branches)

    @property
    def everything(self) -> bool:
        """Whether nothing is hidden, so that nobody has to ask whose each is."""
        return any(isinstance(branch, True_) for branch in self.branches)


@dataclass(frozen=True, slots=True)
class Far:
    """What is read before one can say how far a person sees: whose, and which are shared; ``key`` tells two apart."""

    team: Sequence[int] | None
    shared: Sequence[int] | None
    key: tuple


def far(user: User, *, mine: bool = False) -> Far:
    """Return what the branches of a person's reach are made of."""
    if mine:
        return Far(None, None, ("mine", user.id))
    if user.role in (Role.DIRECTOR, Role.ADMIN, Role.AUDITOR):
        return Far(None, None, ("role", user.role))
    team = sorted({user.id, *team_member_ids(user)}) if user.role == Role.SUPERVISOR else []
    shared = rows(*_shared(user)).scalars().all()
    return Far(team or None, shared or None, (user.role, user.id, *team, "shared", *shared))


@kept
def _shared(user: User) -> Select:
    return shared_with(user)


def branches(
    user: User, team: Sequence[int] | None, shared: Sequence[int] | None, *, mine: bool, of_few: bool = False
) -> list[ColumnElement[bool]]:
    """Return what a person may see cut into branches, for lists that are long and read often; see :func:`far`.

    A branch is walked in the order of its index and stops at the page's end; a single OR would be scanned and sorted.
    """
    return (
        [Opportunity.owner_id == user.id]
        if mine
        else _reasons(user, team=() if team is None else team, shared=shared, of_few=of_few)
    )


def reach(user: User, *, mine: bool = False) -> Reach:
    """Return how far a person sees, for a statement that is put together for this request."""
    of = far(user, mine=mine)
    parts = branches(user, of.team, of.shared, mine=mine)
    if mine or user.role == Role.REP:
        owners: Sequence[int] | None = [user.id]
    else:
        owners = None if user.role == Role.DIRECTOR else list(of.team or ())
    return Reach(parts, of.key, owners, _beyond(user, of, owners, mine=mine))


def _beyond(user: User, of: Far, owners: Sequence[int] | None, *, mine: bool) -> ColumnElement[bool] | None:
    """Return which opportunities of other owners a person sees; none where whose they are says it all."""
    others = [] if owners is None or mine else [among(Opportunity.id, ids(user)) for ids in _shows(user.role)]
    if owners is not None and of.shared is not None:
        others.append(Opportunity.id.in_(of.shared))
    if not others:
        return None
    return and_(or_(*others), off_index(Opportunity.owner_id).not_in(owners or ()))


def may_change(user: Person) -> bool:
    """Return whether a person who sees an opportunity may also work on it: sales do, all others only read."""
    return user.role in SELLING


def may_hand_over(opportunity: Opportunity, user: User) -> bool:
    """Return whether a person gives this opportunity to another owner: a leader who runs it."""
    return leads(user) and runs(opportunity, user)


def check_hand_over(opportunity: Opportunity, user: User) -> None:
    """Refuse whoever does not run the opportunity, and a rep who would give it away alone."""
    check_runs(opportunity, user)
    if not leads(user):
        raise NotYours(_("Only the supervisor of the team or a director changes the owner."))


def may_own(user: Person) -> bool:
    """Return whether a person can answer for an opportunity."""
    return user.role in SALES


def may_decide(user: Person, *, owner_id: int, team_id: int | None) -> bool:
    """Return whether a person may put the leader's word on a file: of the own team, or any; never on one's own (F06)."""
    leads = user.role == Role.DIRECTOR or (user.role == Role.SUPERVISOR and user.team_id == team_id)
    return leads and user.id != owner_id


def leads(user: Person) -> bool:
    """Return whether a person looks after the opportunities of others."""
    return user.role in LEADERS


def possible_owners(user: User) -> Sequence[User]:
    """Return whom a person may name as the owner: themselves; a supervisor the team; a director everybody in sales."""
    query = select(User).where(User.active, User.role.in_(SALES)).order_by(User.team_id, User.id)
    if user.role == Role.SUPERVISOR and user.team_id is not None:
        query = query.where(User.team_id == user.team_id)
    elif user.role != Role.DIRECTOR:
        query = query.where(User.id == user.id)
    return db.session.scalars(query).unique().all()


def possible_collaborators(*without: int) -> Sequence[User]:
    """Return who could work along on an opportunity."""
    query = select(User).where(User.active, User.role.in_(COLLABORATORS), User.id.not_in(without))
    return db.session.scalars(query.order_by(User.role, User.id)).unique().all()


def customers_behind(user: User) -> Select:
    """Select the customers of the opportunities that are shared with a person."""
    shared = shared_with(user)
    return select(Opportunity.customer_id).where(Opportunity.id.in_(shared))
