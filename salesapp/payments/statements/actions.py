"""A statement is taken in, its rows are booked as proposed or as finance says, or set aside. Importing books nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from salesapp.accounts.models import User
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.payments import access
from salesapp.payments.concessions import actions as concessions
from salesapp.payments.concessions import queries as agreed
from salesapp.payments.receipts import actions as receipts
from salesapp.payments.receipts import queries as money
from salesapp.payments.receipts.models import Receipt
from salesapp.payments.receipts.rules import OpenNode
from salesapp.payments.rules import PaymentRefused, check_reason
from salesapp.payments.statements import queries
from salesapp.payments.statements.matching.rules import aside, is_personal, key_of, mark_of, propose
from salesapp.payments.statements.models import (
    BankLayout,
    BankStatement,
    OwnAccount,
    PayerAlias,
    StatementRow,
)
from salesapp.payments.statements.proposals.rules import Money, Proposal, World
from salesapp.payments.statements.reading.rules import Entry, Statement, read, table_of
from salesapp.payments.statements.rules import TO_DECIDE, What, check_columns, heads_key
from salesapp.reading.tables import wire
from salesapp.reading.tables.book import Workbook
from salesapp.refusals import check_all
from salesapp.web.formats import short_moment
from salesapp.words import gettext as _
from salesapp.words import pgettext


def remember(heads: Sequence[str], columns: Mapping[str, int], *, by: User, at: datetime) -> None:
    """Remember which column is which under this head line."""
    access.check_books(by)
    key = heads_key(heads)
    if queries.layout(key) is None:
        db.session.add(BankLayout(heads=key, columns=dict(columns), by_id=by.id, at=at))


def take_in(name: str, book: Workbook, *, by: User, at: datetime) -> BankStatement:
    """Take in a file of the bank. Where its head line was never seen, somebody first says which column is which."""
    access.check_books(by)
    sheet, header = table_of(book)
    one = BankStatement(name=name[:200], heads=list(header.words), told={}, by=by, at=at)
    db.session.add(one)
    columns = queries.layout(heads_key(header.words))
    if columns is None:
        one.pending = "".join(wire.packed(book))
    else:
        _fill(one, read(sheet, header, columns))
    db.session.flush()
    return one


def say_columns(one: BankStatement, columns: Mapping[str, int], *, by: User, at: datetime) -> None:
    """Say which column is which: remembered for every statement with this head line, and this one is read."""
    access.check_books(by)
    if one.pending is None:
        raise PaymentRefused(_("This statement was read already."))
    check_columns(columns)
    sheet, header = table_of(wire.unpacked(one.pending.splitlines()))
    remember(header.words, columns, by=by, at=at)
    _fill(one, read(sheet, header, columns))
    one.pending = None


def _fill(one: BankStatement, found: Statement) -> None:
    """Keep the rows of a statement; those that are there already are counted, and led back to."""
    _own(found)
    world = queries.world(entry.payer for entry in found.entries)
    marked = _marks(found)
    known = queries.known_marks([mark for _entry, mark in marked if mark])
    days = [entry.day for entry in found.entries if entry.day]
    one.account, one.holder = found.account, found.holder[:120]
    one.first_on, one.last_on = min(days, default=None), max(days, default=None)
    one.rows = [_row(entry, mark, known, world) for entry, mark in marked]
    one.told = _told(found, one.rows)


def _own(found: Statement) -> None:
    if found.account and found.account not in queries.own()[1]:
        db.session.add(OwnAccount(account=found.account, holder=found.holder[:120]))
        db.session.flush()


def _marks(found: Statement) -> list[tuple[Entry, str | None]]:
    seen: dict[str, int] = {}
    marked: list[tuple[Entry, str | None]] = []
    for entry in found.entries:
        mark = None
        if not entry.refused and entry.amount is not None:
            parts = (entry.day, entry.amount, entry.balance, entry.payer, entry.words)
            mark = mark_of(found.account, parts, entry.serial, seen)
        marked.append((entry, mark))
    return marked


def _row(entry: Entry, mark: str | None, known: Mapping[str, int], world: World) -> StatementRow:
    repeats = known.get(mark or "")
    return StatementRow(
        place=entry.place, mark=None if repeats else mark, day=entry.day, amount=entry.amount, balance=entry.balance,
        payer=entry.payer[:120], account=entry.account[:40], words=entry.words[:400], serial=entry.serial[:60],
        what=_what(entry, repeats, world), refused=" ".join(entry.refused) or None, repeats_id=repeats, cells=list(entry.cells),
    )  # fmt: skip


def _what(entry: Entry, repeats: int | None, world: World) -> What:
    if entry.refused:
        return What.REFUSED
    if entry.amount is None:
        return What.SKIPPED
    if repeats:
        return What.REPEAT
    found = aside(Money(0, entry.amount, entry.payer, entry.account, entry.words), world)
    return found or (What.IN if entry.amount > 0 else What.REFUND)


def _told(found: Statement, rows: Sequence[StatementRow]) -> dict[str, Any]:
    kinds = [row.what for row in rows]
    return {
        "read": len(rows), "open": sum(kind in TO_DECIDE for kind in kinds), "repeats": kinds.count(What.REPEAT),
        "refused": kinds.count(What.REFUSED), "skipped": kinds.count(What.SKIPPED),
        "totals": [{name: str(value) for name, value in asdict(one).items()} for one in found.totals],
        "agrees": all(one.agrees for one in found.totals), "balanced": any(row.balance is not None for row in rows),
        "jumps": [[jump.place, f"{jump.gap:,.2f}"] for jump in found.jumps],
    }  # fmt: skip


# ------------------------------------------------------------------------------------- deciding on rows


def proposals(statement_id: int) -> dict[int, Proposal]:
    """Propose what the rows of a statement are that wait, against what is open now."""
    rows = queries.open_rows(statement_id)
    return propose(rows, queries.world(row.payer for row in rows)) if rows else {}


def confirm(rows: Mapping[StatementRow, str], *, by: User, at: datetime) -> list[Receipt]:
    """Book rows as they are proposed: each as it was looked at, told by its fingerprint."""
    access.check_books(by)
    if not rows:
        raise PaymentRefused(_("Choose at least one row."))
    offered = proposals(next(iter(rows)).statement_id)
    check_all(*(partial(_check_seen, row, offered.get(row.id), seen) for row, seen in rows.items()))
    return [_book_proposed(row, offered[row.id], by, at) for row in rows]


def _check_seen(row: StatementRow, proposal: Proposal | None, seen: str) -> None:
    """Refuse a row that is booked, or is proposed otherwise than it was looked at."""
    check_free(row)
    if proposal is None or proposal.fingerprint != seen or not proposal.is_sure:
        raise PaymentRefused(_("Row %(place)s is proposed otherwise now: look at it again.", place=row.place))


def check_free(row: StatementRow) -> None:
    """Refuse a row that is booked already, and say by whom."""
    if row.is_booked and row.receipt is not None:
        raise PaymentRefused(
            _("Row %(place)s was booked as %(number)s by %(who)s at %(when)s; nothing was booked again.", place=row.place,
              number=row.receipt.number, who=row.receipt.by.name, when=short_moment(row.receipt.at))
        )  # fmt: skip
    if row.what not in TO_DECIDE:
        raise PaymentRefused(_("Row %(place)s is no customer's money.", place=row.place))


def _book_proposed(row: StatementRow, proposal: Proposal, by: User, at: datetime) -> Receipt:
    customer = money.customer(proposal.customer_id or 0)
    if customer is None:
        raise PaymentRefused(_("This customer is gone."))
    if proposal.what is What.REFUND:
        return pay_back(row, customer, by=by, at=at)
    return book(
        row, customer, proposal.shares, way=proposal.way, matures_on=proposal.matures_on, by=by, at=at
    )


def book(
    row: StatementRow, customer: Customer, shares: Mapping[int, Decimal], *, way: str, matures_on: Any = None,
    learns: bool = False, by: User, at: datetime,
) -> Receipt:  # fmt: skip
    """Book a row for a customer; what is left is the customer's advance. The payer's name may be learnt."""
    check_free(row)
    values = row.as_money(way, matures_on)
    row.receipt = receipts.book(customer, values, shares, as_advance=True, by=by, at=at)
    if learns and row.payer and not is_personal(row.payer):
        learn(row.payer, customer, by=by, at=at)
    return row.receipt


def check_booking(
    row: StatementRow, shares: Mapping[int, Decimal], nodes: Sequence[OpenNode], *, way: str, matures_on: Any, at: datetime
) -> None:  # fmt: skip
    """Refuse a row that is booked, or cannot be booked or shared out so: all that is wrong at once."""
    check_all(
        lambda: check_free(row),
        lambda: receipts.check_booking(row.as_money(way, matures_on), shares, nodes, at=at),
    )


def learn(payer: str, customer: Customer, *, by: User, at: datetime) -> None:
    """Keep the name of a payer as one under which a customer pays."""
    key = key_of(payer)
    if key == customer.name_key:
        return
    known = queries.alias(key)
    if known is None:
        db.session.add(PayerAlias(key=key, name=payer[:120], customer=customer, by=by, at=at))
    else:
        known.customer, known.by, known.at = customer, by, at


def pay_back(row: StatementRow, customer: Customer, *, by: User, at: datetime) -> Receipt:
    """Book a refund that the bank shows: one that was agreed, else out of an advance of the customer."""
    check_free(row)
    amount = -(row.amount or Decimal(0))
    one = agreed.to_pay(customer.id, amount)
    if one is not None and row.day is not None:
        row.receipt = concessions.pay(one, row.day, by=by, at=at)
        return row.receipt
    source = queries.with_advance(customer.id, amount)
    if source is None or row.day is None:
        raise PaymentRefused(_("The customer has no advance of this amount: a refund must be agreed first."))
    row.receipt = receipts.refund(
        source, amount, row.day, row.words or pgettext("money", "Refund"), by=by, at=at
    )
    return row.receipt


def set_aside(row: StatementRow, reason: str | None, *, by: User, at: datetime) -> None:
    """Say that a row is no customer's money, and why."""
    access.check_books(by)
    check_free(row)
    row.set_aside(What.OUT if (row.amount or 0) < 0 else What.RETURNED, check_reason(reason), by=by, at=at)
