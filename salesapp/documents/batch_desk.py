"""What the pages of sheets printed together show."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import urlencode

from salesapp.accounts.models import User
from salesapp.documents import batch_work, queries, registry, rules, selections
from salesapp.documents.models import PrintBatch

MOST_PARAMETERS = 20


def choice(user: User, args: Mapping[str, str], ticked: Collection[int] | None = None) -> dict[str, Any]:
    """Return what can be chosen at an address: the forms, the filters, the records; all ticked, or those of before."""
    codes = selections.codes()
    code = args.get("form", codes[0])
    code = code if code in codes else codes[0]
    selection = selections.of(code)
    asked = {
        name: value[:100] for name, value in list(args.items())[:MOST_PARAMETERS] if value and name != "form"
    }
    picks = selection.find(code, user, asked, rules.MOST_SHEETS + 1)
    shown = {each.name for each in selection.filters}
    return {
        "chosen": registry.form(code),
        "forms": [registry.form(each) for each in codes],
        "filters": selection.filters,
        "asked": asked,
        "others": {name: value for name, value in asked.items() if name not in shown},
        "address": urlencode({"form": code, **asked}),
        "picks": picks[: rules.MOST_SHEETS],
        "too_many": rules.too_many() if len(picks) > rules.MOST_SHEETS else "",
        "ticked": {pick.id for pick in picks} if ticked is None else set(ticked),
    }


def progress(batch: PrintBatch) -> dict[str, Any]:
    """Return what stands on the page of a batch."""
    return {
        "batch": batch,
        "form": registry.form(batch.form_code),
        "here": batch.status == "done" and batch_work.file_of(batch).is_file(),
        "ahead": queries.batches_ahead(batch) if batch.status == "waiting" else 0,
    }
