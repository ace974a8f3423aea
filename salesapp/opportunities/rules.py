"""The stages of an opportunity, how it may move over the board and how it ends (R6, R24, R38).

Pure: values in, values out, refusals in the words the user reads.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from salesapp.documents.forms.f06 import STAGES as SHEET_STAGES
from salesapp.refusals import Refusal
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

FIRST_CONTACT, NEED_CONFIRMED, PROPOSAL, NEGOTIATION, CONTRACT_APPROVAL = STAGES = (
    "first_contact", "need_confirmed", "proposal", "negotiation", "contract_approval",
)  # fmt: skip
STAGE_LABELS = {choice.code: choice.label for choice in SHEET_STAGES}
WIN_RATES = {FIRST_CONTACT: 10, NEED_CONFIRMED: 30, PROPOSAL: 50, NEGOTIATION: 75, CONTRACT_APPROVAL: 90}
BY_HAND = STAGES[:-1]  # a contract alone moves an opportunity into its approval, and out of it
LONGEST_WAIT = 3653  # days
WIN_RATE_LEEWAY = 10  # points up or down from the stage's own (conventions 3.6)

OPEN, WON, LOST, PARKED = STATUSES = ("open", "won", "lost", "parked")
STATUS_LABELS = {OPEN: _l("Under way"), WON: _l("Won"), LOST: _l("Lost"), PARKED: _l("Parked")}
ENDINGS = (WON, LOST, PARKED)

#: 主因 of F24, the same for all three endings.
CAUSES = {
    "price": _l("Price"),
    "product": _l("Product"),
    "competitor": _l("Competitor"),
    "relationship": _l("Relationship"),
    "need_gone": _l("The need is gone"),
    "budget": _l("Budget"),
    "timing": _l("Timing"),
    "response": _l("Our response"),
}

AGREE, SUPPLEMENT, REJECT = DECISIONS = ("agree", "supplement", "reject")


class MoveRefused(Refusal):
    """A move on the board that the pipeline does not allow; the sentence stands on the card."""


class CloseRefused(Refusal):
    """An ending that lacks what it needs, or comes at the wrong stage."""


class FileRefused(Refusal):
    """A value of the opportunity's file that does not fit the rest."""


class NotOpen(MoveRefused):
    """The opportunity was closed: reopen it first."""


def check_open(status: str) -> None:
    """Refuse work on an opportunity that was won, lost or parked (R6)."""
    if status != OPEN:
        raise NotOpen(
            _("This opportunity is closed (%(status)s). Reopen it first.", status=STATUS_LABELS[status]),
            field="stage",
        )


def goes_back(before: str, after: str) -> bool:
    """Tell whether a move leads to an earlier stage."""
    return STAGES.index(after) < STAGES.index(before)


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
    if before == CONTRACT_APPROVAL:
        raise MoveRefused(
            _(
                "Its contract is being approved. Withdraw the contract first, then the opportunity comes back."
            ),
            field="stage",
        )
    if after == CONTRACT_APPROVAL:
        raise MoveRefused(
            _("The contract moves it here when it is submitted. Create the contract first."), field="stage"
        )
    if goes_back(before, after) and not (reason or "").strip():
        raise MoveRefused(
            _("Going back to %(stage)s needs a reason.", stage=STAGE_LABELS[after]), field="reason"
        )


def check_first_stage(stage: str) -> None:
    """Refuse to open an opportunity in a stage that only a contract reaches."""
    check_stage(stage)
    if stage not in BY_HAND:
        raise MoveRefused(
            _("The contract moves it here when it is submitted. Create the contract first."), field="stage"
        )


def check_expected(expected_on: date, today: date) -> None:
    """Refuse an expected date in the past, or more than ten years away: a slip of the pen."""
    if expected_on < today:
        raise FileRefused(
            _("The deal is expected in the future: choose today or later."), field="expected_close_on"
        )
    if (expected_on - today).days > LONGEST_WAIT:
        raise FileRefused(
            _("This date is more than ten years away. Check the year."), field="expected_close_on"
        )


