"""The stages of an opportunity, and how it may move over the board (R6, R24, R38). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from salesapp.documents.forms.f06 import STAGES as ON_PAPER
from salesapp.refusals import Refusal
from salesapp.words import gettext as _


class Stage(StrEnum):
    """How far an opportunity has come: one column of the board each, from left to right."""

    FIRST_CONTACT = "first_contact"
    NEED_CONFIRMED = "need_confirmed"
    PROPOSAL = "proposal"
    NEGOTIATION = "negotiation"
    CONTRACT_APPROVAL = "contract_approval"

    @property
    def label(self) -> str:
        """The stage in words, as the sheet says it."""
        return str(STAGE_LABELS[self])

    @property
    def by_hand(self) -> bool:
        """Whether a person may move here; into its approval only the contract moves it (R38)."""
        return self != Stage.CONTRACT_APPROVAL


STAGES = tuple(Stage)
STAGE_LABELS = {Stage(choice.code): choice.label for choice in ON_PAPER}
BY_HAND = tuple(stage for stage in STAGES if stage.by_hand)
WIN_RATES = {
    Stage.FIRST_CONTACT: 10,
    Stage.NEED_CONFIRMED: 30,
    Stage.PROPOSAL: 50,
    Stage.NEGOTIATION: 75,
    Stage.CONTRACT_APPROVAL: 90,
}
WIN_RATE_LEEWAY = 10  # points up or down from the stage's own (conventions 3.6)


class MoveRefused(Refusal):
    """A move on the board that the pipeline does not allow; the sentence stands on the card."""


class WinRateRefused(Refusal):
    """A win rate too far from its stage's, or without a reason."""


def goes_back(before: str, after: str) -> bool:
    """Tell whether a move leads to an earlier stage."""
    return STAGES.index(Stage(after)) < STAGES.index(Stage(before))


def moves_from(stage: str) -> tuple[Stage, ...]:
    """Return the stages to which a person may move from one; in contract approval the contract decides (R38)."""
    return () if stage == Stage.CONTRACT_APPROVAL else tuple(one for one in BY_HAND if one != stage)


def check_stage(stage: str) -> None:
    """Refuse a stage that does not exist."""
    if stage not in STAGES:
        raise MoveRefused(_("There is no such stage."), field="stage")


def check_move(before: str, after: str, *, reason: str | None = None) -> None:
    """Refuse a move by hand that the pipeline does not allow (R6, R38).

    Forward by any number of stages; back only with a reason; into contract approval, and out of it, only the
    contract moves it.
    """
    check_stage(after)
    if after == before:
        raise MoveRefused(_("It stands in this stage already."), field="stage")
    if before == Stage.CONTRACT_APPROVAL:
        raise MoveRefused(
            _(
                "Its contract is being approved. Withdraw the contract first, then the opportunity comes back."
            ),
            field="stage",
        )
    check_first_stage(after)
    if goes_back(before, after) and not (reason or "").strip():
        raise MoveRefused(
            _("Going back to %(stage)s needs a reason.", stage=Stage(after).label), field="reason"
        )


def check_first_stage(stage: str) -> None:
    """Refuse to open an opportunity in a stage that only a contract reaches."""
    check_stage(stage)
    if stage not in BY_HAND:
        raise MoveRefused(
            _("The contract moves it here when it is submitted. Create the contract first."), field="stage"
        )


def check_win_rate(stage: str, rate: int, reason: str | None) -> None:
    """Refuse a win rate, in per cent, too far from its stage's, or changed without a reason (3.6)."""
    usual = WIN_RATES[Stage(stage)]
    if abs(rate - usual) > WIN_RATE_LEEWAY:
        low, high = usual - WIN_RATE_LEEWAY, usual + WIN_RATE_LEEWAY
        raise WinRateRefused(
            _("In this stage the win rate lies between %(low)s%% and %(high)s%%.", low=low, high=high),
            field="win_rate",
        )
    if rate != usual and not (reason or "").strip():
        raise WinRateRefused(_("Write why the win rate is not the stage's."), field="win_rate_reason")


# --------------------------------------------------------------------------------------- what is shown


class Sums(NamedTuple):
    """What the opportunities behind a board add up to: (stage, count, amount and weighted amount in fen), and by chip."""

    stages: tuple[tuple[str, int, int, int], ...]
    chips: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One stage: how many, how much, how much weighted, and the first cards."""

    stage: str
    label: str
    count: int
    amount: Decimal
    weighted: Decimal
    cards: Sequence[Any]
    next: str | None  # the cursor of the cards that follow

    @property
    def shown(self) -> int:
        """How many cards stand in it now."""
        return len(self.cards)

    @property
    def late(self) -> str:
        """How many of its cards are late, as a tab says it; the late ones stand on top, so beyond those shown is “+”."""
        count = sum(card.pace.late for card in self.cards)
        more = "+" if self.next and count == len(self.cards) else ""
        return f"{count}{more}" if count else ""


@dataclass(frozen=True, slots=True)
class Board:
    """The columns, the counts on the filter chips, and the pulse by which changes are noticed."""

    columns: Sequence[Column]
    chips: Mapping[str, int]
    pulse: str = ""
    #: How its columns and chips were drawn, by whoever drew them.
    drawn: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def count(self) -> int:
        """How many opportunities there are."""
        return sum(one.count for one in self.columns)

    @property
    def tabs(self) -> tuple[tuple[str, str, int, str], ...]:
        """The tab of each column: its stage, in words too, how many stand in it, how many of them are late."""
        return tuple((one.stage, one.label, one.count, one.late) for one in self.columns)
