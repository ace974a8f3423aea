"""The checklist as its page shows it: six groups, 31 rows, and the bar that says what is missing (F10, R39, R40)."""

from __future__ import annotations

import functools
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from salesapp.accounts.models import User
from salesapp.chinese.capitals import in_capitals
from salesapp.contracts.approval.page import gate
from salesapp.contracts.checklist import actions
from salesapp.contracts.checklist import rules as checklist
from salesapp.contracts.checklist.access import may_mark
from salesapp.contracts.checklist.rules import Mark, Result, Way
from salesapp.contracts.models import Contract
from salesapp.contracts.page import page
from salesapp.contracts.payments import rules as payments
from salesapp.documents.forms.f10 import GROUPS
from salesapp.web import clock
from salesapp.web.formats import short_day, yuan
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
    says: str
    who: str
    editable: bool
    unfolded: bool
    #: Of the single submission; each answer draws the row with a new one.
    token: str = field(default_factory=functools.partial(secrets.token_urlsafe, 16))
    refusal: str = ""
    field: str = ""
    stale: bool = False

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

    @property
    def done(self) -> int:
        """How many of its items are settled."""
        return sum(not row.state for row in self.rows)


def sheet(contract: Contract, user: User, changed: CheckRow | None = None) -> dict[str, Any]:
    """Return what the page of the checklist shows, one row of it as it was just typed."""
    found = groups(contract, user)
    if changed is not None:
        found = [replace(g, rows=[changed if r.no == changed.no else r for r in g.rows]) for g in found]
    return page(contract, user) | {"groups": found, "gate": gate(contract, user)}


def groups(contract: Contract, user: User) -> list[CheckGroup]:
    """Return the checklist as the page shows it."""
    asks, offer = asks_of(contract), actions.last_confirmation(contract)
    rows = [row(contract, no, user, asks=asks, offer=offer) for no in checklist.ITEMS]
    notes = {
        "C": _("Submitted for approval only when the customer has confirmed each"),
        "E": _("Filled in when the approved contract is sealed"),
        "F": _("Asked last, when every clause is settled"),
    }
    return [
        CheckGroup(
            letter,
            str(title),
            notes.get(letter, ""),
            [r for r in rows if checklist.ITEMS[r.no].group == letter],
        )
        for letter, title in GROUPS.items()
    ]


def row(
    contract: Contract, no: int, user: User, *, asks: dict[int, str] | None = None, offer: Mark | None = None
) -> CheckRow:
    """Return one row of the checklist as the page shows it.

    A clause that conforms but is not confirmed unfolds, with who confirmed last already filled in.
    """
    item, kept = checklist.ITEMS[no], contract.check_row(no)
    mark = kept.mark() if kept else Mark(no)
    open_ = checklist.problem(mark, contract.case)
    unconfirmed = no in checklist.CONFIRMED and mark.result == Result.OK and open_ is not None
    unfolded = unconfirmed or (mark.result == Result.BAD and open_ is not None)
    shown = _offered(mark, offer or actions.last_confirmation(contract)) if unconfirmed else mark
    return CheckRow(
        no=no,
        title=str(item.title),
        asks=(asks if asks is not None else asks_of(contract)).get(no) or str(item.requirement),
        clause=item.clause,
        confirm=no in checklist.CONFIRMED,
        mark=shown,
        seen=kept.version if kept else 0,
        state="bad" if mark.result == Result.BAD else "open" if open_ else "",
        says=_says(mark, open_),
        who=f"{kept.checked_by.name} {short_day(kept.checked_at)}" if kept and kept.checked_by else "",
        editable=may_mark(contract, no, user),
        unfolded=unfolded,
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


def _offered(mark: Mark, last: Mark) -> Mark:
    """Return a mark with its gaps filled from the last confirmation: the same call explained many clauses."""
    explained = mark.explained_on or last.explained_on or clock.today()
    confirmed = mark.confirmed_on or last.confirmed_on or clock.today()
    clause = mark.no in checklist.CLAUSES
    return replace(
        mark,
        explained_on=explained if clause else None,
        confirmed_by=mark.confirmed_by or last.confirmed_by,
        confirmed_way=mark.confirmed_way or last.confirmed_way,
        confirmed_on=max(explained, confirmed) if clause else confirmed,
    )


def _says(mark: Mark, open_: str | None) -> str:
    """Return what is known, or that nobody explained or confirmed it yet."""
    if not (words := says(mark)) and mark.no in checklist.CONFIRMED and open_:
        return _("Not confirmed yet") if mark.explained_on or mark.result else _("Not explained yet")
    return words


def asks_of(contract: Contract) -> dict[int, str]:
    """Return what this very contract says about an item: the clause instead of the question."""
    plan = payments.plan_words([node.as_plan() for node in contract.payment_nodes])
    code = contract.customer.credit_code
    delivery = " · ".join(filter(None, (contract.delivery_cycle, f"{contract.delivery_on or ''}")))
    return {
        1: f"{contract.our_entity} — {contract.customer.full_name}",
        2: _("Code on file: %(code)s", code=code) if code else "",
        6: contract.delivery_content or "",
        7: f"¥{yuan(contract.amount)} {in_capitals(contract.amount)}",
        8: _("Tax included, %(rate)s%%", rate=f"{contract.tax_rate.normalize():f}"),
        10: delivery,
        11: plan,
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
