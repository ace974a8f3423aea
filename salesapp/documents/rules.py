"""Business numbers: how each kind is written (conventions 3.5); how much is printed at once (3.16). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from salesapp.refusals import Refusal
from salesapp.words import gettext as _
from salesapp.words import ngettext


@dataclass(frozen=True, slots=True)
class NumberKind:
    """How one kind of business number is written, and whether it starts anew each year or each month."""

    prefix: str
    digits: int
    monthly: bool = False

    def period(self, when: date) -> str:
        """Return the period whose counter a day draws from: 2026 or 202611."""
        return f"{when:%Y%m}" if self.monthly else f"{when:%Y}"

    def write(self, when: date, value: int) -> str:
        """Return the number as people read it; a counter past its digits just grows longer."""
        return f"{self.prefix}{self.period(when)}-{value:0{self.digits}d}"


NUMBER_KINDS = {
    "customer": NumberKind("KH", 4),
    "opportunity": NumberKind("SJ", 4),
    "activity": NumberKind("GT", 3, monthly=True),
    "contract": NumberKind("XS-HT-", 4),
    "handoff": NumberKind("JJ", 3, monthly=True),
}


def number_kind(name: str) -> NumberKind:
    """Return one kind of number; raises KeyError naming the kinds there are."""
    try:
        return NUMBER_KINDS[name]
    except KeyError:
        raise KeyError(f"no business number {name!r}; there are {', '.join(NUMBER_KINDS)}") from None


def day_of(when: date | int, month: int | None = None) -> date:
    """Return a day of the period meant: a date as it is, a year (and month) as its first day."""
    return when if isinstance(when, date) else date(when, month or 1, 1)


# ------------------------------------------------------------------------------- printing many sheets

MOST_SHEETS = 200  # of one batch
MOST_WAITING = 3  # batches of one person
OPEN_BATCH = ("waiting", "running")


class BatchRefused(Refusal):
    """Sheets that cannot be printed together, or no longer be called off."""


def check_batch(chosen: int, waiting: int) -> None:
    """Refuse an empty choice, one of too many sheets, and a further batch of somebody who has three waiting (3.16)."""
    if not chosen:
        raise BatchRefused(_("Tick at least one record."), field="records")
    if chosen > MOST_SHEETS:
        raise BatchRefused(too_many(), field="records")
    if waiting >= MOST_WAITING:
        raise BatchRefused(
            ngettext(
                "%(num)d print of yours is still under way. Wait for it or cancel it.",
                "%(num)d prints of yours are still under way. Wait for one or cancel it.",
                waiting,
            )
        )


def too_many() -> str:
    """Return the sentence for more sheets than are printed at once."""
    return _("At most %(most)d sheets are printed at once. Please narrow the filter.", most=MOST_SHEETS)
