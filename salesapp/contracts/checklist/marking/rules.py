"""What may be answered about an item of the checklist, and when (F10). Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from salesapp.approvals.rules import has_words
from salesapp.contracts.checklist.rules import (
    BEFORE_APPROVAL,
    CLAUSES,
    CONFIRMED,
    CREDIT_CODE,
    ITEMS,
    NEVER_LEFT_OUT,
    SEALING,
    USUAL,
    Case,
    Mark,
    Result,
    lacks_code,
)
from salesapp.refusals import Refusal
from salesapp.words import gettext as _


class MarkRefused(Refusal):
    """What was entered about an item contradicts itself or comes too early or too late."""


def check_mark(mark: Mark, *, today: date, case: Case = USUAL) -> None:
    """Refuse a mark that contradicts itself (F10).

    What is merely incomplete may be kept: the gate before approval names it.
    """
    if mark.result == Result.NA:
        _check_left_out(mark, case)
    if mark.no == CREDIT_CODE and mark.result in (Result.OK, Result.NA) and lacks_code(mark, case):
        raise MarkRefused(
            _("The customer has no credit code on file: enter it there, or write here why there is none."),
            field="note",
        )
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


def _check_left_out(mark: Mark, case: Case) -> None:
    """Refuse “not applicable” where the item always applies, without its reason, or over an objection."""
    item = ITEMS[mark.no]
    if mark.no in NEVER_LEFT_OUT:
        raise MarkRefused(_("“%(item)s” applies to every contract.", item=item.title), field="result")
    if mark.no in case.never_left_out:
        raise MarkRefused(_("“%(item)s” applies to every sale.", item=item.title), field="result")
    if mark.objection:
        raise MarkRefused(
            _(
                "The customer objects to this clause, so it applies. Mark it as not conforming, or clear the objection."
            ),
            field="objection",
        )
    if item.clause and not has_words(mark.note):
        raise MarkRefused(_("Say why this clause does not apply."), field="note")


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
