"""What whoever asks for the decision on a file again is shown: the last word on it, and what it needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salesapp.approvals.actions import changes_since
from salesapp.approvals.content.rules import objection
from salesapp.approvals.models import Approval
from salesapp.approvals.rules import Outcome
from salesapp.opportunities.decisions.actions import SUBJECT, WORDS
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.rules import DECISION_LABELS
from salesapp.web.formats import short_day


@dataclass(frozen=True, slots=True)
class LastWord:
    """The return or veto that a file is still to answer."""

    who: str
    word: str
    day: str
    said: str
    #: Whether it is answered in words only: nothing of the file was changed since.
    needs_words: bool


def last_word(opportunity: Opportunity, rounds: Sequence[Approval]) -> LastWord | None:
    """Return the word that a file is still to answer, of its rounds, the latest first (W31)."""
    stopped = objection(rounds)
    decision = stopped.decided[-1].decision if stopped and stopped.decided else None
    if stopped is None or decision is None:
        return None
    return LastWord(
        who=decision.signed_by,
        word=str(DECISION_LABELS[WORDS[Outcome(stopped.outcome)]]),
        day=short_day(decision.at),
        said=decision.comment or "",
        needs_words=stopped.frozen is not None and not changes_since(SUBJECT, stopped, opportunity),
    )
