"""What the page of a product table shows: each row with its verdict, as plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from salesapp.quotations.products.intake.models import ProductIntake
from salesapp.quotations.products.intake.rules import TONES, VERDICT_LABELS, Judged, Verdict
from salesapp.quotations.products.rules import price_words
from salesapp.quotations.tables.rules import FIELDS
from salesapp.words import gettext as _

#: Rows that a page lists; the refused ones come first.
SHOWN = 300


def page(intake: ProductIntake, judged: Sequence[Judged]) -> dict[str, Any]:
    """Return what the page shows."""
    counts = Counter(one.verdict for one in judged)
    ordered = sorted(judged, key=lambda one: (one.verdict is not Verdict.REFUSED, one.number))
    return {
        "intake": intake, "rows": [_row(one) for one in ordered[:SHOWN]], "more": max(0, len(ordered) - SHOWN),
        "counts": [(VERDICT_LABELS[each], counts[each], TONES[each]) for each in Verdict if counts[each]],
        "taken": sum(one.is_taken for one in judged), "priced": sum(one.is_taken and one.price is not None for one in judged),
    }  # fmt: skip


def _row(one: Judged) -> dict[str, Any]:
    return {
        "number": one.number, "code": one.code, "name": one.name, "verdict": VERDICT_LABELS[one.verdict],
        "tone": TONES[one.verdict], "price": _price(one),
        "words": " ".join(one.errors) or _(", ").join(_label(name) for name in one.changes),
    }  # fmt: skip


def _price(one: Judged) -> str:
    """Write the list price that a row sets, after the one it replaces; as the table says it where nothing is set."""
    if one.price is None:
        return one.said
    now = price_words(one.price.listed)
    replaces = one.was is not None and one.was.listed != one.price.listed
    return f"{price_words(one.was.listed)} → {now}" if replaces and one.was else now


def _label(name: str) -> str:
    return str(FIELDS[{"tax_rate": "rate"}.get(name, name)][0])
