"""Somebody leaves, or gets another role or team: everything that hangs on them is asked about and goes on (W02)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from salesapp import capability
from salesapp.accounts import queries as people
from salesapp.accounts.belongings import queries as belongings
from salesapp.accounts.belongings.rules import Belonging, Heap
from salesapp.accounts.leaving.rules import KEEPS, NOBODY, STEPS, Answers, check_answered
from salesapp.accounts.models import User
from salesapp.accounts.people.rules import Leaving
from salesapp.db import db
from salesapp.refusals import Refusal
from salesapp.rights.rules import Role
from salesapp.words import gettext as _

#: Who takes over, by kind and record: the number of a person, nobody, or not clear yet.
Heirs = dict[tuple[str, int], int]
UNCLEAR = -2


def steps(user: User, *, closing: bool) -> list[tuple[Leaving, str]]:
    """Return the steps that only this person can decide, each kind with its sentence."""
    declared = (one for part in capability.installed() for one in part.leaving)
    told = ((one, one.told(user, closing=closing)) for one in declared)
    return [(one, words) for one, words in told if words]


def following(user: User, *, closing: bool) -> list[str]:
    """Return the sentences that tell what goes on in the name of whoever takes over."""
    declared = (one for part in capability.installed() for one in part.leaving)
    return [words for one in declared if (words := one.following(user, closing=closing))]


def takers(user: User, staff: Sequence[User], *, closing: bool) -> list[User]:
    """Return who of these people can take the steps that only this person can decide."""
    found = list(staff)
    for one, _words in steps(user, closing=closing):
        found = list(one.takers(user, found, closing=closing))
    return found


def vacant(without: User | None = None) -> list[str]:
    """Return the sentences about roles that nobody fills, or would fill once a person left theirs."""
    declared = (one for part in capability.installed() for one in part.leaving)
    return [words for one in declared if (words := one.vacant(without=without))]


def hold(user: User) -> None:
    """Hold what hangs on a person, then the person, until the commit; only then it is told what hangs there.

    Whoever is just deciding on it waits for nobody; who gives this person something waits, or is waited for.
    """
    belongings.hold(user.id, None)
    belongings.hold_person(user)


def at_stake(user: User, *, closing: bool, role: str, team_id: int | None) -> list[Heap]:
    """Return what has to be asked about: all of it on closing or a move, else what the new role cannot hold.

    What hangs on a person for their role alone is asked about when they leave the role.
    """
    heaps = belongings.of_person(user.id)
    moves, changes = closing or team_id != user.team_id, closing or role != user.role
    return [
        heap
        for heap in heaps
        if (changes if heap.kind.alone else moves or Role(role) not in heap.kind.holders)
    ]


def hand_out(
    user: User, answers: Answers, *, closing: bool, role: str, team_id: int | None, by: User, at: datetime
) -> None:
    """Give everything to whom the answers name; what nobody takes over is asked for, and nothing is half given."""
    waiting = steps(user, closing=closing)
    heaps = at_stake(user, closing=closing, role=role, team_id=team_id)
    keeps = {heap.name for heap in heaps if heap.kind.may_stay_with(role) and not closing}
    heirs: Heirs = {
        (heap.name, one.id): _heir(user, heap.kind, answers.of(heap.name, one.id), heap.name in keeps)
        for heap in heaps
        for one in heap.held
    }
    unclear = [heap for heap in heaps if any(heirs[heap.name, one.id] == UNCLEAR for one in heap.held)]
    check_answered(unclear, [words for _one, words in waiting if not _is_answered(user, answers)])
    reason = _("The account was closed") if closing else _("Moved to another team or role")
    left = _give(heaps, heirs, user, by=by, at=at, reason=reason)
    if left:  # what came back since the customer had no other owner yet goes on now that it has
        left = _give(left, heirs, user, by=by, at=at, reason=reason)
    check_answered(left, [])
    for one, _words in steps(user, closing=closing):
        _pass_on(one, user, answers, closing=closing, by=by, at=at)


def _pass_on(one: Leaving, user: User, answers: Answers, *, closing: bool, by: User, at: datetime) -> None:
    """Give the steps to whom the answers name; a refusal stands beside the answer that named them."""
    try:
        one.pass_on(user, _person(answers.of(STEPS)), closing=closing, by=by, at=at)
    except Refusal as refused:
        refused.field = f"apart_{STEPS}" if STEPS in answers.apart else "successor"
        raise


def _give(
    heaps: Sequence[Heap], heirs: Heirs, user: User, *, by: User, at: datetime, reason: str
) -> list[Heap]:
    """Give each thing to its heir; return what the person still has of it."""
    for heap in reversed(heaps):
        for to, ids in _by_heir(heap, heirs, user):
            heap.pass_on(ids, to, by=by, at=at, reason=reason)
            db.session.flush()
    db.session.flush()
    found = [
        Heap(heap.kind, [one for one in heap.held if heirs.get((heap.name, one.id), user.id) != user.id])
        for heap in belongings.of_person(user.id)
    ]
    return [heap for heap in found if heap.held]


def _by_heir(heap: Heap, heirs: Heirs, user: User) -> Iterator[tuple[User | None, list[int]]]:
    """Yield who takes over which of a kind, or nobody; what stays with the person is left out."""
    found: dict[int, list[int]] = {}
    for one in heap.held:
        found.setdefault(heirs[heap.name, one.id], []).append(one.id)
    for heir, ids in found.items():
        if heir != user.id:
            yield _person(heir), ids


def _heir(user: User, kind: Belonging, answer: int | None, may_keep: bool) -> int:
    """Return the number of who takes over: the person where it stays with them, nobody where it may wait."""
    if answer == KEEPS:
        return user.id if may_keep else UNCLEAR
    if answer == NOBODY:
        return NOBODY if kind.waits else UNCLEAR
    to = _person(answer)
    fit = to is not None and to.active and to.id != user.id and Role(to.role) in kind.holders
    return to.id if to is not None and fit else UNCLEAR


def _is_answered(user: User, answers: Answers) -> bool:
    answer = answers.of(STEPS)
    if answer == NOBODY:
        return True
    to = _person(answer)
    return to is not None and to.active and to.id != user.id


def _person(answer: int | None) -> User | None:
    return people.find(answer) if answer and answer > 0 else None
