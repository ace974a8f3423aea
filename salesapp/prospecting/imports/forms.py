"""Shape and wording of what an import asks: the table, its sheet and columns, what is done with each kind of row."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from flask import request
from werkzeug.datastructures import FileStorage
from wtforms import (
    FieldList,
    FileField,
    FormField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import Length, NumberRange

from salesapp.db import let_go
from salesapp.prospecting.imports.actions import Kept, Source, keep
from salesapp.prospecting.imports.columns.rules import FIELDS, LEFT_OUT
from salesapp.prospecting.imports.keeping import actions as keeping
from salesapp.prospecting.imports.models import ProspectImport
from salesapp.prospecting.imports.rules import check_turn
from salesapp.prospecting.imports.verdicts.rules import CHOICE_LABELS, CHOICES, VERDICT_LABELS, Verdict
from salesapp.reading.tables import reader
from salesapp.reading.tables.book import Sheet
from salesapp.reading.tables.headers import UNITS
from salesapp.reading.tables.limits import MOST_BYTES
from salesapp.reading.tables.refusals import Empty, TooLarge
from salesapp.refusals import Refusal
from salesapp.web import once
from salesapp.web.forms import Form, Rows
from salesapp.web.numbers import Number
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

TYPES = ".xlsx,.xlsm,.xls,.et,.ods,.csv,.tsv,.txt"


class TableForm(Form):
    """A table to be taken in: a file, or rows that are pasted."""

    file = FileField(_l("Table"), render_kw={"accept": TYPES})
    rows = TextAreaField(_l("Or paste rows"), [Length(max=200_000)], render_kw={"rows": 4, "placeholder": ""})

    _kept: Kept | Refusal | None = None

    def read(self, user_id: int) -> None:
        """Read the table, in a process of its own, and keep it; a refusal waits for :meth:`kept`."""
        upload = request.files.get("file")
        try:
            with keeping.alone(user_id) as free:
                check_turn(free=free)
                claimed = once.is_claimed((self.token.data or "")[:40])
                let_go()
                if claimed:  # where it led is answered
                    return
                self._kept = keep(
                    _of_file(upload) if upload and upload.filename else _of_text(self.rows.data or "")
                )
        except Refusal as refusal:
            self._kept = refusal

    def kept(self) -> Kept:
        """Return the table that was read and kept; raises TableRefused with why it was not."""
        if isinstance(self._kept, Kept):
            return self._kept
        raise self._kept or Empty()

    def taken_in(self, verb: Callable[[], ProspectImport], **given: Any) -> ProspectImport | None:
        """Carry the form out; a table that was kept and is not taken in is let go."""
        found = None
        try:
            found = self.carry_out(verb, **given)
        finally:
            if found is None and isinstance(self._kept, Kept):
                keeping.forget(self._kept.path)
        return found


def _of_file(upload: FileStorage) -> Source:
    data = upload.stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise TooLarge
    return Source(upload.filename or "", reader.read(data))


def _of_text(text: str) -> Source:
    if not text.strip():
        raise Empty
    return Source(_("Pasted rows"), reader.read_text(text))


class SheetForm(Form):
    """Which sheet is taken, and in which rows its header stands; 0 is none."""

    sheet = SelectField(_l("Sheet"), coerce=int, choices=[])
    header_first = Number(_l("Header from row"), places=0, validators=[NumberRange(0, 2_000_000)])
    header_last = Number(_l("to row"), places=0, validators=[NumberRange(0, 2_000_000)])

    def offer(self, found: ProspectImport, sheets: tuple[Sheet, ...]) -> SheetForm:
        """Offer the sheets that hold something, hidden ones by name."""
        self.sheet.choices = [
            SelectChoice(value=place, label=_sheet_words(sheet, place))
            for place, sheet in enumerate(sheets)
            if sheet.rows
        ]
        if not self.is_submitted():
            self.sheet.data = found.sheet
            first, last = Decimal(found.header_first), Decimal(found.header_last)
            self.header_first.data, self.header_last.data = first, last
        return self

    def header(self, found: ProspectImport) -> tuple[int, int] | None:
        """Return the rows of the header where somebody said other ones; of another sheet it is looked for."""
        first, last = int(self.header_first.data or 0), int(self.header_last.data or 0)
        same = (self.sheet.data, first, last) == (found.sheet, found.header_first, found.header_last)
        if same or self.sheet.data != found.sheet:
            return None
        return first, max(first, last)


def _sheet_words(sheet: Sheet, place: int) -> str:
    words = [
        sheet.name or _("Sheet %(number)s", number=place + 1),
        _("%(count)s rows", count=len(sheet.rows)),
        f"A1:{sheet.extent}",
    ]
    return " · ".join([*words, *([_("hidden")] if sheet.hidden else [])])


def _fields() -> list[SelectChoice]:
    none = SelectChoice(value=LEFT_OUT, label=_("(not taken)"))
    return [none, *(SelectChoice(value=name, label=str(label)) for name, (label, _said) in FIELDS.items())]


class ColumnRow(Rows):
    """One column of the table."""

    column = HiddenField()
    field = SelectField(_l("Field"), choices=_fields)
    unit = SelectField(_l("Unit"), choices=[SelectChoice(value=unit, label=unit) for unit in ("", *UNITS)])


class ColumnsForm(Form):
    """Which column is which field."""

    columns = FieldList(FormField(ColumnRow), _l("Columns"), max_entries=300)

    def fill(self, found: ProspectImport) -> ColumnsForm:
        """Show what was guessed, or chosen before."""
        for column in sorted(found.heads, key=int):
            row = {
                "column": column,
                "field": found.columns.get(column, ""),
                "unit": found.units.get(column, ""),
            }
            self.columns.append_entry(row)
        return self

    def chosen(self, found: ProspectImport) -> tuple[dict[int, str], dict[int, str]]:
        """Return the field and the unit of each column that the table has."""
        rows = [row.form for row in self.columns if row.form.column.data in found.heads]
        fields = {int(row.column.data): row.field.data for row in rows}
        return fields, {int(row.column.data): row.unit.data for row in rows}


def _choices(verdict: Verdict) -> SelectField:
    options = [SelectChoice(value=choice.value, label=CHOICE_LABELS[choice]) for choice in CHOICES[verdict]]
    # One of which there are no rows is not shown and not sent.
    return SelectField(VERDICT_LABELS[verdict], choices=options, validate_choice=False)


class RunForm(Form):
    """What is done with the rows of each verdict."""

    new = _choices(Verdict.NEW)
    same = _choices(Verdict.SAME)
    twice = _choices(Verdict.TWICE)
    like = _choices(Verdict.LIKE)
    hidden = _choices(Verdict.HIDDEN)

    def chosen(self) -> dict[str, str]:
        """Return what is done with each verdict."""
        return {verdict.value: self[verdict.value].data for verdict in CHOICES}


class RowsForm(Form):
    """What is said of single rows on a page: which offers are taken, what is done with a row of its own."""

    shown = HiddenField()
    taken = SelectMultipleField(_l("Taken"), choices=[], validate_choice=False)
    adding = SelectMultipleField(_l("Added all the same"), choices=[], validate_choice=False)

    def numbers(self) -> set[int]:
        """Return the rows that stood on the page."""
        return {
            int(part) for part in (self.shown.data or "").split(",") if part.isdecimal() and len(part) < 8
        }

    def cells(self) -> set[tuple[int, int]]:
        """Return the cells that are ticked."""
        found = set()
        for value in self.taken.data or ():
            row, _dash, column = value.partition("-")
            if row.isdecimal() and column.isdecimal() and len(value) < 16:
                found.add((int(row), int(column)))
        return found

    def added(self) -> set[int]:
        """Return the rows that are added whatever is done with the others of their verdict."""
        return {int(value) for value in self.adding.data or () if value.isdecimal() and len(value) < 8}


class StepForm(Form):
    """One step of an import: called off, taken back, its columns chosen again."""