def check_win_rate(stage: str, rate: int, reason: str | None) -> None:
    """Refuse a win rate, in per cent, too far from its stage's, or changed without a reason (3.6)."""
    usual = WIN_RATES[stage]
    if abs(rate - usual) > WIN_RATE_LEEWAY:
        low, high = usual - WIN_RATE_LEEWAY, min(usual + WIN_RATE_LEEWAY, 100)
        raise FileRefused(
            _(
                "In this stage the win rate lies between %(low)s%% and %(high)s%%.",
                low=max(low, 0),
                high=high,
            ),
            field="win_rate",
        )
    if rate != usual and not (reason or "").strip():
        raise FileRefused(_("Write why the win rate is not the stage's."), field="win_rate_reason")


def check_close(
    status: str,
    stage: str,
    *,
    reason: str | None,
    note: str | None,
    recontact_on: date | None,
    today: date,
    causes: Collection[str] = CAUSES,
) -> None:
    """Refuse an ending without its main cause, its words, or the day of the next contact (R6, F24)."""
    if status not in ENDINGS:
        raise CloseRefused(_("Choose won, lost or parked."), field="status")
    if stage == CONTRACT_APPROVAL:
        raise CloseRefused(
            _("Its contract is being approved. Sign, withdraw or void the contract first."), field="status"
        )
    if status == WON and stage != NEGOTIATION:
        raise CloseRefused(
            _("It can be won from %(stage)s on. Move it there first.", stage=STAGE_LABELS[NEGOTIATION]),
            field="status",
        )
    if reason not in causes:
        raise CloseRefused(_("Choose the main cause."), field="close_reason")
    if not (note or "").strip():
        raise CloseRefused(_("Write what decided it, best in the customer's words."), field="close_note")
    if status != WON and recontact_on is None:
        raise CloseRefused(_("Write when to contact them again."), field="recontact_on")
    if recontact_on is not None and recontact_on <= today:
        raise CloseRefused(_("The next contact lies in the future."), field="recontact_on")


def check_reopen(status: str, reason: str | None, *, signed: bool) -> None:
    """Refuse to reopen what is open, what a contract won, and anything without a reason (R6)."""
    if status == OPEN:
        raise CloseRefused(_("It is open already."), field="reason")
    if status == WON and signed:
        raise CloseRefused(_("A signed contract won it: it stays won."), field="reason")
    if not (reason or "").strip():
        raise CloseRefused(_("Write why it is taken up again."), field="reason")


def check_decision(decision: str, *, may: bool) -> None:
    """Refuse a word on the file that is none, or one's own (F06 立项意见)."""
    if decision not in DECISIONS:
        raise FileRefused(_("Choose agree, add more, or do not open."), field="decision")
    if not may:
        raise FileRefused(_("Somebody else decides on one's own opportunity."), field="decision")


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of R24 over a period: counts, rates in per cent, days and 元."""

    won: int
    lost: int
    on_time: int
    due: int
    cycle_days: int | None
    forecast: Decimal

    @property
    def win_rate(self) -> Decimal | None:
        """Won, of won and lost; none where nothing was decided (3.6 赢单率)."""
        return percent(self.won, self.won + self.lost)

    @property
    def on_time_rate(self) -> Decimal | None:
        """Follow-ups in time, of those due; none where none was due (3.6 按时跟进率)."""
        return percent(self.on_time, self.due)


def percent(part: int, whole: int) -> Decimal | None:
    """Return a share in per cent with one place, or None of nothing."""
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else None


def weighted(amounts: Iterable[tuple[Decimal, int]]) -> Decimal:
    """Return the weighted forecast in 元: the sum of amount × win rate in per cent (3.6 加权预测)."""
    return (sum((amount * rate for amount, rate in amounts), Decimal()) / 100).quantize(
        Decimal("0.01"), ROUND_HALF_UP
    )


def yuan(fen: int) -> Decimal:
    """Return an amount in 元 with two places from whole fen."""
    return Decimal(fen).scaleb(-2)


def average_days(spans: Iterable[int]) -> int | None:
    """Return the mean length in whole days, half up, or None of nothing (R24 平均周期)."""
    lengths = list(spans)
    return (
        int((Decimal(sum(lengths)) / len(lengths)).quantize(Decimal(1), ROUND_HALF_UP)) if lengths else None
    )
