"""What the page of the answers shows beside them: what other capabilities tell of each."""

from __future__ import annotations

from collections.abc import Iterable

from salesapp import capability
from salesapp.accounts.models import User
from salesapp.playbook.objections.models import ObjectionAnswer

#: The kind of record under which others tell of an answer, each in a line of words.
RECORD = "objection_answer"


def told(answers: Iterable[ObjectionAnswer], user: User) -> dict[int, str]:
    """Return what is told of each answer: how many objections it resolved."""
    blocks = [each for part in capability.installed() for each in part.blocks if each.record == RECORD]
    return {one.id: " · ".join(str(each.values(one.id, user)) for each in blocks) for one in answers}
