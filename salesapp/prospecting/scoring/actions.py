"""Scoring: one row as it is written, all rows of a list once its persona or the team's numbers have changed (R14)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, update

from salesapp.db import db
from salesapp.prospecting.lists.models import Prospect, ProspectList
from salesapp.prospecting.personas.models import Persona
from salesapp.prospecting.scoring import queries
from salesapp.prospecting.scoring.rules import Scale, columns

BATCH = 1000
_TABLE = Prospect.__table__
_SCORED = ("score", "fit", "reasons", "intent", "place")
_UPDATE = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("row_id"))
    .values({name: bindparam(f"new_{name}", type_=_TABLE.c[name].type) for name in _SCORED})
)


def score(row: Prospect, scale: Scale) -> None:
    """Write the score of one row."""
    for name, value in columns(scale, row.facts, row.intent_said).items():
        setattr(row, name, value)


def catch_up(*, at: datetime) -> int:
    """Score anew the open lists that are behind, a thousand rows at a time, each committed; return how many rows.

    Whoever interrupts it loses nothing: the list says that it caught up only after its last row.
    """
    return sum(_whole(row.id, queries.scale(row.persona_version_id)) for row in queries.behind())


def _whole(list_id: int, scale: Scale) -> int:
    done = last = 0
    while found := queries.rows(list_id, last, BATCH):
        values = [
            {"row_id": row.id, **{f"new_{k}": v for k, v in columns(scale, queries.facts(row), row.intent_said).items()}}
            for row in found
        ]  # fmt: skip
        db.session.connection().execute(_UPDATE, values)
        db.session.commit()
        done, last = done + len(found), found[-1].id
    table = ProspectList.__table__
    same_version = table.c.persona_version_id.is_not_distinct_from(scale.version_id)
    db.session.execute(update(table).where(table.c.id == list_id, same_version).values(scored_by=scale.key))
    db.session.commit()
    return done


def follow(persona: Persona, *, at: datetime) -> None:
    """Let the open lists of a persona follow the version that counts; the job scores their rows."""
    for found in queries.lists_of(persona.id):
        found.persona_version, found.updated_at = persona.current, at
