"""The 31 items of the signing checklist: what is asked, what a mark must hold, and what is still missing (F10, R39, R40).

Items of group C are clauses: each is explained to the customer and confirmed by them, with day, person and way. A
clause that the customer does not accept may still go to approval when the exception is described; it then goes to
legal and to the director.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from salesapp.documents.forms.f10 import CHECKLIST, Item
from salesapp.refusals import Refusal
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l
from salesapp.words import ngettext

ITEMS: Mapping[int, Item] = {item.no: item for item in CHECKLIST}
TOTAL = len(CHECKLIST)

CLAUSES = frozenset(item.no for item in CHECKLIST if item.clause)
NO_OBJECTION = 31
#: Seals, copies and signatures can be seen only when the paper is there: asked before signing, not before approval.
BEFORE_SIGNING = frozenset({25, 26, 27, 28, 29, 30})
SEALING = frozenset({27, 28, 29, 30})
BEFORE_APPROVAL = frozenset(ITEMS) - BEFORE_SIGNING
#: No contract does without these; the guide names 10, 11 and 12 (R39).
NEVER_LEFT_OUT = frozenset({1, 7, 10, 11, 12, NO_OBJECTION})
#: The customer's answer is asked for: who, how, when.
CONFIRMED = CLAUSES | {NO_OBJECTION}

SHOWN = 4  # items named in the sentence under the button; the rest are counted


class Result(StrEnum):
    """What was found about one item."""

    OK = "ok"
    BAD = "bad"
    NA = "na"

    @property
    def label(self) -> str:
        """What it is called."""
        return str(RESULT_LABELS[self])


RESULT_LABELS = {
    Result.OK: _l("Conforms"),
    Result.BAD: _l("Does not conform"),
    Result.NA: _l("Not applicable"),
}


class Way(StrEnum):
    """How the customer confirmed."""

    PHONE = "phone"
    MAIL = "mail"
    MEETING = "meeting"
    WECHAT = "wechat"
    LETTER = "letter"

    @property
    def label(self) -> str:
        """What it is called."""
        return str(WAY_LABELS[self])


WAY_LABELS = {
    Way.PHONE: _l("Phone"),
    Way.MAIL: _l("Mail"),
    Way.MEETING: _l("In person"),
    Way.WECHAT: _l("WeChat"),
    Way.LETTER: _l("In writing"),
}


class MarkRefused(Refusal):
    """What was entered about an item contradicts itself or comes too early or too late."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What is known about one item of one contract."""

    no: int
    result: str | None = None
    note: str | None = None
    explained_on: date | None = None
    confirmed_by: str | None = None
    confirmed_way: str | None = None
    confirmed_on: date | None = None
    objection: str | None = None
    exception: str | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """One item that keeps a contract back, in words: 13 Acceptance not explained."""

    no: int
    what: str

    def __str__(self) -> str:
        return f"{self.no} {self.what}"


def check_mark(mark: Mark, *, today: date) -> None:
    """Refuse a mark that contradicts itself (F10).

    What is merely incomplete may be kept: the gate before approval names it.
    """
    item = ITEMS[mark.no]
    if mark.result == Result.NA:
        if mark.no in NEVER_LEFT_OUT:
            raise MarkRefused(_("“%(item)s” applies to every contract.", item=item.title), field="result")
        if item.clause and not mark.note:
            raise MarkRefused(_("Say why this clause does not apply."), field="note")
    if mark.exception and mark.result != Result.BAD:
        raise MarkRefused(_("An exception belongs to an item that does not conform."), field="exception")
    if mark.objection and mark.result == Result.OK:
        raise MarkRefused(
            _(
                "The customer's objection still stands here. Clear it when it is settled, or mark the item as not conforming."
            ),
            field="objection",
        )
    _check_days(mark, today)


def _check_days(mark: Mark, today: date) -> None:
    for field in ("explained_on", "confirmed_on"):
        if (day := getattr(mark, field)) is not None and day > today:
            raise MarkRefused(_("This day lies in the future."), field=field)
    if mark.explained_on and mark.confirmed_on and mark.confirmed_on < mark.explained_on:
        raise MarkRefused(_("Nobody confirms a clause before it is explained."), field="confirmed_on")


