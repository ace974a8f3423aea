"""Who sees a visit, who plans and changes it, who can go, and whose company is coaching."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, false, or_, select, true

from salesapp.accounts.models import User
from salesapp.activities.tasks.access import may_be_given
from salesapp.activities.visits.coaching.models import VisitCompanion
from salesapp.activities.visits.models import Visit
from salesapp.activities.visits.rules import VisitRefused
from salesapp.customers import access as customers
from salesapp.db import db
from salesapp.rights.access import check_runs, runs
from salesapp.rights.rules import BUSINESS, SALES, Person, Role
from salesapp.words import gettext as _


def visible_to(user: User) -> Select[Visit]:
    """Return the visits a person may see: one's own, the team's, those one goes along to, those of customers one sees."""
    return select(Visit).where(seen_by(user))


def seen_by(user: User) -> ColumnElement[bool]:
    """Return the condition under which a person may see a visit."""
    if customers.sees_all(user):
        return true()
    if user.role not in BUSINESS:
        return false()
    seen = customers.seen_at(Visit.customer_id, user)
    return or_(goes(user), Visit.owner_id.in_(_team(user)), seen)


def goes(user: User) -> ColumnElement[bool]:
    """Return the condition under which a person goes to a visit: their own, or along."""
    along = select(VisitCompanion.visit_id).where(VisitCompanion.user_id == user.id)
    return or_(Visit.owner_id == user.id, Visit.id.in_(along))


def _team(user: User) -> Select:
    """Select whose visits a person leads."""
    team = select(User.id).where(User.team_id == user.team_id)
    return team if user.role == Role.SUPERVISOR else team.where(User.id == user.id)


def looks_after(user: User) -> Select:
    """Select the people whose visits a person's calendar can show: a supervisor the team's, a director everybody's."""
    people = select(User.id).where(User.active, User.role.in_(SALES))
    if user.role == Role.DIRECTOR:
        return people
    return people.where(User.id.in_(_team(user)))


def leads(user: Person) -> bool:
    """Return whether a person looks after the visits of others."""
    return user.role in (Role.SUPERVISOR, Role.DIRECTOR)


def sees(visit_id: int, user: User) -> bool:
    """Return whether a person may see one visit."""
    query = visible_to(user).where(Visit.id == visit_id).with_only_columns(Visit.id)
    return db.session.scalar(query) is not None


def may_change(visit: Visit, user: User) -> bool:
    """Return whether a person changes a visit: who goes, and who leads them."""
    return visit.is_open and user.role in SALES and runs(visit, user)


def check_change(visit: Visit, user: User) -> None:
    """Refuse whoever neither goes nor leads who goes."""
    check_runs(visit, user)


def may_prepare(visit: Visit, user: User) -> bool:
    """Return whether a person ticks what is in the bag: whoever goes, comes along, or leads them."""
    along = any(each.user_id == user.id for each in visit.companions)
    return visit.is_open and (along or may_change(visit, user))


def check_prepare(visit: Visit, user: User) -> None:
    """Refuse whoever does not go."""
    if not any(each.user_id == user.id for each in visit.companions):
        check_runs(visit, user)


def goers(user: User) -> Sequence[User]:
    """Return whom a person sends to a customer: themselves first, a supervisor the team."""
    if user.role != Role.SUPERVISOR or user.team_id is None:
        return [user]
    team = select(User).where(
        User.active, User.id != user.id, User.role.in_(SALES), User.team_id == user.team_id
    )
    return [user, *db.session.scalars(team.order_by(User.id)).unique()]


def goer(user_id: int | None, by: User) -> User:
    """Return who goes: oneself, or somebody one leads."""
    if not user_id or user_id == by.id:
        return by
    found = next((each for each in goers(by) if each.id == user_id), None)
    if found is None:
        raise VisitRefused(_("You send only people of your own team."), field="owner_id")
    return found


def companions(user_ids: Sequence[int], owner: User) -> list[VisitCompanion]:
    """Return who comes along with somebody: people of the team and those who help every team; a supervisor coaches (R67)."""
    wanted = {int(each) for each in user_ids} - {owner.id}
    if not wanted:
        return []
    query = select(User).where(User.id.in_(wanted), may_be_given(owner)).order_by(User.id)
    found = db.session.scalars(query).unique().all()
    return [VisitCompanion(user=each, coaches=coaches(each)) for each in found]


def coaches(user: Person) -> bool:
    """Return whether somebody's company is coaching: a supervisor's (R67)."""
    return user.role == Role.SUPERVISOR


def asks_for_trips(user: Person) -> bool:
    """Return whether somebody asks before they leave the city: who works in a sales team."""
    return user.role in SALES
