"""The answers to objections, read."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from salesapp.db import db
from salesapp.playbook.objections.models import ObjectionAnswer


def answers(*, kind: str | None = None, with_closed: bool = False) -> Sequence[ObjectionAnswer]:
    """Return the answers to objections, of one kind where asked (R37)."""
    query = select(ObjectionAnswer).order_by(
        ObjectionAnswer.kind, ObjectionAnswer.position, ObjectionAnswer.id
    )
    if kind:
        query = query.where(ObjectionAnswer.kind == kind)
    if not with_closed:
        query = query.where(ObjectionAnswer.active)
    return db.session.scalars(query).all()


def answer(answer_id: int) -> ObjectionAnswer | None:
    """Return one answer."""
    return db.session.get(ObjectionAnswer, answer_id)
