"""The question bank, read."""

from __future__ import annotations

from sqlalchemy import select

from salesapp.db import db
from salesapp.playbook.questions.models import SpinQuestion
from salesapp.playbook.rules import nearest


def questions(*, with_closed: bool = False) -> dict[str, list[SpinQuestion]]:
    """Return the question bank by its four parts (R19)."""
    query = select(SpinQuestion).order_by(SpinQuestion.position, SpinQuestion.id)
    if not with_closed:
        query = query.where(SpinQuestion.active)
    bank: dict[str, list[SpinQuestion]] = {part: [] for part in "SPIN"}
    for question in db.session.scalars(query):
        bank[question.part].append(question)
    return bank


def for_industry(industry: str | None) -> dict[str, list[SpinQuestion]]:
    """Return the bank as it suits one industry: its own questions first, then those of its section, then those for all."""
    return {part: nearest(lines, lambda line: line.industry, industry) for part, lines in questions().items()}


def question(question_id: int) -> SpinQuestion | None:
    """Return one question of the bank."""
    return db.session.get(SpinQuestion, question_id)


def industries() -> list[str]:
    """Return the industries that have questions of their own."""
    query = select(SpinQuestion.industry).where(SpinQuestion.industry.is_not(None)).distinct()
    return sorted(code for code in db.session.scalars(query.order_by(SpinQuestion.industry)) if code)
