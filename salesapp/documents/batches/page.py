"""What the pages of sheets printed together show."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from salesapp.documents.batches import rules
from salesapp.documents.batches.models import PrintBatch
from salesapp.documents.batches.rules import Pick
from salesapp.documents.forms import registry

MOST_PARAMETERS = 20


def wanted(args: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Return the form that an address asks for, else the first one, and what its records are filtered by."""
    codes = rules.codes()
    code = args.get("form", codes[0])
    asked = {
        name: value[:100] for name, value in list(args.items())[:MOST_PARAMETERS] if value and name != "form"
    }
    return (code if code in codes else codes[0]), asked


def choice(
    code: str, asked: Mapping[str, str], picks: Sequence[Pick], ticked: Collection[int] | None = None
) -> dict[str, Any]:
    """Return what can be chosen at an address: the forms, the filters, the records; all ticked, or those of before."""
    filters = rules.selection_of(code).filters
    shown = {each.name for each in filters}
    return {
        "chosen": registry.form(code),
        "forms": [registry.form(each) for each in rules.codes()],
        "filters": filters,
        "asked": asked,
        "others": {name: value for name, value in asked.items() if name not in shown},
        "address": urlencode({"form": code, **asked}),
        "picks": picks[: rules.MOST_SHEETS],
        "too_many": rules.too_many() if len(picks) > rules.MOST_SHEETS else "",
        "ticked": {pick.id for pick in picks} if ticked is None else set(ticked),
    }


def progress(batch: PrintBatch, *, ahead: int, seen: bool) -> dict[str, Any]:
    """Return what stands on the page of a batch."""
    return {
        "batch": batch,
        "form": registry.form(batch.form_code),
        "here": batch.is_done and batch.file.is_file() and seen,
        "seen": seen,
        "ahead": ahead,
    }
