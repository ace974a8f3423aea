"""The scripts, read."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from salesapp.db import db
from salesapp.playbook.scripts.models import ScriptTemplate, ScriptVersion


def scripts(*, kind: str | None = None, with_closed: bool = False) -> Sequence[ScriptTemplate]:
    """Return the scripts, of one kind where asked (R15)."""
    query = select(ScriptTemplate).order_by(ScriptTemplate.kind, ScriptTemplate.id)
    if kind:
        query = query.where(ScriptTemplate.kind == kind)
    if not with_closed:
        query = query.where(ScriptTemplate.active)
    return db.session.scalars(query).all()


def script(script_id: int) -> ScriptTemplate | None:
    """Return one script."""
    return db.session.get(ScriptTemplate, script_id)


def versions(script_id: int) -> Sequence[ScriptVersion]:
    """Return every wording that a script had, the one in force first."""
    query = select(ScriptVersion).where(ScriptVersion.script_id == script_id)
    return db.session.scalars(
        query.options(joinedload(ScriptVersion.by)).order_by(ScriptVersion.no.desc())
    ).all()
