"""The checklist as its page shows it: six groups, 31 rows, and what one press may mark of them (F10, R39, R40)."""

from __future__ import annotations

import functools
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from salesapp.accounts.models import User
from salesapp.chinese.capitals import in_capitals
from salesapp.contracts.checklist import rules as checklist
from salesapp.contracts.checklist.access import may_mark
from salesapp.contracts.checklist.rules import Mark, Result, Way
from salesapp.contracts.checklist.together import rules as together
from salesapp.contracts.models import Contract
from salesapp.contracts.payments import rules as payments
from salesapp.contracts.sheets import Signed
from salesapp.documents.forms.f10 import GROUPS
from salesapp.web.formats import iso, short_day, yuan
from salesapp.words import gettext as _

#: Colour of the chosen answer's button, and of its tag.
TONES = {Result.OK: "yes", Result.BAD: "no", Result.NA: ""}
TAGS = {Result.OK: "ok", Result.BAD: "no", Result.NA: ""}


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One of the 31 rows as the page shows it."""

    no: int
    title: str
    asks: str
    clause: bool
    confirm: bool
    mark: Mark
    seen: int
    state: str  # "bad", "open" or "" where it is settled
    waits: str
    says: str
    who: str
    editable: bool
    unfolded: bool
    #: Whether this person changed it last.
    own: bool
    #: Something is lacking, and it is asked for now.
    open: bool
    missing: bool
    #: Of a clause that one answer of the customer may settle together with others: its number and version.
    tick: str = ""
    ticked: bool = False
    #: Of the single submission; each answer draws the row with a new one.
    token: str = field(default_factory=functools.partial(secrets.token_urlsafe, 16))
    refusal: str = ""
    field: str = ""
    stale: bool = False

    @property
    def group(self) -> str:
        """The letter of its group."""
        return checklist.ITEMS[self.no].group

    @property
    def answers(self) -> list[tuple[str, str, str, bool]]:
        """The three answers: code, words, tone of the chosen one, whether it is chosen."""
        chosen = self.mark.result
        return [(code, code.label, TONES[code] if code == chosen else "", code == chosen) for code in Result]

    @property
    def result_tag(self) -> tuple[str, str] | None:
        """Words and colour of the result, for those who only read."""
        if not self.mark.result:
            return None
        return Result(self.mark.result).label, TAGS[Result(self.mark.result)]

    @property
    def ways(self) -> list[tuple[str, str, bool]]:
        """The ways to confirm: code, words, whether it was chosen."""
        return [(code, code.label, code == self.mark.confirmed_way) for code in Way]

    @property
    def asks_confirmation(self) -> bool:
        """Whether the customer's answer is asked for: not where they did not accept."""
        return self.confirm and self.mark.result != Result.BAD

    @property
    def asks_exception(self) -> bool:
        """Whether a way round is asked for."""
        return self.mark.result == Result.BAD or bool(self.mark.exception)

    @property
    def details(self) -> str:
        """What stands in the part that unfolds."""
        if self.clause:
            return _("Explanation and confirmation")
        return _("Confirmation") if self.confirm else _("Note")


@dataclass(frozen=True, slots=True)
class CheckGroup:
    """One of the six groups."""

    letter: str
    title: str
    note: str
    rows: Sequence[CheckRow]

    #: What one press marks as conforming: items and their versions, "" where there is no such press.
    seen: str = ""
    count: int = 0
    #: What was typed into the group's form, and why it was not taken.
    form: Any = None
    refusal: str = ""

    @property
    def done(self) -> int:
        """How many of its items are settled."""
        return sum(not row.open for row in self.rows)

    @property
    def clauses(self) -> bool:
        """Whether the customer answers for its items: they are listed folded."""
        return any(row.confirm for row in self.rows)

    @property
    def confirms(self) -> bool:
        """Whether one answer of the customer may settle several of its clauses."""
        return any(row.tick for row in self.rows)


def groups(contract: Contract, user: User) -> list[CheckGroup]:
    """Return the checklist as the page shows it."""
    asks = asks_of(contract)
    rows = [row(contract, no, user, asks=asks) for no in checklist.ITEMS]
    notes = {
        "C": _("Submitted for approval only when the customer has confirmed each"),
        "E": _("Filled in when the approved contract is sealed"),
        "F": _("Asked last, when every clause is settled"),
    }
    marks = contract.marks()
    return [
        _group(contract, marks, letter, str(title), notes.get(letter, ""), rows)
        for letter, title in GROUPS.items()
    ]


