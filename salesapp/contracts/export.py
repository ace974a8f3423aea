"""The list of contracts as a workbook."""

from __future__ import annotations

import io
from collections.abc import Iterable

from salesapp.contracts.lists import Line
from salesapp.contracts.words import GLOBALS, status_words
from salesapp.documents.forms.registry import label
from salesapp.web import workbook as book
from salesapp.words import gettext as _

WIDTHS = (18, 32, 24, 16, 10, 10, 13, 14, 13)


def workbook(lines: Iterable[Line]) -> tuple[io.BytesIO, int]:
    """Return the file and how many contracts it holds."""
    columns = list(zip(_heads(), WIDTHS, strict=True))
    return book.write(_("Contracts"), columns, (_values(line) for line in lines), kept=1)


def _heads() -> list[str]:
    labels = [label(f"F11.{key}") for key in ("number", "name", "customer", "amount")]
    return [*labels, _("State"), _("Owner"), _("Signed on"), _("Hand-off"), _("Hand-off due on")]


def _values(line: Line) -> list:
    return [
        line.number, line.name, line.customer, line.amount, status_words(line.status), line.owner, line.signed_on,
        GLOBALS["handoff_words"](line.handoff_status) if line.handoff_status else "", line.handoff_due_on,
    ]  # fmt: skip
