"""The question bank, read."""

from __future__ import annotations

from sqlalchemy import select

from salesapp.db import db
from salesapp.playbook.questions.models import SpinQuestion


def questions(*, with_closed: bool = False) -> dict[str, list[SpinQuestion]]:
    """Return the question bank by its four parts (R19)."""
    query = select(SpinQuestion).order_by(SpinQuestion.position, SpinQuestion.id)
    if not with_closed:
        query = query.where(SpinQuestion.active)
    bank: dict[str, list[SpinQuestion]] = {part: [] for part in "SPIN"}
    for question in db.session.scalars(query):
        bank[question.part].append(question)
    return bank


def question(question_id: int) -> SpinQuestion | None:
    """Return one question of the bank."""
    return db.session.get(SpinQuestion, question_id)
