"""The playbook, read: dictionaries for every form, scripts, questions and answers for those who sell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import force_locale
from sqlalchemy import select

from salesapp.db import db
from salesapp.playbook.dictionaries import DICTIONARIES
from salesapp.playbook.models import DictionaryEntry, ObjectionAnswer, ScriptTemplate, SpinQuestion
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


def scripts(*, kind: str | None = None, with_closed: bool = False) -> Sequence[ScriptTemplate]:
    """Return the scripts, of one kind where asked (R15)."""
    query = select(ScriptTemplate).order_by(ScriptTemplate.kind, ScriptTemplate.id)
    if kind:
        query = query.where(ScriptTemplate.kind == kind)
    if not with_closed:
        query = query.where(ScriptTemplate.active)
    return db.session.scalars(query).all()


def script(script_id: int) -> ScriptTemplate | None:
    """Return one script."""
    return db.session.get(ScriptTemplate, script_id)


def questions(*, with_closed: bool = False) -> dict[str, list[SpinQuestion]]:
    """Return the question bank by its four parts (R19)."""
    query = select(SpinQuestion).order_by(SpinQuestion.position, SpinQuestion.id)
    if not with_closed:
        query = query.where(SpinQuestion.active)
    bank: dict[str, list[SpinQuestion]] = {part: [] for part in "SPIN"}
    for question in db.session.scalars(query):
        bank[question.part].append(question)
    return bank


def question(question_id: int) -> SpinQuestion | None:
    """Return one question of the bank."""
    return db.session.get(SpinQuestion, question_id)


def answers(*, kind: str | None = None, with_closed: bool = False) -> Sequence[ObjectionAnswer]:
    """Return the answers to objections, of one kind where asked (R37)."""
    query = select(ObjectionAnswer).order_by(
        ObjectionAnswer.kind, ObjectionAnswer.position, ObjectionAnswer.id
    )
    if kind:
        query = query.where(ObjectionAnswer.kind == kind)
    if not with_closed:
        query = query.where(ObjectionAnswer.active)
    return db.session.scalars(query).all()


def answer(answer_id: int) -> ObjectionAnswer | None:
    """Return one answer."""
    return db.session.get(ObjectionAnswer, answer_id)
