"""Cards and lines drawn once: a board has a hundred of them, and most look as they did a moment ago.

A card that changed in anything is another one, so what was drawn of it is kept beside its values.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from salesapp.opportunities.cards.queries import Card
from salesapp.web.drawn import all_of


def cards(cards: Sequence[Card], may_move: bool) -> Markup:
    """Return cards as they stand on the board, in the reader's language."""
    return all_of("opportunities/cards/_card.html", "card", cards, may_move)


def lines(cards: Sequence[Card]) -> Markup:
    """Return lines of the list, in the reader's language."""
    return all_of("opportunities/cards/_list.html", "line", cards)


def breaches(cards: Sequence[Card], may_record: bool) -> Markup:
    """Return lines of what was not followed up, in the reader's language."""
    return all_of("opportunities/cards/_list.html", "breach", cards, may_record)
