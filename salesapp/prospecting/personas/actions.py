"""What is done to personas: written, written anew, retired, taken up again (R11). Lists follow the version that counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.documents.numbering.actions import next_number
from salesapp.prospecting.matching.rules import Condition
from salesapp.prospecting.personas import access, rules
from salesapp.prospecting.personas.models import Persona
from salesapp.prospecting.scoring.actions import follow
from salesapp.web import clock


def write(values: Mapping[str, Any], conditions: Sequence[Condition], *, by: User, at: datetime) -> Persona:
    """Write a persona with its first version."""
    access.check_editor(by)
    persona = Persona(
        number=next_number("persona", clock.local(at).date()), name=values["name"], product=values["product"],
        created_by_id=by.id, created_at=at, updated_at=at,
    )  # fmt: skip
    _write(persona, values, conditions, by, at)
    db.session.add(persona)
    db.session.flush()
    return persona


def write_anew(
    persona: Persona, values: Mapping[str, Any], conditions: Sequence[Condition], *, by: User, at: datetime
) -> Persona:
    """Write the next version; the open lists of the persona follow it, and are scored anew by the job."""
    access.check_editor(by)
    rules.check_in_use(persona.state)
    persona.name, persona.product = values["name"], values["product"]
    _write(persona, values, conditions, by, at)
    db.session.flush()
    follow(persona, at=at)
    return persona


def _write(
    persona: Persona, values: Mapping[str, Any], conditions: Sequence[Condition], by: User, at: datetime
) -> None:
    persona.write(
        conditions, why=rules.check_reason(values["why"]), by=by, at=at, valid_from=values["valid_from"],
        valid_until=values.get("valid_until"),
    )  # fmt: skip


def retire(persona: Persona, *, by: User, at: datetime) -> None:
    """End the use of a persona: no new list is scored by it, the old ones stay as they are."""
    access.check_editor(by)
    rules.check_in_use(persona.state)
    persona.retire(at=at)


def take_up(persona: Persona, *, by: User, at: datetime) -> None:
    """Work with a retired persona again."""
    access.check_editor(by)
    persona.take_up(at=at)
