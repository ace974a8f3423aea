"""Who sees a task, whose team's tasks a person sees, and who may be given one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true

from salesapp.accounts.models import User
from salesapp.activities.tasks.models import Task
from salesapp.activities.tasks.rules import TaskKind, Whose
from salesapp.rights.rules import BUSINESS, LEADERS, Role

#: Who helps every team.
HELPERS = (Role.TECH, Role.DIRECTOR)


def visible_to(user: User) -> Select[Task]:
    """Return the tasks a person may see: their own, the team's for its supervisor, all for the director."""
    return select(Task).where(seen_by(user))


def seen_by(user: User) -> ColumnElement[bool]:
    """Return the condition under which a person may see a task."""
    if user.role == Role.DIRECTOR:
        return true()
    if user.role == Role.SUPERVISOR and user.team_id is not None:
        team = select(User.id).where(User.team_id == user.team_id)
        return or_(Task.assignee_id.in_(team), Task.created_by_id == user.id)
    if user.role in (Role.ADMIN, Role.AUDITOR):
        return false()
    return or_(Task.assignee_id == user.id, Task.created_by_id == user.id)


def lists(user: User) -> tuple[Whose, ...]:
    """Return whose tasks a person may look at: leaders those of others too."""
    return tuple(Whose) if user.role in LEADERS else (Whose.MINE, Whose.GIVEN)


def given_by(giver: Any) -> ColumnElement[bool]:
    """Return the condition under which somebody, a number or a column, gave a task that another person does."""
    written = Task.kind == TaskKind.GENERAL
    return and_(written, Task.created_by_id == giver, Task.assignee_id != Task.created_by_id)


def may_be_given(user: User) -> ColumnElement[bool]:
    """Return who may take over a task of this person, or go along to a customer: the team, and who helps every team."""
    helpers = User.role.in_(HELPERS)
    ours = User.team_id == user.team_id if user.team_id is not None else User.team_id.is_not(None)
    return User.active & User.role.in_(BUSINESS) & (User.id != user.id) & (helpers | ours)
