"""What is done to the playbook: rules are set, words added and switched off, wordings kept."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from sqlalchemy import func, select

from salesapp.accounts.models import User
from salesapp.db import db, touch_config
from salesapp.playbook import queries
from salesapp.playbook.dictionaries import DICTIONARIES
from salesapp.playbook.models import DictionaryEntry, ObjectionAnswer, ScriptTemplate, SpinQuestion
from salesapp.playbook.scripts import check_script
from salesapp.refusals import Refusal
from salesapp.web import cache
from salesapp.words import gettext as _

Positioned = TypeVar("Positioned", DictionaryEntry, SpinQuestion, ObjectionAnswer)


class WordRefused(Refusal):
    """A dictionary, a question or an answer cannot be changed this way."""


def add_word(dictionary: str, *, label: str) -> DictionaryEntry:
    """Add a value at the end of a dictionary."""
    _check_label(dictionary, label, None)
    position = db.session.scalar(
        select(func.coalesce(func.max(DictionaryEntry.position), 0)).where(
            DictionaryEntry.dictionary == dictionary
        )
    )
    entry = DictionaryEntry(dictionary=dictionary, code=_code(dictionary), label=label, position=position + 1)
    db.session.add(entry)
    _touched()
    return entry


def change_word(entry: DictionaryEntry, *, label: str, active: bool) -> DictionaryEntry:
    """Rename a value, switch it off or on; records keep its code, so they keep their meaning."""
    _check_label(entry.dictionary, label, entry.id)
    if not active:
        _check_may_close(entry)
    entry.label, entry.active = label, active
    _touched()
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
    count = db.session.scalar(select(func.count()).where(DictionaryEntry.dictionary == dictionary))
    return f"own_{count + 1}"


def move(row: Positioned, siblings: list[Positioned], *, up: bool) -> None:
    """Exchange a row with its neighbour; at the end of the list it stays where it is."""
    ordered = list(siblings)
    index = next(n for n, sibling in enumerate(ordered) if sibling.id == row.id)
    other = index - 1 if up else index + 1
    if 0 <= other < len(ordered):
        ordered[index], ordered[other] = ordered[other], ordered[index]
    for position, sibling in enumerate(ordered, 1):
        if sibling.position != position:
            sibling.position = position
    _touched()


def save_script(
    script: ScriptTemplate | None, *, kind: str, name: str, subject: str | None, body: str, active: bool,
    by: User, at: datetime,
) -> ScriptTemplate:  # fmt: skip
    """Keep a script, new or changed, after checking its placeholders (R15)."""
    check_script(kind, subject, body)
    if script is None:
        script = ScriptTemplate()
        db.session.add(script)
    script.kind, script.name, script.subject, script.body, script.active = kind, name, subject, body, active
    script.changed_by_id, script.changed_at = by.id, at
    return script


def save_question(question: SpinQuestion | None, *, part: str, text: str, active: bool) -> SpinQuestion:
    """Keep a question of the bank, new or changed (R19)."""
    if question is None:
        question = SpinQuestion(position=_last(SpinQuestion) + 1)
        db.session.add(question)
    question.part, question.question, question.active = part, text, active
    _touched()
    return question


def save_answer(
    answer: ObjectionAnswer | None, *, kind: str, method: str, objection: str, text: str, active: bool
) -> ObjectionAnswer:
    """Keep an answer to an objection, new or changed (R37)."""
    if answer is None:
        answer = ObjectionAnswer(position=_last(ObjectionAnswer) + 1)
        db.session.add(answer)
    answer.kind, answer.method, answer.objection, answer.answer = kind, method, objection, text
    answer.active = active
    return answer


def _last(kind: type[SpinQuestion] | type[ObjectionAnswer]) -> int:
    return db.session.scalar(select(func.coalesce(func.max(kind.position), 0)))


def _touched() -> None:
    db.session.flush()
    touch_config()
    cache.forget()
