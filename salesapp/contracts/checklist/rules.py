"""The 31 items of the signing checklist: what is asked, what a mark must hold, and what is still missing (F10, R39, R40).

Items of group C are clauses: each is explained to the customer and confirmed by them, with day, person and way. A
clause that the customer does not accept may still go to approval when the exception is described; it then goes to
legal and to the director.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from salesapp.approvals.rules import has_words
from salesapp.documents.forms.f10 import CHECKLIST, Item
from salesapp.words import Worded, ngettext
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

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
#: No sale does without acceptance, breach, disputes and where notices are served.
NEVER_LEFT_OUT_OF_A_SALE = frozenset({13, 14, 18, 19})
CREDIT_CODE = 2
#: The customer's answer is asked for: who, how, when.
CONFIRMED = CLAUSES | {NO_OBJECTION}

SHOWN = 4  # items named in the sentence under the button; the rest are counted


class Result(Worded):
    """What was found about one item."""

    OK = "ok"
    BAD = "bad"
    NA = "na"


RESULT_LABELS = Result.say(
    {
        Result.OK: _l("Conforms"),
        Result.BAD: _l("Does not conform"),
        Result.NA: _l("Not applicable"),
    }
)


class Way(Worded):
    """How the customer confirmed."""

    PHONE = "phone"
    MAIL = "mail"
    MEETING = "meeting"
    WECHAT = "wechat"
    LETTER = "letter"


WAY_LABELS = Way.say(
    {
        Way.PHONE: _l("Phone"),
        Way.MAIL: _l("Mail"),
        Way.MEETING: _l("In person"),
        Way.WECHAT: _l("WeChat"),
        Way.LETTER: _l("In writing"),
    }
)


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
class Case:
    """What of its contract and customer decides how an item may be answered."""

    is_sale: bool = True
    has_code: bool = True

    @property
    def never_left_out(self) -> frozenset[int]:
        """The items that cannot be answered with “not applicable”."""
        return NEVER_LEFT_OUT | NEVER_LEFT_OUT_OF_A_SALE if self.is_sale else NEVER_LEFT_OUT


#: A sale to a customer whose credit code is on file.
USUAL = Case()


@dataclass(frozen=True, slots=True)
class Missing:
    """One item that keeps a contract back, in words: 13 Acceptance not explained."""

    no: int
    what: str

    def __str__(self) -> str:
        return f"{self.no} {self.what}"


def lacks_code(mark: Mark, case: Case) -> bool:
    """Tell whether neither a credit code nor the reason for none is known."""
    return mark.no == CREDIT_CODE and not case.has_code and not has_words(mark.note)


def problem(mark: Mark, case: Case = USUAL) -> str | None:
    """Say what one item still lacks, or None where it is settled (R40)."""
    item = ITEMS[mark.no]
    if mark.result is None:
        if item.clause and mark.explained_on is None:
            return _("%(item)s not explained", item=item.title)
        return _("%(item)s not checked", item=item.title)
    if mark.result == Result.BAD:
        if mark.exception:
            return None
        return (
            _("%(item)s objected to", item=item.title)
            if mark.objection
            else _("%(item)s does not conform", item=item.title)
        )
    if lacks_code(mark, case):
        return _("%(item)s: no code, and no reason for none", item=item.title)
    if mark.result == Result.NA:
        return _left_out_wrongly(mark, case)
    if item.clause and mark.explained_on is None:
        return _("%(item)s not explained", item=item.title)
    if mark.no in CONFIRMED and not (mark.confirmed_by and mark.confirmed_way and mark.confirmed_on):
        return _("%(item)s not confirmed by the customer", item=item.title)
    return None


def _left_out_wrongly(mark: Mark, case: Case) -> str | None:
    """Say what is wrong with “not applicable”, also where it was answered before the contract became a sale."""
    item = ITEMS[mark.no]
    if mark.objection:
        return _("%(item)s objected to", item=item.title)
    return _("%(item)s left out", item=item.title) if mark.no in case.never_left_out else None


def missing(
    marks: Iterable[Mark], numbers: frozenset[int] = BEFORE_APPROVAL, case: Case = USUAL
) -> list[Missing]:
    """List what keeps a contract from approval (or, with other numbers, from the signature)."""
    known = {mark.no: mark for mark in marks}
    return [Missing(no, what) for no in sorted(numbers) if (what := problem(known.get(no, Mark(no)), case))]


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


def settled(marks: Iterable[Mark], case: Case = USUAL) -> int:
    """Count the settled items of all 31."""
    return sum(problem(mark, case) is None for mark in marks)


def exceptions(marks: Iterable[Mark]) -> list[Mark]:
    """Return what deviates: items that do not conform and say how, and clauses left out (3.6b)."""
    return [
        mark
        for mark in marks
        if (mark.result == Result.BAD and mark.exception) or (mark.result == Result.NA and mark.no in CLAUSES)
    ]


def deviation(mark: Mark) -> str:
    """Say how an item deviates: its exception, or that the clause is left out and why."""
    if mark.result == Result.NA:
        return _("Left out: %(why)s", why=mark.note or "/")
    return mark.exception or ""
