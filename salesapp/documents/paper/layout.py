"""A standard form and its values, laid out as rows of cells: what the print templates draw.

Everything a sheet shows is decided here, as plain values; the templates only draw it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from salesapp.chinese import masks
from salesapp.documents.forms.shape import NUMBERS, Block, Fields, FieldSpec, FormSpec, Group, Table
from salesapp.documents.paper.cells import Cell, Column, Panel, Part, Row, Sheet, SignatureBox
from salesapp.documents.paper.values import SheetData, Signature, Value
from salesapp.documents.paper.wording import (
    between,
    boxes,
    capitals,
    cells_of,
    figure,
    in_choices,
    is_empty,
    joined_label,
    space_for,
)
from salesapp.words import gettext as _

KINDS = ("blank", "filled", "masked")
MAX_BOXES = 8  # a longer list of choices is written, not ticked
MAX_TEXT = 4_000  # characters of one cell
MAX_ROWS = 2_000


class TooMuch(ValueError):
    """More rows than one sheet may hold."""


@dataclass(slots=True)
class Setter:
    """Sets the values of one form as cells, in one of the three kinds."""

    form: FormSpec
    kind: str
    zone: ZoneInfo
    data: SheetData = field(default_factory=lambda: SheetData("", {}))
    compact: bool = False  # a blank sheet without the instructions

    def sheet(self) -> Sheet:
        """Return the whole sheet."""
        if sum(len(rows) for rows in self.data.rows.values()) > MAX_ROWS:
            raise TooMuch(f"a sheet holds at most {MAX_ROWS} rows")
        fields = [spec for group in self.form.groups if isinstance(group, Fields) for spec in group.fields]
        return Sheet(
            form=self.form,
            kind=self.kind,
            head=tuple(self._cell([spec], self.data.values) for spec in fields if spec.head),
            panels=tuple(self._panel(group) for group in self.form.groups),
            signatures=tuple(_rows_of(self._signatures(), 4 if len(self.form.signatures) <= 4 else 3)),
            number=self.data.number,
            status=self.data.status,
        )

    # groups

    def _panel(self, group: Group) -> Panel:
        if isinstance(group, Table):
            return self._table(group)
        if isinstance(group, Block):
            records = self.data.rows.get(group.key) or [{} for _number in range(group.blank_blocks)]
            blocks = tuple(
                (self._block_title(group, record, index, len(records)), self._grid(group, record))
                for index, record in enumerate(records, 1)
            )
            return Panel(group.title, group.pairs, blocks=blocks)
        return Panel(group.title, group.pairs, rows=self._grid(group, self.data.values))

    def _block_title(self, group: Block, record: dict[str, Value], index: int, count: int) -> str:
        if count < 2:
            return ""
        key = _(" (key contact)") if record.get("is_key") else ""
        return f"{group.title} {index}{key}"

    def _grid(self, group: Fields | Block, values: dict[str, Value]) -> tuple[tuple[Cell, ...], ...]:
        rows: list[tuple[Cell, ...]] = []
        row: list[Cell] = []
        for specs in cells_of(group.fields):
            cell = self._cell(specs, values)
            if cell.wide and row:
                rows.append(tuple(row))
                row = []
            row.append(cell)
            if cell.wide or len(row) == group.pairs:
                rows.append(tuple(row))
                row = []
        return tuple([*rows, tuple(row)] if row else rows)

    def _cell(self, specs: list[FieldSpec], values: dict[str, Value]) -> Cell:
        first = specs[0]
        empty = self.kind != "blank" and all(is_empty(values.get(spec.key)) for spec in specs)
        if empty and not any(spec.required for spec in specs):
            parts: tuple[Part, ...] = (Part("slash"),)
        else:
            parts = tuple(
                self._part(
                    spec,
                    values.get(spec.key),
                    before=between(specs, index),
                    inline=index > 0 and first.wide and (not first.row_label or spec.type in NUMBERS),
                    alone=len(specs) == 1,
                )
                for index, spec in enumerate(specs)
                if self.kind == "blank" or index == 0 or not is_empty(values.get(spec.key)) or spec.required
            )
        return Cell(
            label=first.row_label or joined_label(specs),
            parts=parts,
            required=self.kind == "blank" and any(spec.required for spec in specs),
            hint=str(first.hint) if self.kind == "blank" and not self.compact else "",
            lines=max(spec.lines for spec in specs) if self.kind == "blank" else 1,
            wide=first.wide,
        )

    def _part(self, spec: FieldSpec, value: Value, *, before: str, inline: bool, alone: bool) -> Part:
        label = str(spec.label) if inline and spec.type not in ("choice", "choices") else ""
        unit = "%" if spec.type == "percent" and is_empty(value) else str(spec.unit)
        if spec.choices and len(spec.choices) <= MAX_BOXES and in_choices(spec, value):
            return Part("boxes", label=label, before=before, boxes=boxes(spec, value))
        if spec.type == "tick":
            return Part("boxes", boxes=((_("Yes"), value is True), (_("No"), value is False)))
        if is_empty(value):
            kind = space_for(spec, alone=alone)
            note = _("in capitals") if kind == "money" and spec.wide else ""
            return Part(kind, label=label, before=before, unit=unit, count=spec.cells, note=note)
        note = capitals(value) if spec.type == "money" and spec.wide else ""
        return Part("text", self._text(spec, value), label, before, unit, note=note)

    # tables

    def _table(self, group: Table) -> Panel:
        records = self.data.rows.get(group.key, [])
        return Panel(
            group.title,
            columns=tuple(
                Column(str(f.label), f.width, f.align, f.required and self.kind == "blank")
                for f in group.fields
            ),
            body=tuple(self._body(group, records)),
            lines=group.row_lines if self.kind == "blank" else 1,
        )

    def _body(self, group: Table, records: list[dict[str, Value]]) -> Iterator[Row]:
        if group.sections:
            known = {str(record.get("no")): record for record in records}
            for section in group.sections:
                yield Row(bar=f"{section.letter}  {section.title}")
                for preset in section.rows:
                    yield self._row(group, {**preset, **known.get(str(preset["no"]), {})})
            return
        if self.kind == "blank" or not records:
            records = list(group.preset) or [{} for _number in range(group.blank_rows)]
        for record in records:
            yield self._row(group, record)
        if any(spec.total for spec in group.fields):
            yield self._sums(group, records)

    def _row(self, group: Table, record: dict[str, Value]) -> Row:
        ticked = self.kind == "blank" or bool(group.sections)
        return Row(tuple(self._table_part(spec, record.get(spec.key), ticked) for spec in group.fields))

    def _table_part(self, spec: FieldSpec, value: Value, ticked: bool) -> Part:
        if ticked and spec.boxes and in_choices(spec, value):
            return Part("boxes", boxes=boxes(spec, value))
        if is_empty(value):
            return Part("text" if self.kind == "blank" or spec.required else "slash")
        return Part("text", self._text(spec, value, in_table=True))

    def _sums(self, group: Table, records: list[dict[str, Value]]) -> Row:
        parts = [Part("text", _("Total"))]
        for spec in group.fields[1:]:
            amounts = (
                [record[spec.key] for record in records if not is_empty(record.get(spec.key))]
                if spec.total
                else []
            )
            total = sum((Decimal(str(amount)) for amount in amounts), Decimal(0))
            parts.append(Part("text", self._text(spec, total, in_table=True) if amounts else ""))
        return Row(tuple(parts), total=True)

    # values

    def _text(self, spec: FieldSpec, value: Value, *, in_table: bool = False) -> str:
        text = self._plain(spec, value, in_table=in_table)[:MAX_TEXT]
        return masks.masked(spec.mask, text) if self.kind == "masked" else text

    def _plain(self, spec: FieldSpec, value: Value, *, in_table: bool) -> str:
        if isinstance(value, datetime):
            local = value.astimezone(self.zone) if value.tzinfo else value
            return f"{local:%Y-%m-%d %H:%M}" if spec.type == "datetime" else f"{local:%Y-%m-%d}"
        if isinstance(value, date):
            return f"{value:%Y-%m-%d}"
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(value, list | tuple):
            return "、".join(str(spec.label_of(str(item))) for item in value)
        if spec.choices:
            return str(spec.label_of(str(value)))
        return figure(spec, value, in_table=in_table) if spec.type in NUMBERS else str(value)

    def _signatures(self) -> Iterator[SignatureBox]:
        for spec in self.form.signatures:
            signed = self.data.signatures.get(spec.key) if self.kind != "blank" else None
            yield self._signature(str(spec.label), signed) if signed else SignatureBox(str(spec.label))

    def _signature(self, label: str, signed: Signature) -> SignatureBox:
        at = signed.at.astimezone(self.zone) if isinstance(signed.at, datetime) else signed.at
        written = f"{at:%Y-%m-%d %H:%M}" if isinstance(at, datetime) else f"{at:%Y-%m-%d}" if at else ""
        name = masks.name(signed.name) if self.kind == "masked" else signed.name
        return SignatureBox(label, name, written, str(signed.stamp), signed.refused)


def blank(form: FormSpec, zone: ZoneInfo, *, compact: bool = False) -> Sheet:
    """Return the sheet to be filled in by hand, with the 填写说明 in small print unless it is the compact one."""
    return Setter(form, "blank", zone, compact=compact).sheet()


def filled(form: FormSpec, data: SheetData, zone: ZoneInfo, *, masked: bool = False) -> Sheet:
    """Return the sheet of one record; a masked one hides people, phones, codes and accounts (R70).

    Raises TooMuch where the record has more rows than a sheet may hold.
    """
    return Setter(form, "masked" if masked else "filled", zone, data).sheet()


def _rows_of(boxes: Iterable[SignatureBox], size: int) -> Iterator[tuple[SignatureBox, ...]]:
    row: list[SignatureBox] = []
    for box in boxes:
        row.append(box)
        if len(row) == size:
            yield tuple(row)
            row = []
    if row:
        yield tuple(row)
