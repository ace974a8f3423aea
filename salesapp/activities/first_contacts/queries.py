"""First contacts of a period, counted by channel, rep, profile and opening, with the records behind each number (R10)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, select

from salesapp.accounts.models import User
from salesapp.activities.calls.models import Call
from salesapp.activities.first_contacts.rules import By, Group
from salesapp.activities.letters.queries import counted, letter_of_activity, made_between
from salesapp.activities.models import Activity
from salesapp.activities.tasks.models import Task
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.planner import off_index
from salesapp.playbook.scripts.models import ScriptTemplate, ScriptVersion
from salesapp.prospecting.conversion.models import CustomerOrigin
from salesapp.prospecting.personas.models import Persona, PersonaVersion
from salesapp.web.params import id_or

#: The key of those that belong to no group.
NONE = "none"


def _by_channel(query: Select) -> tuple[Select, Any, Any]:
    query = query.join(Customer, Customer.id == Activity.customer_id)
    return query, Customer.source_channel, func.min(Customer.source_channel)


def _by_rep(query: Select) -> tuple[Select, Any, Any]:
    # Else those of a month would be looked for among all records of each person.
    query = query.join(User, User.id == off_index(Activity.created_by_id))
    return query, Activity.created_by_id, func.min(User.name)


def _by_persona(query: Select) -> tuple[Select, Any, Any]:
    query = query.outerjoin(CustomerOrigin, CustomerOrigin.customer_id == Activity.customer_id)
    query = query.outerjoin(PersonaVersion, PersonaVersion.id == CustomerOrigin.persona_version_id)
    query = query.outerjoin(Persona, Persona.id == PersonaVersion.persona_id)
    return query, Persona.id, func.min(Persona.name)


def _openings() -> Any:
    """Return the script with which each first contact by phone was opened, by its record; a call taken back has none."""
    query = select(Call.activity_id, func.max(ScriptVersion.script_id).label("script_id"))
    query = query.join(ScriptVersion, ScriptVersion.id == Call.script_version_id)
    return (
        query.where(Call.activity_id.is_not(None), Call.undone_at.is_(None))
        .group_by(Call.activity_id)
        .subquery()
    )


def _by_opening(query: Select) -> tuple[Select, Any, Any]:
    opened = _openings()
    query = query.outerjoin(opened, opened.c.activity_id == Activity.id)
    query = query.outerjoin(ScriptTemplate, ScriptTemplate.id == opened.c.script_id)
    return query, ScriptTemplate.id, func.min(ScriptTemplate.name)


_GROUPED: Mapping[By, Callable[[Select], tuple[Select, Any, Any]]] = {
    By.CHANNEL: _by_channel,
    By.REP: _by_rep,
    By.PERSONA: _by_persona,
    By.OPENING: _by_opening,
}


def groups(user: User, by: By, start: datetime, end: datetime, now: datetime) -> list[Group]:
    """Count the first contacts between two moments that a person may see, the largest group first."""
    query = made_between(user, start, end).outerjoin(Task, letter_of_activity())
    query, key, label = _GROUPED[by](query)
    query = query.with_only_columns(key, label, *counted(now)).group_by(key)
    rows = db.session.execute(query.order_by(func.count(Activity.id).desc(), key))
    return [
        Group(NONE if of is None else str(of), words or "", *(int(count) for count in counts)) for of, words, *counts in rows
    ]  # fmt: skip


def belonging(by: By, key: str) -> ColumnElement[bool]:
    """Return the condition of first contacts that belong to one group; of a group that there is not, none does."""
    if by is By.CHANNEL:
        return Activity.customer_id.in_(select(Customer.id).where(Customer.source_channel == key))
    if by is By.REP:
        return Activity.created_by_id == (id_or(key) or 0)
    if by is By.OPENING:
        opened = _openings()
        return _within(Activity.id, select(opened.c.activity_id), opened.c.script_id, key)
    origins = select(CustomerOrigin.customer_id).join(PersonaVersion)
    return _within(Activity.customer_id, origins, PersonaVersion.persona_id, key)


def _within(column: Any, known: Select, group: Any, key: str) -> ColumnElement[bool]:
    if key == NONE:
        return column.not_in(known)
    number = id_or(key)
    return column.in_(known.where(group == number)) if number else false()


def name_of(by: By, key: str) -> str | None:
    """Return what a group is called, where it has a name of its own."""
    if by is By.REP:
        return db.session.scalar(select(User.name).where(User.id == (id_or(key) or 0)))
    if by is By.PERSONA:
        return db.session.scalar(select(Persona.name).where(Persona.id == (id_or(key) or 0)))
    if by is By.OPENING:
        return db.session.scalar(select(ScriptTemplate.name).where(ScriptTemplate.id == (id_or(key) or 0)))
    return None
