"""The clauses gone through with the customer on one screen, to the end or as far as an objection."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from salesapp.accounts.models import User
from salesapp.contracts.checklist.rules import Way
from salesapp.contracts.explanations import actions, rules
from salesapp.contracts.explanations.page import said_of
from salesapp.contracts.explanations.rules import Answer

if TYPE_CHECKING:
    from salesapp.demo.papers import Agreement


def explains(agreement: Agreement) -> Callable[[User, datetime], None]:
    """Return the deed of one agreement."""

    def explain(by: User, at: datetime) -> None:
        """Begin with the key contact; where the story goes on to the approval, everything is confirmed."""
        contract, ended = agreement.contract, agreement.paper.state != "checklist"
        round_ = actions.begin(contract, agreement.key_name(), Way.MEETING, by=by, at=at)
        for no in rules.asked(contract.marks())[: None if ended else 3]:
            objects = no == 11 and not ended
            verdict = Answer.OBJECTION if objects else Answer.CONFIRMED
            words = "希望 3-5-2，待回复" if objects else None
            actions.answer(round_, no, said_of(contract, no), verdict, words, by=by, at=at)
        if ended:
            actions.end(round_, no_objection=True, remark="会议室当面逐条过，无异议", files=(), by=by, at=at)

    return explain
