"""The dictionaries, read: for every form, for every page, to be edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import force_locale
from sqlalchemy import select

from salesapp.db import db
from salesapp.playbook.dictionaries.models import DictionaryEntry
from salesapp.playbook.dictionaries.rules import DICTIONARIES
from salesapp.web import cache


@dataclass(frozen=True)
class Word:
    """One value of a dictionary, in the reader's language where the team did not reword it."""

    code: str
    label: str
    active: bool


def dictionary(key: str, *, keep: str | None = None) -> list[Word]:
    """Return the values on offer, in the team's order; `keep` stays though switched off.

    An unknown dictionary is a KeyError.
    """
    return [word for word in _words(key) if word.active or (keep is not None and word.code == keep)]


def label(key: str, code: str | None) -> str:
    """Return the words of a value, also of one that was switched off since."""
    return next((word.label for word in _words(key) if word.code == code), code or "")


def _words(key: str) -> list[Word]:
    defaults = DICTIONARIES[key].entries
    stored = cache.stamped("dictionaries", _load).get(key)
    if stored is None:
        return [Word(code, str(words), True) for code, words in defaults.items()]
    return [
        Word(one.code, one.label if one.reworded else str(defaults[one.code]), one.active) for one in stored
    ]


@dataclass(frozen=True)
class _Line:
    """A stored value, and whether its words are still those that the product came with."""

    code: str
    label: str
    active: bool
    reworded: bool


def _load() -> dict[str, list[_Line]]:
    query = select(
        DictionaryEntry.dictionary, DictionaryEntry.code, DictionaryEntry.label, DictionaryEntry.active
    ).order_by(DictionaryEntry.dictionary, DictionaryEntry.position, DictionaryEntry.id)
    found: dict[str, list[_Line]] = {}
    shipped = first_labels()
    for key, code, text, active in db.session.execute(query):
        reworded = shipped.get(key, {}).get(code) != text
        found.setdefault(key, []).append(_Line(code, text, active, reworded))
    return found


def first_labels() -> dict[str, dict[str, str]]:
    """Return the Chinese words that every dictionary starts with, by code.

    Dictionaries are data from the first day on, so they start in Chinese, whoever fills them.
    """
    with force_locale("zh_Hans_CN"):
        return {
            one.key: {code: str(words) for code, words in one.entries.items()}
            for one in DICTIONARIES.values()
        }


def entries(key: str) -> Sequence[DictionaryEntry]:
    """Return a dictionary's rows to be edited, in order."""
    query = select(DictionaryEntry).where(DictionaryEntry.dictionary == key)
    return db.session.scalars(query.order_by(DictionaryEntry.position, DictionaryEntry.id)).all()


def entry(entry_id: int) -> DictionaryEntry | None:
    """Return one value of a dictionary."""
    return db.session.get(DictionaryEntry, entry_id)