def check_open(no: int, *, approved: bool, under_approval: bool, closed: bool) -> None:
    """Refuse a mark at a time when it would not be true, or would change what was approved."""
    if closed:
        raise MarkRefused(_("The checklist of a signed or void contract is closed."))
    if no in SEALING and not approved:
        raise MarkRefused(_("The seal is set after the last approval, not before."), field="result")
    if under_approval and no in BEFORE_APPROVAL:
        raise MarkRefused(_("This item was submitted for approval. Withdraw the contract to change it."))


def cleared(mark: Mark) -> Mark:
    """Return the mark without what its result makes meaningless.

    Where the customer did not accept, nobody confirmed; where an item conforms, there is no exception.
    """
    confirmed = mark.result == Result.OK and mark.no in CONFIRMED
    explained = mark.no in CLAUSES and mark.result != Result.NA
    return replace(
        mark,
        explained_on=mark.explained_on if explained else None,
        confirmed_by=mark.confirmed_by if confirmed else None,
        confirmed_way=mark.confirmed_way if confirmed else None,
        confirmed_on=mark.confirmed_on if confirmed else None,
        objection=mark.objection if mark.no in CLAUSES else None,
    )


def problem(mark: Mark) -> str | None:
    """Say what one item still lacks, or None where it is settled (R40)."""
    item = ITEMS[mark.no]
    if mark.result is None:
        if item.clause and mark.explained_on is None:
            return _("%(item)s not explained", item=item.title)
        return _("%(item)s not checked", item=item.title)
    if mark.result == Result.NA:
        return None
    if mark.result == Result.BAD:
        if mark.exception:
            return None
        return (
            _("%(item)s objected to", item=item.title)
            if mark.objection
            else _("%(item)s does not conform", item=item.title)
        )
    if item.clause and mark.explained_on is None:
        return _("%(item)s not explained", item=item.title)
    if mark.no in CONFIRMED and not (mark.confirmed_by and mark.confirmed_way and mark.confirmed_on):
        return _("%(item)s not confirmed by the customer", item=item.title)
    return None


def missing(marks: Iterable[Mark], numbers: frozenset[int] = BEFORE_APPROVAL) -> list[Missing]:
    """List what keeps a contract from approval (or, with other numbers, from the signature)."""
    known = {mark.no: mark for mark in marks}
    return [Missing(no, what) for no in sorted(numbers) if (what := problem(known.get(no, Mark(no))))]


def missing_words(items: list[Missing]) -> str:
    """Put what is missing into one sentence: 还差 2 项：11 …有异议，13 …未解释."""
    if not items:
        return ""
    named = _(", ").join(str(item) for item in items[:SHOWN])
    if len(items) > SHOWN:
        named += _(" and others")
    return ngettext(
        "%(num)d item missing: %(what)s", "%(num)d items missing: %(what)s", len(items), what=named
    )


def settled(marks: Iterable[Mark]) -> int:
    """Count the settled items of all 31."""
    return sum(problem(mark) is None for mark in marks)


def exceptions(marks: Iterable[Mark]) -> list[Mark]:
    """Return the items that deviate and say how: they make a contract non-standard (3.6b)."""
    return [mark for mark in marks if mark.result == Result.BAD and mark.exception]


#: Which items speak of which facts of the contract: a changed fact has to be checked, and explained, again.
SPEAKS_OF: Mapping[str, frozenset[int]] = {
    "our_entity": frozenset({1}),
    "amount": frozenset({7, 11}),
    "payment_nodes": frozenset({11}),
    "payment_terms": frozenset({11}),
    "tax_rate": frozenset({8}),
    "currency": frozenset({9}),
    "delivery_content": frozenset({6}),
    "delivery_on": frozenset({10}),
    "delivery_cycle": frozenset({10}),
    "after_sales": frozenset({12}),
    "acceptance": frozenset({13}),
    "copies": frozenset({20}),
    "starts_on": frozenset({20}),
    "ends_on": frozenset({20}),
    "is_standard_text": frozenset({21, 22}),
    "deviation": frozenset({21, 22}),
    "template_version": frozenset({21}),
}


def reopened_by(changed: Iterable[str]) -> frozenset[int]:
    """Return the items that a change of these facts opens again, the last confirmation with them.

    The customer confirmed another text: what changed is explained again before the contract goes to approval (R39).
    """
    touched = frozenset().union(*(SPEAKS_OF.get(name, frozenset()) for name in changed))
    return touched | {NO_OBJECTION} if touched else touched
