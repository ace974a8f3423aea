"""A discount that may be meant in tenths: 8.8 typed where per cent is asked, for 8.8 折, which is 12 % off. Pure."""

from __future__ import annotations

import unicodedata
from decimal import Decimal, InvalidOperation

from salesapp.chinese.texts import line
from salesapp.quotations.products.rules import places_of
from salesapp.words import gettext as _

#: Between these, with one place behind the point, it is asked.
ASKED_FROM, ASKED_BELOW = Decimal(1), Decimal(10)


def may_be_fold(text: str) -> bool:
    """Tell whether a discount looks as if it were meant in tenths: 8.8 for 8.8 折."""
    typed = unicodedata.normalize("NFKC", line(text)).strip()
    try:
        found = Decimal(typed)
    except InvalidOperation:
        return False
    return found.is_finite() and ASKED_FROM < found < ASKED_BELOW and places_of(found) == 1


def fold_question(text: str) -> str:
    """Ask whether a discount is meant in per cent or in tenths."""
    typed = unicodedata.normalize("NFKC", line(text)).strip()
    return _(
        "%(typed)s %% off, or %(typed)s fold (%(off)s %% off)? Write “%(typed)s%%” or “%(fold)s”.",
        typed=typed, fold=f"{typed}折", off=f"{100 - Decimal(typed) * 10:f}".rstrip("0").rstrip("."),
    )  # fmt: skip
