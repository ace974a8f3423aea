"""Cards and lines drawn once: a board has a hundred of them, and most look as they did a moment ago.

What one shows is in its value, so the value is the key: a card that changed in anything is another one.
"""

from __future__ import annotations

from functools import lru_cache

from flask import current_app
from flask_babel import get_locale
from markupsafe import Markup

from salesapp.opportunities.cards.queries import Card

KEPT = 5000  # pieces of about 2 KB


def card(card: Card, may_move: bool) -> Markup:
    """Return a card as it stands on the board, in the reader's language."""
    return _drawn("opportunities/cards/_card.html", "card", (card, may_move), str(get_locale()))


def line(card: Card) -> Markup:
    """Return a line of the list, in the reader's language."""
    return _drawn("opportunities/cards/_list.html", "line", (card,), str(get_locale()))


def breach(card: Card, may_record: bool) -> Markup:
    """Return a line of what was not followed up, in the reader's language."""
    return _drawn("opportunities/cards/_list.html", "breach", (card, may_record), str(get_locale()))


@lru_cache(maxsize=KEPT)
def _drawn(template: str, macro: str, values: tuple, language: str) -> Markup:
    module = current_app.jinja_env.get_template(template).module
    return getattr(module, macro)(*values)
