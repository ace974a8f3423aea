"""What is done to the question bank: a question is written or reworded."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from pathlib import Path

from salesapp.db import db
from salesapp.playbook.actions import last, shipped, start_with, touched
from salesapp.playbook.questions.models import SpinQuestion

SHIPPED = Path(__file__).parent / "data" / "questions.toml"


def save_question(
    kept: SpinQuestion | None, *, part: str, question: str, industry: str | None, active: bool
) -> SpinQuestion:
    """Keep a question of the bank, new or changed (R19)."""
    if kept is None:
        kept = SpinQuestion(position=last(SpinQuestion.position) + 1)
        db.session.add(kept)
    kept.part, kept.question, kept.industry, kept.active = part, question, industry, active
    touched()
    return kept


def fill(*, at: datetime) -> int:
    """Write the questions that the product comes with, where there is none at all."""
    return start_with(
        SpinQuestion.id,
        (
            SpinQuestion(**line, position=position)
            for _part, lines in groupby(shipped(SHIPPED), key=lambda line: line["part"])
            for position, line in enumerate(lines, 1)
        ),
    )
