"""What the page behind the code of a print shows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import force_locale

from salesapp.accounts.models import User
from salesapp.config import LOCALES
from salesapp.documents.forms import registry
from salesapp.documents.paper import loaders
from salesapp.documents.paper.values import SheetData
from salesapp.documents.register import queries, rules
from salesapp.documents.register.models import PrintedSheet
from salesapp.documents.register.rules import Compared, Standing


def check(sheet: PrintedSheet, user: User) -> dict[str, Any]:
    """Return what somebody who holds a print may know of it: nothing of the record where they may not see it."""
    form = registry.form(sheet.form_code)
    shown: Mapping[str, Any] = sheet.shown or {}
    version = form.version if shown.get("version") != form.version else ""
    if sheet.record_id is None:
        return {"sheet": sheet, "form": form, "standing": Standing(version=version), "url": "", "seen": True}
    mine = _load(sheet, user)
    if mine is None:
        return {"sheet": sheet, "form": form, "standing": None, "url": "", "seen": False}
    compared = _compared(sheet, mine, shown)
    standing = Standing(compared.changes, version, queries.reprints_since(sheet), compared.partly)
    return {"sheet": sheet, "form": form, "standing": standing, "url": mine.url, "seen": True}


def _load(sheet: PrintedSheet, user: User) -> SheetData | None:
    assert sheet.record_id is not None
    shown = sheet.shown or {}
    locale, asked = shown.get("locale"), shown.get("asked", {})
    period = {name: date.fromisoformat(day) for name, day in asked.items()}
    with force_locale(locale if locale in LOCALES else LOCALES[0]):
        return loaders.load(sheet.form_code, sheet.record_id, user, period)


def _compared(sheet: PrintedSheet, mine: SheetData, shown: Mapping[str, Any]) -> Compared:
    """Return what changed since, as whoever printed it sees the record; what this person may not see is left out."""
    form, code = registry.form(sheet.form_code), str(sheet.code)
    theirs = _load(sheet, sheet.by) if sheet.by else None
    return rules.compare(
        form,
        shown.get("values", {}),
        rules.shown_on(form, mine, code),
        rules.shown_on(form, theirs, code) if theirs else None,
    )
