"""What is done to dictionaries: values are added, renamed, switched off, never removed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from salesapp.db import db
from salesapp.playbook.actions import last, start_with, touched
from salesapp.playbook.dictionaries import queries
from salesapp.playbook.dictionaries.models import DictionaryEntry
from salesapp.playbook.dictionaries.rules import DICTIONARIES, WordRefused
from salesapp.words import gettext as _


def add_word(dictionary: str, *, label: str) -> DictionaryEntry:
    """Add a value at the end of a dictionary."""
    _check_label(dictionary, label, None)
    position = last(DictionaryEntry.position, DictionaryEntry.dictionary == dictionary)
    entry = DictionaryEntry(dictionary=dictionary, code=_code(dictionary), label=label, position=position + 1)
    db.session.add(entry)
    touched()
    return entry


def change_word(entry: DictionaryEntry, *, label: str, active: bool) -> DictionaryEntry:
    """Rename a value, switch it off or on; records keep its code, so they keep their meaning."""
    _check_label(entry.dictionary, label, entry.id)
    if not active:
        _check_may_close(entry)
    entry.label, entry.active = label, active
    touched()
    return entry


def _check_may_close(entry: DictionaryEntry) -> None:
    if entry.code in DICTIONARIES[entry.dictionary].fixed:
        raise WordRefused(
            _("The registration form relies on this value: rename it, but keep it."), field="active"
        )
    others = [other for other in queries.entries(entry.dictionary) if other.active and other.id != entry.id]
    if not others:
        raise WordRefused(_("A dictionary keeps at least one value in use."), field="active")


def _check_label(dictionary: str, label: str, entry_id: int | None) -> None:
    same = select(DictionaryEntry.id).where(
        DictionaryEntry.dictionary == dictionary,
        func.lower(DictionaryEntry.label) == label.lower(),
        DictionaryEntry.id != (entry_id or 0),
    )
    if db.session.scalar(same.limit(1)) is not None:
        raise WordRefused(_("This value is there already."), field="label")


def _code(dictionary: str) -> str:
    """Return a code that was never used, so that old records never get a new meaning."""
    count = db.session.scalar(select(func.count()).where(DictionaryEntry.dictionary == dictionary)) or 0
    return f"own_{count + 1}"


def fill(*, at: datetime) -> int:
    """Write the values that the dictionaries start with, where there is none at all."""
    return start_with(
        DictionaryEntry.id,
        (
            DictionaryEntry(dictionary=key, code=code, label=label, position=position)
            for key, labels in queries.first_labels().items()
            for position, (code, label) in enumerate(labels.items(), 1)
        ),
    )
