"""Cards of the board, drawn once: a board has a hundred of them, and most look as they did a moment ago.

What a card shows is in its value, so the value is the key: a card that changed in anything is another one.
"""

from __future__ import annotations

from functools import lru_cache

from flask import current_app
from flask_babel import get_locale
from markupsafe import Markup

from salesapp.opportunities.cards import Card

KEPT = 5000  # cards of about 2 KB


def drawn(card: Card, may_move: bool) -> Markup:
    """Return the card as it stands on the board, in the reader's language."""
    return _drawn(card, may_move, str(get_locale()))


@lru_cache(maxsize=KEPT)
def _drawn(card: Card, may_move: bool, language: str) -> Markup:
    template = current_app.jinja_env.get_template("opportunities/_card.html")
    return template.module.card(card, may_move)
