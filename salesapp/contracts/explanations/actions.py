"""Going through the clauses with the customer: begun, answered clause by clause, closed with a signature (R39)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.contracts import access, rules
from salesapp.contracts.checklist.rules import NO_OBJECTION
from salesapp.contracts.explanations import rules as explaining
from salesapp.contracts.explanations.models import Explanation
from salesapp.contracts.explanations.rules import Answer
from salesapp.contracts.models import Contract
from salesapp.db import db
from salesapp.documents.attachments import actions as attachments
from salesapp.web import clock


def begin(contract: Contract, name: str | None, way: str, *, by: User, at: datetime) -> Explanation:
    """Begin a round with somebody of the customer."""
    access.check_keeper(contract, by)
    rules.check_explainable(contract.status)
    round_ = Explanation(with_whom=explaining.check_with(name), way=way, begun_by=by, begun_at=at)
    contract.explanations.insert(0, round_)
    db.session.flush()
    return round_


def answer(
    round_: Explanation, no: int, said: str, verdict: str, words: str | None, *, by: User, at: datetime
) -> int | None:
    """Note what the customer says to one clause, on the checklist too, and return the clause that comes next."""
    contract = round_.contract
    access.check_keeper(contract, by)
    rules.check_explainable(contract.status)
    numbers = explaining.asked(contract.marks())
    explaining.check_clause(no, numbers)
    words = explaining.check_words(verdict, words)
    round_.take(no, said, verdict, words, at=at)
    _mark(round_, no, verdict, words, by=by, at=at)
    return explaining.next_of(numbers, round_.answers(), no)


def end(
    round_: Explanation,
    *,
    no_objection: bool,
    remark: str | None,
    files: Sequence[Any],
    by: User,
    at: datetime,
) -> None:
    """Close a round: with the customer's signature where they give one, and “no objection” where they have none left."""
    contract = round_.contract
    access.check_keeper(contract, by)
    rules.check_explainable(contract.status)
    numbers = explaining.asked(contract.marks())
    explaining.check_ending(round_.answers(), numbers, no_objection=no_objection)
    round_.end(no_objection=no_objection, remark=remark, at=at)
    attachments.attach_all(list(files), round_, by=by, at=at)
    if no_objection:
        _mark(round_, NO_OBJECTION, Answer.CONFIRMED, None, by=by, at=at)


def _mark(round_: Explanation, no: int, verdict: str, words: str | None, *, by: User, at: datetime) -> None:
    contract, today = round_.contract, clock.local(at).date()
    mark = explaining.answered(
        contract.mark_of(no), verdict, words, name=round_.with_whom, way=round_.way, today=today
    )
    contract.note_check(mark, by=by, at=at, today=today)
