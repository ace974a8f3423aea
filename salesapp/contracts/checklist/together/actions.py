"""Marking several items of the checklist by one press, and taking that back (F10, R39)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.contracts.checklist.marking.rules import MarkRefused
from salesapp.contracts.checklist.rules import CONFIRMED, ITEMS, Mark, Result
from salesapp.contracts.checklist.together import rules
from salesapp.contracts.models import Contract
from salesapp.refusals import StaleEdit
from salesapp.web import clock
from salesapp.words import gettext as _


@dataclass(frozen=True, slots=True)
class Marked:
    """What one press marked, and what it left as a colleague has it."""

    numbers: Sequence[int]
    left: Sequence[int]


def mark_group(contract: Contract, letter: str, seen: Mapping[int, int], *, by: User, at: datetime) -> Marked:
    """Mark the open items of a group as conforming: those that are as this person saw them.

    What a colleague marked or opened again meanwhile stays theirs; where nothing else is left, it is refused.
    """
    free = rules.at_once(contract.marks(), letter, contract.asked, contract.case)
    mine = [no for no in seen if no in free and contract.check_version(no) == seen[no]]
    theirs = [no for no in seen if no not in mine and ITEMS[no].group == letter and no not in CONFIRMED]
    if not mine and theirs:
        raise StaleEdit(_("A colleague marked these items meanwhile. What you see now is theirs."))
    if not mine:
        raise MarkRefused(_("Nothing in this group can be marked by one press."))
    for no in mine:
        _note(contract, replace(contract.mark_of(no), result=Result.OK.value), by=by, at=at)
    return Marked(mine, theirs)


def take_back(contract: Contract, stamp: str, *, by: User) -> list[int]:
    """Undo one's own press: the items it marked are open again, but for those that were changed since."""
    rows = [
        row
        for row in contract.checks
        if row.checked_at is not None
        and rules.stamp(row.checked_at) == stamp
        and row.checked_by_id == by.id
        and row.result == Result.OK
        and not row.mark().confirmed_by
    ]
    if not rows:
        raise MarkRefused(_("This can no longer be undone: change the items one by one."))
    for row in rows:
        contract.take_back(row)
    return [row.no for row in rows]


def confirm(
    contract: Contract, seen: Mapping[int, int], answer: Mapping[str, Any], *, by: User, at: datetime
) -> list[int]:
    """Write down one answer of the customer to several clauses (R39): all of them, or none."""
    rules.check_ticked(seen)
    for no in seen:
        mark = contract.mark_of(no)
        if contract.check_version(no) != seen[no] or not rules.confirmable(mark, contract.case):
            raise StaleEdit(
                _(
                    "%(item)s was changed meanwhile. Nothing was saved yet: look at it, then press again.",
                    item=rules.named(no),
                )
            )
        answered = rules.confirmed(mark, answer)
        rules.check_explained(no, answered.explained_on)
        try:
            _note(contract, answered, by=by, at=at)
        except MarkRefused as refused:
            why = _("%(item)s: %(why)s", item=rules.named(no), why=refused)
            raise MarkRefused(why, field=refused.field) from refused
    return list(seen)


def _note(contract: Contract, mark: Mark, *, by: User, at: datetime) -> None:
    contract.note_check(mark, by=by, at=at, today=clock.local(at).date())
