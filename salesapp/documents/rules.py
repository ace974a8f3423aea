"""How much is printed at once (3.16)."""

from __future__ import annotations

from salesapp.refusals import Refusal
from salesapp.words import gettext as _
from salesapp.words import ngettext

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
