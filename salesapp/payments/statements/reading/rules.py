"""How a bank's statement is read: its columns by their words, its rows, its totals and balances. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from salesapp.payments.rules import PaymentRefused
from salesapp.payments.statements.cells.rules import read_amount, read_day, text_of
from salesapp.payments.statements.rules import MOST_ROWS, WORDS, Field, Why
from salesapp.reading.tables import headers
from salesapp.reading.tables.book import BLANK, Cell, Kind, Row, Sheet, Workbook
from salesapp.reading.tables.headers import Header, plain
from salesapp.reading.tables.leftovers import filled_down
from salesapp.words import gettext as _

FOOTER = re.compile(r"(本页)?(小计|合计|总计|笔数合计|累计|承前页|过次页)")
SUBTOTAL = re.compile(r"本页|小计|承前页|过次页")
ACCOUNT = re.compile(r"账号[:：]?\s*([\d ]{8,40})")
HOLDER = re.compile(r"户名[:：]?\s*(\S+)")
CREDIT, DEBIT = ("贷", "收", "转入", "C"), ("借", "付", "支", "转出", "D")
OURS = ("", "人民币", "CNY", "RMB", "156")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a statement as it is read; money that came in is positive."""

    place: int
    day: date | None
    amount: Decimal | None
    balance: Decimal | None
    payer: str = ""
    account: str = ""
    words: str = ""
    serial: str = ""
    refused: Sequence[Why] = ()
    cells: Sequence[str] = ()

    @property
    def says_nothing(self) -> bool:
        """Whether it has no amount and nothing wrong with it: a notice of the bank."""
        return self.amount is None and not self.refused


@dataclass(frozen=True, slots=True)
class Totals:
    """What a footer of the statement says came in and went out, and whether the rows make it."""

    out: Decimal | None
    into: Decimal | None
    agrees: bool


