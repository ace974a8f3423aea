"""A standard form and its values, laid out as rows of cells: what the print templates draw.

Everything a sheet shows is decided here, as plain values; the templates only draw it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from salesapp.documents.forms.shape import (
    NUMBERS,
    Block,
    Fields,
    FieldSpec,
    FormSpec,
    Group,
    Opinions,
    Table,
)
from salesapp.documents.paper.cells import (
    Cell,
    Instruction,
    Panel,
    Part,
    Sheet,
    SignatureBox,
)
from salesapp.documents.paper.opinions import OpinionRows
from salesapp.documents.paper.tables import LONG, Tables
from salesapp.documents.paper.values import Ahead, SheetData, Value
from salesapp.documents.paper.wording import (
    between,
    boxes,
    capitals,
    cells_of,
    in_choices,
    is_empty,
    joined_label,
    space_for,
)
from salesapp.words import gettext as _

KINDS = ("blank", "filled", "masked")
MAX_BOXES = 8  # a longer list of choices is written, not ticked
MAX_ROWS = 2_000


class TooMuch(ValueError):
    """More rows than one sheet may hold."""


class Setter(Tables, OpinionRows):
    """Sets the values of one form as cells, in one of the three kinds."""

    __slots__ = ()

    def sheet(self) -> Sheet:
        """Return the whole sheet."""
        if sum(len(rows) for rows in self.data.rows.values()) > MAX_ROWS:
            raise TooMuch(f"a sheet holds at most {MAX_ROWS} rows")
        fields = [spec for group in self.form.groups if isinstance(group, Fields) for spec in group.fields]
        return Sheet(
            form=self.form,
            kind=self.kind,
            head=tuple(self._cell([spec], self.data.values) for spec in fields if spec.head),
            panels=tuple(self._panel(group) for group in self.form.groups if self._stands(group)),
            signatures=tuple(_rows_of(self._signatures(), 4 if len(self.form.hands) <= 4 else 3)),
            number=self.data.number,
            status=self.data.status,
            instructions=instructions(self.form) if self.kind == "blank" and not self.compact else (),
            occasion=self.ahead.occasion,
        )

    def _stands(self, group: Group) -> bool:
        """Tell whether a group is on this sheet: all are, but a table that only a record with rows has."""
        only_filled = isinstance(group, Table) and not group.on_blank
        return not only_filled or (self.kind != "blank" and bool(self.data.rows.get(group.key)))

    def _panel(self, group: Group) -> Panel:
        if isinstance(group, Opinions):
            return Panel(group.title, opinions=tuple(self._opinion(group, row) for row in group.rows))
        if isinstance(group, Table):
            return self._decisions(group) if group.signed else self._table(group)
        if isinstance(group, Block):
            records = self.data.rows.get(group.key) or [{} for _number in range(group.blank_blocks)]
            blocks = tuple(
                (self._block_title(group, record, index, len(records)), self._grid(group, record))
                for index, record in enumerate(records, 1)
            )
            return Panel(group.title, group.pairs, blocks=blocks, one_is_key=group.one_is_key)
        return Panel(group.title, group.pairs, rows=self._grid(group, self.data.values))

    def _block_title(self, group: Block, record: dict[str, Value], index: int, count: int) -> str:
        if count < 2:
            return ""
        key = _(" (key contact)") if record.get("is_key") else ""
        return f"{group.title} {index}{key}"

    def _grid(self, group: Fields | Block, values: dict[str, Value]) -> tuple[tuple[Cell, ...], ...]:
        rows: list[tuple[Cell, ...]] = []
        row: list[Cell] = []
        shown = [spec for spec in group.fields if spec.on_blank or self.kind != "blank"]
        for specs in cells_of(shown):
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
        closed = empty and not any(spec.required for spec in specs) and not self._to_come(first)
        if closed:
            parts: tuple[Part, ...] = (Part("slash"),)
        elif first.key in self.ahead.offered:
            offered = tuple((words, False) for words in self.ahead.offered[first.key])
            parts = (Part("boxes", boxes=offered), Part("line"))
        else:
            parts = tuple(
                self._part(
                    spec,
                    values.get(spec.key),
                    before=between(specs, index),
                    inline=index > 0 and first.wide and (not first.row_label or spec.type in NUMBERS),
                    alone=len(specs) == 1,
                    wide=first.wide,
                )
                for index, spec in enumerate(specs)
                if self.kind == "blank"
                or index == 0
                or not is_empty(values.get(spec.key))
                or spec.required
                or self._to_come(spec)
            )
        return Cell(
            label=first.row_label or joined_label(specs),
            parts=parts,
            required=self.kind == "blank" and any(spec.required for spec in specs),
            lines=max(spec.lines for spec in specs) if self.kind == "blank" or (empty and not closed) else 1,
            wide=first.wide,
            room=empty and not closed,
            long=sum(len(part.text) for part in parts) > LONG,
        )

    def _part(
        self, spec: FieldSpec, value: Value, *, before: str, inline: bool, alone: bool, wide: bool
    ) -> Part:
        label = str(spec.label) if inline and spec.type not in ("choice", "choices") else ""
        unit = "%" if spec.type == "percent" and is_empty(value) else str(spec.unit)
        if spec.choices and len(spec.choices) <= MAX_BOXES and in_choices(spec, value):
            return Part("boxes", label=label, before=before, boxes=boxes(spec, value))
        if spec.type == "tick":
            return Part("boxes", boxes=((_("Yes"), value is True), (_("No"), value is False)))
        if is_empty(value):
            kind = space_for(spec, alone=alone, wide=wide)
            note = _("in capitals") if kind == "money" and spec.wide else ""
            return Part(kind, label=label, before=before, unit=unit, count=spec.cells, note=note)
        note = capitals(value) if spec.type == "money" and spec.wide and self.kind != "masked" else ""
        return Part("text", self._text(spec, value), label, before, unit, note=note)

    def _signatures(self) -> Iterator[SignatureBox]:
        for spec in self.form.hands:
            signed = self.data.signatures.get(spec.key) if self.kind != "blank" else None
            yield self._signature(str(spec.label), signed) if signed else SignatureBox(str(spec.label))


def how_to_fill(spec: FieldSpec) -> str:
    """Return the instruction of a field; without words of its own what its kind asks for: one of these, a sum in yuan."""
    if spec.hint:
        return str(spec.hint)
    if spec.choices and len(spec.choices) <= MAX_BOXES:
        return _("One of: %(choices)s", choices=" / ".join(str(each.label) for each in spec.choices))
    if spec.auto:
        return _("The system knows it: copied from there")
    return _("Yuan, to the fen") if spec.type == "money" else ""


def instructions(form: FormSpec) -> tuple[tuple[str, tuple[Instruction, ...]], ...]:
    """Return how every field of a form is filled in, by group: 填写说明 and 示例."""
    return tuple(
        (
            str(group.title),
            tuple(
                Instruction(
                    str(spec.label),
                    spec.required,
                    how_to_fill(spec),
                    str(spec.example) if spec.example != "/" else "",
                )
                for spec in group.fields
                if how_to_fill(spec) or spec.example not in ("", "/")
            ),
        )
        for group in form.groups
        if not isinstance(group, Table) or group.on_blank
    )


def blank(form: FormSpec, zone: ZoneInfo, *, compact: bool = False, ahead: Ahead | None = None) -> Sheet:
    """Return the sheet to be filled in by hand, with 填写说明 and 示例 on its back unless it is the compact one.

    Its front is the same in both, so that whoever reads a photograph of it need not tell them apart; what it says
    ``ahead`` stands in cells that it has anyway.
    """
    ahead = ahead or Ahead()
    return Setter(form, "blank", zone, SheetData("", ahead.values), compact, ahead).sheet()


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
