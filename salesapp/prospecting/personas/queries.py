"""Personas, read: all of them, one with its versions, those that a list can be scored by."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from salesapp.db import db
from salesapp.prospecting.personas.models import Persona, PersonaVersion
from salesapp.prospecting.personas.rules import State


def find(persona_id: int, *, to_change: bool = False) -> Persona | None:
    """Return one persona with all its versions; to be changed, it is held until the commit."""
    query = select(Persona).where(Persona.id == persona_id)
    if to_change:
        db.session.execute(query.with_only_columns(Persona.id).with_for_update())
    return db.session.scalar(query.options(*_whole()))


def every(state: State) -> Sequence[Persona]:
    """Return the personas of one state, by name."""
    query = select(Persona).where(Persona.state == state).options(*_whole())
    return db.session.scalars(query.order_by(Persona.name, Persona.id)).all()


def _whole():
    versions = selectinload(Persona.versions)
    return versions.selectinload(PersonaVersion.conditions), versions.joinedload(PersonaVersion.by)


def latest() -> Select:
    """Select the number of the version that counts of each persona."""
    return select(func.max(PersonaVersion.id)).group_by(PersonaVersion.persona_id)


def offered() -> Sequence[PersonaVersion]:
    """Return the versions that a new list can be scored by: the last ones of the personas in use."""
    query = (
        select(PersonaVersion)
        .join(Persona)
        .where(Persona.state == State.ACTIVE, PersonaVersion.id.in_(latest()))
    )
    query = query.options(joinedload(PersonaVersion.persona))
    return db.session.scalars(query.order_by(Persona.name, Persona.id)).all()


def version(version_id: int | None) -> PersonaVersion | None:
    """Return one version with its conditions."""
    if version_id is None:
        return None
    query = select(PersonaVersion).where(PersonaVersion.id == version_id)
    query = query.options(joinedload(PersonaVersion.persona), selectinload(PersonaVersion.conditions))
    return db.session.scalar(query)
