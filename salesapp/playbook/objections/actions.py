"""What is done to answers to objections: one is written or reworded."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from salesapp.db import db
from salesapp.playbook.actions import last, shipped, start_with
from salesapp.playbook.objections.models import ObjectionAnswer

SHIPPED = Path(__file__).parent / "data" / "objections.toml"


def save_answer(
    kept: ObjectionAnswer | None, *, kind: str, method: str, objection: str, answer: str, active: bool
) -> ObjectionAnswer:
    """Keep an answer to an objection, new or changed (R37)."""
    if kept is None:
        kept = ObjectionAnswer(position=last(ObjectionAnswer.position) + 1)
        db.session.add(kept)
    kept.kind, kept.method, kept.objection, kept.answer, kept.active = kind, method, objection, answer, active
    return kept


def fill(*, at: datetime) -> int:
    """Write the answers that the product comes with, where there is none at all."""
    lines = enumerate(shipped(SHIPPED), 1)
    return start_with(
        ObjectionAnswer.id, (ObjectionAnswer(**line, position=position) for position, line in lines)
    )
