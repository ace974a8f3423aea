"""A return or a veto that is still to be answered: who said what. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from salesapp.approvals.rules import Outcome, in_the_name_of


@dataclass(frozen=True, slots=True)
class Objection:
    """A return or veto that is still to be answered: who said what, and for whom."""

    outcome: str
    by: str
    principal: str | None
    said: str

    @property
    def is_return(self) -> bool:
        """Whether it asks for more; otherwise it is a veto."""
        return self.outcome == Outcome.RETURNED

    @property
    def who(self) -> str:
        """Who said it, and for whom."""
        return in_the_name_of(self.principal, self.by) if self.principal else self.by

    @property
    def within(self) -> str:
        """What was said, to stand within a sentence."""
        return self.said.rstrip("。.")
