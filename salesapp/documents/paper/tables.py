"""The tables of a sheet: rows below one head, rows that the form prints itself, sums."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from salesapp.documents.forms.shape import FieldSpec, Table
from salesapp.documents.paper.cells import Column, Panel, Part, Row
from salesapp.documents.paper.texts import Texts
from salesapp.documents.paper.values import TO_FILL, Value
from salesapp.documents.paper.wording import boxes, in_choices, is_empty
from salesapp.words import gettext as _

LONG = 700  # characters across the whole width, beyond which a row breaks across pages


class Tables(Texts):
    """Sets the rows of tables."""

    __slots__ = ()

    def _table(self, group: Table) -> Panel:
        records = self.data.rows.get(group.key, [])
        return Panel(
            group.title,
            columns=tuple(
                Column(
                    str(f.label),
                    f.width,
                    f.align,
                    f.required and self.kind == "blank",
                )
                for f in group.fields
                if not f.joined
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
        cells: list[Part] = []
        for spec in group.fields:
            part = self._table_part(spec, record.get(spec.key), ticked, bool(record.get(TO_FILL)))
            if spec.joined:
                cells[-1] = replace(cells[-1], note=part.text)
            else:
                cells.append(part)
        widths = [spec.width for spec in group.fields if not spec.joined]
        long = any(len(part.text) * 100 > LONG * width for part, width in zip(cells, widths, strict=True))
        return Row(tuple(cells), long=long)

    def _table_part(self, spec: FieldSpec, value: Value, ticked: bool, to_fill: bool) -> Part:
        if (ticked or spec.type == "choices") and spec.boxes and in_choices(spec, value):
            return Part("boxes", boxes=boxes(spec, value))
        if is_empty(value):
            return Part("text" if self.kind == "blank" or spec.required or to_fill else "slash")
        return Part("text", self._text(spec, value, in_table=True))

    def _sums(self, group: Table, records: list[dict[str, Value]]) -> Row:
        parts = [Part("text", _("Total"))]
        for spec in [spec for spec in group.fields if not spec.joined][1:]:
            amounts = (
                [record[spec.key] for record in records if not is_empty(record.get(spec.key))]
                if spec.total
                else []
            )
            total = sum((Decimal(str(amount)) for amount in amounts), Decimal(0))
            parts.append(Part("text", self._text(spec, total, in_table=True) if amounts else ""))
        return Row(tuple(parts), total=True)
