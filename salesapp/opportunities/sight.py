"""Who sees which opportunities: every look-up begins here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, false, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from salesapp import capability
from salesapp.accounts.models import User
from salesapp.accounts.queries import team_member_ids
from salesapp.db import db
from salesapp.opportunities.history import OpportunityCollaborator, StageChange
from salesapp.opportunities.models import Opportunity
from salesapp.rights.rules import Role

Share = Callable[[User], Select]
#: Who may be asked to work along; each sees the opportunities shared with them, and their customers.
COLLABORATORS = (Role.REP, Role.SUPERVISOR, Role.TECH, Role.SERVICE)
OWNERS = (Role.REP, Role.SUPERVISOR)


def _shows(role: str) -> list[Share]:
    """Return what else a role sees because of its work, as capabilities above declare it."""
    return [
        ids for part in capability.installed() if (ids := part.shows.get("opportunity", {}).get(Role(role)))
    ]


def shared_with(user: User) -> Select:
    """Return the ids of the opportunities on which a person works along."""
    return select(OpportunityCollaborator.opportunity_id).where(OpportunityCollaborator.user_id == user.id)


def visible_to(user: User) -> Select[tuple[Opportunity]]:
    """Return the opportunities a person may see: own and shared ones, the team's, all, or those of their work."""
    query = select(Opportunity)
    if user.role == Role.DIRECTOR:
        return query
    if user.role in (Role.ADMIN, Role.AUDITOR):
        return query.where(false())
    reasons = [Opportunity.id.in_(shared_with(user))]
    reasons += [Opportunity.id.in_(ids(user)) for ids in _shows(user.role)]
    if user.role in OWNERS:
        reasons.append(Opportunity.owner_id == user.id)
    if user.role == Role.SUPERVISOR:
        reasons.append(Opportunity.owner_id.in_(select(User.id).where(User.team_id == user.team_id)))
    return query.where(or_(*reasons))


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a person sees, as conditions that each walk one index; ``key`` tells two reaches apart."""

    branches: Sequence[ColumnElement[bool]]
    key: tuple

    @property
    def condition(self) -> ColumnElement[bool]:
        """The same as one condition."""
        return or_(*self.branches)


def reach(user: User, *, mine: bool = False) -> Reach:
    """Return :func:`visible_to` cut into branches, for lists that are long and read often.

    A branch is walked in the order of its index and stops at the page's end; a single OR would be scanned and sorted.
    """
    if mine:
        return Reach([Opportunity.owner_id == user.id], ("mine", user.id))
    if user.role == Role.DIRECTOR:
        return Reach([true()], ("all",))
    if user.role in (Role.ADMIN, Role.AUDITOR):
        return Reach([false()], ("none",))
    branches, key = [Opportunity.id.in_(ids(user)) for ids in _shows(user.role)], [user.id]
    if user.role == Role.SUPERVISOR:
        team = sorted({user.id, *team_member_ids(user)})
        # A team is a large part of all: better to walk the board's index and skip the others' rows than to sort
        # everybody's own. The sum keeps the planners from the index on the owner.
        branches.append((Opportunity.owner_id + 0).in_(team))
        key += team
    elif user.role == Role.REP:
        branches.append(Opportunity.owner_id == user.id)
    shared = db.session.scalars(shared_with(user)).all()
    if shared:
        branches.append(Opportunity.id.in_(shared))
    return Reach(branches or [false()], (user.role, *key, "shared", *shared))


def find(opportunity_id: int, user: User) -> Opportunity | None:
    """Return one opportunity with its customer and owner, to be changed, if this person may see it."""
    query = visible_to(user).where(Opportunity.id == opportunity_id)
    return db.session.scalar(
        query.options(
            joinedload(Opportunity.customer), joinedload(Opportunity.owner), joinedload(Opportunity.key_contact),
            selectinload(Opportunity.collaborations).joinedload(OpportunityCollaborator.user),
        )
    )  # fmt: skip


def find_stage_change(change_id: int, opportunity: Opportunity) -> StageChange | None:
    """Return one move of an opportunity that was found before."""
    change = db.session.get(StageChange, change_id)
    return change if change is not None and change.opportunity_id == opportunity.id else None


def sees(opportunity_id: int, user: User) -> bool:
    """Return whether a person may see an opportunity."""
    query = visible_to(user).with_only_columns(Opportunity.id).where(Opportunity.id == opportunity_id)
    return db.session.scalar(query) is not None


def may_change(user: User) -> bool:
    """Return whether a person who sees an opportunity may also work on it: sales do, all others only read."""
    return user.role in (*OWNERS, Role.DIRECTOR)


def possible_owners(user: User) -> Sequence[User]:
    """Return whom a person may name as the owner: themselves; a supervisor the team; a director everybody in sales."""
    query = select(User).where(User.active, User.role.in_(OWNERS)).order_by(User.team_id, User.id)
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