def _group(
    contract: Contract, marks: Sequence[Mark], letter: str, title: str, note: str, rows: Sequence[CheckRow]
) -> CheckGroup:
    """Return one group, with what one press may mark of it."""
    own = [r for r in rows if checklist.ITEMS[r.no].group == letter]
    free = together.at_once(marks, letter, contract.asked, contract.case)
    seen = {r.no: r.seen for r in own if r.no in free and r.editable}
    return CheckGroup(letter, title, note, own, together.seen_words(seen), len(seen))


def row(contract: Contract, no: int, user: User, *, asks: dict[int, str] | None = None) -> CheckRow:
    """Return one row of the checklist as the page shows it.

    A clause that conforms but is not confirmed unfolds; its fields wait for what the customer said, and hold no guess.
    """
    item, kept = checklist.ITEMS[no], contract.check_row(no)
    mark = kept.mark() if kept else Mark(no)
    open_ = checklist.problem(mark, contract.case)
    unconfirmed = no in checklist.CONFIRMED and mark.result == Result.OK and open_ is not None
    last = no == checklist.NO_OBJECTION and open_ is not None
    unfolded = unconfirmed or last or (mark.result == Result.BAD and open_ is not None)
    seen, editable = contract.check_version(no), may_mark(contract, no, user)
    return CheckRow(
        no=no,
        title=str(item.title),
        asks=(asks if asks is not None else asks_of(contract)).get(no) or str(item.requirement),
        clause=item.clause,
        confirm=no in checklist.CONFIRMED,
        mark=mark,
        seen=seen,
        state="bad" if mark.result == Result.BAD else "open" if open_ else "",
        waits=(waits := _waits(mark, open_)),
        says=says(mark) or waits,
        who=f"{kept.checked_by.name} {short_day(kept.checked_at)}" if kept and kept.checked_by else "",
        editable=editable,
        unfolded=unfolded,
        own=kept is not None and kept.checked_by_id == user.id,
        open=open_ is not None,
        missing=open_ is not None and no in contract.asked,
        tick=f"{no}-{seen}" if editable and together.confirmable(mark, contract.case) else "",
    )


def refused(contract: Contract, no: int, user: User, form) -> CheckRow:
    """Return a row as it is kept, with what was typed in its fields and why it was not taken."""
    kept = row(contract, no, user)
    wrong, message = next(((f.name, words) for f, words in form.problems()), ("", ""))
    if form.sent_before:
        message = _("Another answer was saved here a moment ago: look at it, then press again.")
    return replace(
        kept,
        token=form.token.data,
        mark=replace(form.mark(no), result=kept.mark.result),
        unfolded=True,
        refusal=message or " ".join(form.refusals) or _("Please check what you typed."),
        field=wrong,
        stale=form.stale,
    )


def _waits(mark: Mark, open_: str | None) -> str:
    """Return what an item waits for that the customer answers for: that somebody explains it, or that they confirm."""
    if open_ is None or mark.no not in checklist.CONFIRMED or mark.result in (Result.BAD, Result.NA):
        return ""
    explained = mark.explained_on or mark.result or mark.no not in checklist.CLAUSES
    return _("Not confirmed yet") if explained else _("Not explained yet")


def asks_of(contract: Contract, signed: Signed | None = None) -> dict[int, str]:
    """Return what this very contract says, or said when it was signed, about an item: the clause instead of the question."""
    plan = signed.plan if signed else [node.as_plan() for node in contract.payment_nodes]
    amount, delivery_on = (signed or contract).amount, (signed or contract).delivery_on
    code = contract.customer.credit_code
    return {
        1: f"{contract.our_entity} — {contract.customer.full_name}",
        2: _("Code on file: %(code)s", code=code) if code else "",
        6: contract.delivery_content or "",
        7: f"¥{yuan(amount)} {in_capitals(amount)}",
        8: contract.taxed_words,
        10: " · ".join(filter(None, (contract.delivery_cycle, iso(delivery_on)))),
        11: payments.plan_words(plan),
        12: contract.after_sales or "",
        13: contract.acceptance or "",
        20: _("%(count)s copies", count=contract.copies),
        21: contract.template_version or "",
        22: contract.deviation or "",
    }


def says(mark: Mark) -> str:
    """Put a mark into words: 周* 邮件 11月20日; an objection; an exception; the note."""
    parts = []
    if mark.confirmed_by and mark.confirmed_on:
        way = checklist.Way(mark.confirmed_way).label if mark.confirmed_way else ""
        parts.append(f"{mark.confirmed_by} {way} {short_day(mark.confirmed_on)}")
    if mark.objection:
        parts.append(_("Objection: %(what)s", what=mark.objection))
    if mark.exception:
        parts.append(_("Exception: %(what)s", what=mark.exception))
    if mark.note:
        parts.append(mark.note)
    return " · ".join(parts)
