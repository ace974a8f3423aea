"""The scripts, read."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from salesapp.db import db
from salesapp.playbook.scripts.models import ScriptTemplate


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
