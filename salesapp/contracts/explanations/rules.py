"""The clauses gone through with the customer on one screen: what may be answered, and which comes next (R39). Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum

from salesapp.chinese.texts import says
from salesapp.contracts.checklist.rules import CLAUSES, ITEMS, NO_OBJECTION, Mark, Result
from salesapp.refusals import Refusal
from salesapp.words import gettext as _
from salesapp.words import lazy_pgettext

#: Items of the checklist that speak of the papers themselves: what is attached, and that all copies read the same.
PAPERS = frozenset({24, 26})


class ExplanationRefused(Refusal):
    """The clauses cannot be gone through this way."""


class Answer(StrEnum):
    """What the customer said to one clause."""

    CONFIRMED = "confirmed"
    OBJECTION = "objection"

    @property
    def label(self) -> str:
        """What it is called."""
        return str(ANSWER_LABELS[self])

    @property
    def tone(self) -> str:
        """The colour of its tag."""
        return "ok" if self == Answer.CONFIRMED else "no"


ANSWER_LABELS = {
    Answer.CONFIRMED: lazy_pgettext("clause", "Confirmed"),
    Answer.OBJECTION: lazy_pgettext("clause", "Objection"),
}


def asked(marks: Iterable[Mark]) -> list[int]:
    """Return the clauses that are gone through, in order: those that were not left out."""
    return [mark.no for mark in marks if mark.no in CLAUSES and mark.result != Result.NA]


def same_clause(name: str, item: str) -> bool:
    """Tell whether a clause of the text is the one that an item of the checklist asks about, by their names."""
    ours, theirs = name.strip(), item.strip()
    return len(ours) > 1 and (ours in theirs or theirs in ours or ours[:4] == theirs[:4])


def reopened_by_text(before: Mapping[str, str], now: Mapping[str, str]) -> frozenset[int]:
    """Return the items that another wording of clauses opens again: clause title → text, before and now.

    The customer confirmed another text: it is explained again (R39), the copies and the file among the papers are
    looked at again, and the last confirmation goes. A first text opens nothing: until then the terms were explained.
    """
    if not before or before == now:
        return frozenset()
    changed = {title for title in before.keys() | now.keys() if before.get(title) != now.get(title)}
    spoken_of = {no for no in CLAUSES for title in changed if same_clause(title, str(ITEMS[no].title))}
    return frozenset(spoken_of | PAPERS | ({NO_OBJECTION} if spoken_of else set()))


def next_of(numbers: list[int], answered: Collection[int], after: int) -> int | None:
    """Return the clause that comes next: the first unanswered one after this one, round to the first."""
    place = numbers.index(after) if after in numbers else -1
    ahead = [*numbers[place + 1 :], *numbers[: max(place, 0)]]
    return next((no for no in ahead if no not in answered), None)


def check_with(name: str | None) -> str:
    """Refuse to go through the clauses with nobody."""
    words = (name or "").strip()
    if not says(words):
        raise ExplanationRefused(_("Say with whom of the customer."), field="other")
    return words


def check_clause(no: int, numbers: Collection[int]) -> None:
    """Refuse an answer to what is no clause of this contract."""
    if no not in numbers:
        raise ExplanationRefused(_("This is no clause that is gone through."))


def check_words(answer: str, words: str | None) -> str | None:
    """Refuse an objection that nobody could answer: it stands in the customer's own words."""
    said = (words or "").strip() or None
    if answer == Answer.OBJECTION and not says(said or ""):
        raise ExplanationRefused(_("Write down what the customer objects to, in their words."), field="words")
    return said if answer == Answer.OBJECTION else None


def check_running(ended: bool) -> None:
    """Refuse to change what was ended: it is what the customer signed."""
    if ended:
        raise ExplanationRefused(_("This round is closed. Begin another one."))


def check_ending(answers: Mapping[int, str], numbers: Collection[int], *, no_objection: bool) -> None:
    """Refuse to close a round in which nothing was said, or to note “no objection” while a clause is open or objected to."""
    if not answers:
        raise ExplanationRefused(_("Nothing was gone through yet."))
    confirmed = {no for no, answer in answers.items() if answer == Answer.CONFIRMED}
    if no_objection and set(numbers) - confirmed:
        raise ExplanationRefused(
            _("“No objection” needs every clause confirmed in this round."), field="no_objection"
        )


def answered(mark: Mark, answer: str, words: str | None, *, name: str, way: str, today: date) -> Mark:
    """Return the item of the checklist as the customer's answer leaves it."""
    if answer == Answer.OBJECTION:
        return replace(mark, result=Result.BAD.value, explained_on=today, objection=words)
    return replace(
        mark, result=Result.OK.value, explained_on=today, confirmed_by=name, confirmed_way=way, confirmed_on=today,
        objection=None, exception=None,
    )  # fmt: skip