@dataclass(frozen=True, slots=True)
class Jump:
    """A balance that does not follow on the one before: by how much, at which row."""

    place: int
    gap: Decimal


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as it is read."""

    account: str
    holder: str
    heads: Sequence[str]
    entries: Sequence[Entry]
    totals: Sequence[Totals]
    jumps: Sequence[Jump]


_WORDS = {plain(word): field for field, said in WORDS.items() for word in said.split()}


def field_of(name: str) -> Field | None:
    """Return what the words of a column name; None where they name nothing."""
    return _WORDS.get(plain(name))


def _known(name: str) -> bool:
    return field_of(name) is not None


def _named(name: str) -> bool:
    return field_of(name) in (Field.IN, Field.AMOUNT)


def table_of(book: Workbook) -> tuple[Sheet, Header]:
    """Return the sheet with the statement and its header; refuse a file without one."""
    place = headers.propose(book.sheets, _known, _named)
    header = headers.find(book.sheets[place], _known) if place is not None else None
    if place is None or header is None:
        raise PaymentRefused(
            _("No statement was found: a column with the day and one with the amount is needed."),
            field="table",
        )
    if len(book.sheets[place].rows) > MOST_ROWS:
        raise PaymentRefused(_("The statement has more than %(most)s rows.", most=MOST_ROWS), field="table")
    return book.sheets[place], header


def guessed(header: Header) -> dict[str, int]:
    """Return which column is which, by the words over them."""
    found: dict[str, int] = {}
    for head in header.heads:
        field = field_of(head.shown)
        if field is not None and field.value not in found:
            found[field.value] = head.column
    return found


def read(sheet: Sheet, header: Header, columns: Mapping[str, int]) -> Statement:
    """Read a statement by its columns."""
    entries: list[Entry] = []
    totals: list[Totals] = []
    since = 0
    for filled in filled_down(sheet, list(header.body(sheet))):
        row = filled.row
        if _is_head(row, header):
            continue
        words = "".join(text_of(cell) for cell in row.cells.values())
        first = next((text_of(cell) for cell in row.cells.values() if text_of(cell)), "")
        if FOOTER.match(first) or (
            text_of(row.cell(columns[Field.DAY])) and FOOTER.match(text_of(row.cell(columns[Field.DAY])))
        ):
            part = SUBTOTAL.search(words) is not None
            totals.append(_totals(row, columns, entries[since:] if part else entries))
            since = len(entries) if part else since
            continue
        entry = _entry(row, columns, [_shown(row.cell(head.column)) for head in header.heads])
        if entry is not None:
            entries.append(entry)
    above = "\n".join(
        " ".join(text_of(cell) for cell in row.cells.values())
        for row in sheet.rows
        if row.number < header.first
    )
    account, holder = ACCOUNT.search(above), HOLDER.search(above)
    return Statement(
        account=account[1].replace(" ", "") if account else "", holder=holder[1] if holder else "", heads=header.words,
        entries=entries, totals=totals, jumps=_jumps(entries),
    )  # fmt: skip


def _is_head(row: Row, header: Header) -> bool:
    names = {plain(head.shown) for head in header.heads}
    texts = [plain(text_of(cell)) for cell in row.cells.values() if text_of(cell)]
    return len(texts) > 1 and all(text in names for text in texts)


def _shown(cell: Cell) -> str:
    return cell.shown if cell.says else ""


def _entry(row: Row, columns: Mapping[str, int], cells: Sequence[str]) -> Entry | None:
    def at(field: Field) -> Cell:
        return row.cell(columns[field.value]) if field.value in columns else BLANK

    typed = text_of(at(Field.DAY))
    day, (amount, wrong) = read_day(typed), _amount(at)
    if not typed and not (amount and any(text_of(at(field)) for field in (Field.PAYER, Field.ACCOUNT))):
        return None  # a remark below the table
    if day is None and sum(1 for cell in row.cells.values() if text_of(cell)) == 1:
        return None  # a remark in the first column
    why = [*([] if day else [Why.DAY if typed else Why.NO_DAY]), *([wrong] if wrong else [])]
    if text_of(at(Field.CURRENCY)).upper() not in OURS:
        why.append(Why.CURRENCY)
    account = text_of(at(Field.ACCOUNT)).replace(" ", "")
    serial = at(Field.SERIAL)
    said = (text_of(at(field)) for field in (Field.SUMMARY, Field.TEXT, Field.NOTE))
    return Entry(
        place=row.number, day=day, amount=None if Why.CURRENCY in why else amount, payer=text_of(at(Field.PAYER)),
        balance=read_amount(at(Field.BALANCE)), account=account if account.isdigit() else "",
        words=" ".join(filter(None, said)), serial="" if serial.kind is Kind.NUMBER and "E" in serial.text else text_of(serial),
        refused=why, cells=cells,
    )  # fmt: skip


def _amount(at: Callable[[Field], Cell]) -> tuple[Decimal | None, Why | None]:
    into, out, single = at(Field.IN), at(Field.OUT), at(Field.AMOUNT)
    filled = [cell for cell in (into, out, single) if text_of(cell)]
    if any(read_amount(cell) is None for cell in filled):
        return None, Why.NUMBER
    got, paid, both = (read_amount(cell) or Decimal(0) for cell in (into, out, single))
    if got and paid:
        return None, Why.BOTH
    if text_of(single) and not got and not paid:
        side = text_of(at(Field.SIDE)).upper()
        sign = -1 if side.startswith(DEBIT) and both > 0 else 1
        return (both * sign or None), None
    return (got - paid) or None, None


def _totals(row: Row, columns: Mapping[str, int], entries: Sequence[Entry]) -> Totals:
    amounts = [entry.amount for entry in entries if entry.amount is not None]
    into = sum((amount for amount in amounts if amount > 0), Decimal(0))
    out = -sum((amount for amount in amounts if amount < 0), Decimal(0))
    said = _labelled(row)
    told_out = said.get("借", read_amount(row.cell(columns.get(Field.OUT, 0))))
    told_in = said.get("贷", read_amount(row.cell(columns.get(Field.IN, 0))))
    agrees = (told_out is None or told_out == out) and (told_in is None or told_in == into)
    return Totals(told_out, told_in, agrees)


def _labelled(row: Row) -> dict[str, Decimal]:
    cells = list(row.cells.values())
    pairs = zip(cells, cells[1:], strict=False)
    found = {
        text_of(label)[:1]: read_amount(value) for label, value in pairs if text_of(label).endswith("方合计")
    }
    return {side: amount for side, amount in found.items() if amount is not None}


def _jumps(entries: Sequence[Entry]) -> list[Jump]:
    """Return where a balance does not follow on the one before, whichever way the statement is sorted."""
    rows = [one for one in entries if one.balance is not None and not one.refused and one.amount is not None]
    forward, backward = list(_gaps(rows)), list(_gaps(rows[::-1]))
    return backward if len(backward) < len(forward) else forward


def _gaps(rows: Sequence[Entry]) -> Iterator[Jump]:
    for before, now in zip(rows, rows[1:], strict=False):
        gap = (now.balance or Decimal(0)) - (before.balance or Decimal(0)) - (now.amount or Decimal(0))
        if gap:
            yield Jump(now.place, gap)
