"""The list of opportunities as a workbook."""

from __future__ import annotations

import io
from collections.abc import Iterable

from salesapp.documents.forms.registry import label
from salesapp.opportunities.cards.queries import Card
from salesapp.web import workbook as book
from salesapp.words import gettext as _

FIELDS = (
    "number",
    "name",
    "customer",
    "key_contact",
    "owner",
    "grade",
    "stage",
    "win_rate",
    "amount",
    "expected_close_on",
)
WIDTHS = (14, 36, 28, 12, 10, 8, 14, 8, 16, 14, 14, 16)


def workbook(cards: Iterable[Card]) -> tuple[io.BytesIO, int]:
    """Return the file and how many opportunities it holds; amounts and dates are numbers and dates."""
    heads = [label(f"F06.{key}") for key in FIELDS] + [_("Next follow-up"), _("Contracted amount")]
    columns = list(zip(heads, WIDTHS, strict=True))
    return book.write(_("Opportunities"), columns, (_values(card) for card in cards))


def _values(card: Card) -> list:
    return [
        card.number, card.name, card.customer, card.contact, card.owner, card.grade, card.stage_label,
        f"{card.win_rate}%", card.amount, card.expected_close_on, card.pace.due_on, card.contracted,
    ]  # fmt: skip
