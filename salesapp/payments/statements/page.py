"""What the pages of a bank's statement show, as plain values."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from salesapp.payments.receipts import queries as money
from salesapp.payments.statements import actions, queries
from salesapp.payments.statements.models import BankStatement, StatementRow
from salesapp.payments.statements.proposals.rules import Proposal, Strength, note_words
from salesapp.payments.statements.reading.rules import guessed, table_of
from salesapp.payments.statements.rules import ASIDE, TO_DECIDE, What
from salesapp.reading.tables import wire
from salesapp.reading.tables.headers import Header
from salesapp.web import workbook as xlsx
from salesapp.web.formats import yuan
from salesapp.words import gettext as _

#: How many rows a page lists of each part.
SHOWN = 200
PREVIEW = 5
TONES = {Strength.STRONG: "ok", Strength.CUSTOMER: "blue", Strength.ADVANCE: "warn", Strength.CLAIM: "warn"}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a statement, in words."""

    id: int
    place: int
    day: date | None
    amount: Decimal | None
    payer: str
    words: str
    serial: str
    kind: What
    state: str
    tone: str
    whose: str = ""
    shares: Sequence[str] = ()
    notes: Sequence[str] = ()
    #: What it is confirmed by, as it is looked at; empty: somebody has to say more.
    choice: str = ""
    url: tuple[str, int] | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """A statement as finance meets it."""

    statement: BankStatement
    result: str
    checks: Sequence[tuple[str, str]]
    open: Sequence[Line]
    done: Sequence[Line]
    aside: Sequence[Line]
    refused: Sequence[Line]
    others: int
    more: int


def desk(statement: BankStatement) -> Desk:
    """Return a statement as finance meets it: what waits with its proposals, what was booked, set aside, refused."""
    rows = queries.rows_of(statement.id)
    waiting = [row for row in rows if row.what in TO_DECIDE and not row.is_booked]
    offered = actions.proposals(statement.id)
    names, nodes = _names(offered), _nodes(offered)
    shown = waiting[:SHOWN]
    return Desk(
        statement=statement, result=result(statement.told), checks=checks(statement.told),
        open=[_line(row, offered.get(row.id), names, nodes) for row in shown],
        done=[_line(row, None, names, nodes) for row in rows if row.is_booked][:SHOWN],
        aside=[_line(row, None, names, nodes) for row in rows if row.what in ASIDE and not row.is_booked][:SHOWN],
        refused=[_line(row, None, names, nodes) for row in rows if row.what == What.REFUSED][:SHOWN],
        others=sum(row.what in (What.REPEAT, What.SKIPPED) for row in rows), more=len(waiting) - len(shown),
    )  # fmt: skip


def result(told: Mapping[str, Any]) -> str:
    """Say in a line what was read: 读取 9 行：可入 3，重复 2，拒绝 3，略过 1；余额不连续 1 处."""
    if not told:
        return ""
    counts = {name: told[name] for name in ("read", "open", "repeats", "refused", "skipped")}
    words = _("%(read)s rows read: %(open)s to decide on, %(repeats)s there already, %(refused)s refused, "
              "%(skipped)s passed over", **counts)  # fmt: skip
    jumps = len(told["jumps"])
    return words + (_("; the balance does not follow at %(count)s places", count=jumps) if jumps else "")


def checks(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what totals and balances say: (words, tone)."""
    if not told:
        return []
    found = [
        (
            _(
                "Row %(place)s: the balance does not follow, %(gap)s yuan, perhaps a row is missing",
                place=place,
                gap=gap,
            ),
            "late",
        )
        for place, gap in told["jumps"]
    ]
    if told["totals"] and not told["agrees"]:
        found.append((_("The totals of the statement are not those of its rows"), "late"))
    if found:
        return found
    agree = told["totals"] and told["balanced"]
    return (
        [(_("Totals and balances agree") if agree else _("Balances agree"), "done")]
        if told["balanced"]
        else []
    )


def _names(offered: Mapping[int, Proposal]) -> dict[int, str]:
    return money.names({one.customer_id for one in offered.values() if one.customer_id})


def _nodes(offered: Mapping[int, Proposal]) -> dict[int, str]:
    nodes = money.present({node for one in offered.values() for node in one.shares})
    return {
        node.id: _("%(number)s node %(seq)s", number=node.contract.number, seq=node.seq) for node in nodes
    }


def _line(
    row: StatementRow, proposal: Proposal | None, names: Mapping[int, str], nodes: Mapping[int, str]
) -> Line:
    plain: dict[str, Any] = {
        "id": row.id, "place": row.place, "day": row.day, "amount": row.amount, "payer": row.payer, "words": row.words,
        "serial": row.serial, "kind": row.kind,
    }  # fmt: skip
    if row.is_booked and row.receipt is not None:
        return Line(**plain, state=row.receipt.number, tone="ok", url=("receipt", row.receipt.id))
    if proposal is None:
        said = row.aside_reason or row.why
        return Line(**plain, state=row.kind.label, tone="no" if row.why else "", why=said)
    state = {
        Strength.STRONG: _("Sure"), Strength.CUSTOMER: _("Proposed"), Strength.ADVANCE: _("As an advance"),
        Strength.CLAIM: _("To be claimed"),
    }[proposal.strength]  # fmt: skip
    if proposal.what is What.REFUND:
        state = What.REFUND.label
    return Line(
        **plain, state=state, tone=TONES[proposal.strength], whose=names.get(proposal.customer_id or 0, ""),
        shares=[f"{nodes[node]} ¥{yuan(amount)}" for node, amount in proposal.shares.items() if node in nodes],
        notes=[note_words(note, gap) for note, gap in proposal.notes],
        choice=f"{row.id}-{proposal.fingerprint}" if proposal.is_sure else "",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows of a table whose columns somebody has to name."""

    header: Header
    columns: Mapping[str, int]
    rows: Sequence[Sequence[str]]


def preview(statement: BankStatement) -> Preview:
    """Return the first rows of a table, and which column is guessed to be which."""
    sheet, header = table_of(wire.unpacked((statement.pending or "").splitlines()))
    body = list(header.body(sheet))[:PREVIEW]
    rows = [[row.cell(head.column).shown for head in header.heads] for row in body]
    return Preview(header, guessed(header), rows)


def rejects(statement: BankStatement) -> io.BytesIO:
    """Return the refused rows as a file of the same columns, with the reason in a last one."""
    heads = [(head, 18) for head in [*statement.heads, _("Reason")]]
    rows = [row for row in queries.rows_of(statement.id) if row.what == What.REFUSED]
    book, _count = xlsx.write(_("Refused"), heads, ([*row.cells, row.why] for row in rows))
    return book


def way_of(row: StatementRow) -> dict[str, Any]:
    """Return how a row's money came, as its proposal has it."""
    proposal = actions.proposals(row.statement_id).get(row.id)
    return {"way": proposal.way, "matures_on": proposal.matures_on} if proposal else {}


def is_free(row: StatementRow) -> bool:
    """Tell whether somebody has to decide on a row."""
    return row.what in TO_DECIDE and not row.is_booked
