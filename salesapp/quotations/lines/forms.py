"""The lines of a quotation as one field: hundreds of rows are read and shown without a form for each."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup
from wtforms import Field
from wtforms.validators import ValidationError

from salesapp.quotations.lines.rules import CELLS, Line, Typed, read_line
from salesapp.quotations.products.rules import PLACES
from salesapp.quotations.reckoning.rules import RATE_LABELS
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

CELL_LABELS = {
    "name": _l("Item name"), "spec": _l("Specification"), "unit": _l("Unit"), "quantity": _l("Quantity"),
    "price": _l("Unit price (tax included)"), "off": _l("Per cent off"), "rate": _l("Tax rate"), "gift": _l("Gift"),
    "note": _l("Remarks"),
}  # fmt: skip
#: The errors of a row in which nothing is wrong.
_RIGHT: Mapping[str, str] = dict.fromkeys(CELLS, "")
_INDEX = re.compile("[0-9]{1,4}")


@dataclass(slots=True)
class Row:
    """One row: its place among the fields that are sent, and what was typed."""

    index: int
    typed: Typed

    @property
    def at(self) -> Markup:
        """What the names of its cells begin with."""
        return Markup(f"items-{self.index}-")

    def text(self, cell: str) -> str:
        """Return a cell as it was typed."""
        return self.typed.get(cell)

    @property
    def is_wrong(self) -> bool:
        """Whether anything is wrong with it, or asked about it."""
        return bool(self.typed.errors or self.typed.asks)

    @property
    def errors(self) -> Mapping[str, str]:
        """What is wrong with each of its cells, or asked about it; of most rows nothing."""
        typed = self.typed
        return {**_RIGHT, **typed.asks, **typed.errors} if self.is_wrong else _RIGHT

    @property
    def wrong(self) -> list[tuple[str, Any, str]]:
        """What is wrong with its cells: (cell, label, sentence), in their order."""
        found = self.errors
        return [
            (cell, CELL_LABELS[cell], found[cell]) for cell in CELLS if cell in CELL_LABELS and found[cell]
        ]


@dataclass(frozen=True, slots=True)
class Words:
    """The label of a cell, as the summary of errors reads it."""

    text: str


@dataclass(slots=True)
class Cell:
    """A cell as the summary of errors points at it."""

    id: str
    label: Words
    errors: list[str] = field(default_factory=list)


class LinesField(Field):
    """The rows of a quotation."""

    data: list[dict[str, str]]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows: list[Row] = []
        self.places: Mapping[int, int] = {}
        self.kept_rates: Collection[str] = ()
        self._is_read = False

    def process(self, formdata, data=None, extra_filters=None) -> None:
        """Take the rows that were sent, else those of the record."""
        self.process_errors: list[str] = []
        self.raw_data, self._is_read = None, False
        if formdata is not None:
            self.rows = [Row(index, Typed(texts)) for index, texts in _sent(formdata, self.name)]
        else:
            given = data if isinstance(data, list | tuple) else []
            self.rows = [Row(index, Typed(_all_cells(texts))) for index, texts in enumerate(given)]
        self.object_data = self.data = [row.typed.texts for row in self.rows if not row.typed.is_blank]

    def know(self, places: Mapping[int, int], kept_rates: Collection[str] = ()) -> None:
        """Learn how fine the prices of products are, and which rates the quotation was made with."""
        self.places, self.kept_rates, self._is_read = places, kept_rates, False

    def say(self, lines: Sequence[Line]) -> None:
        """Take the record's own lines: what is read back from their text is the same."""
        for row, line in zip(self.rows, lines, strict=True):
            row.typed.line = line
        self._is_read = True

    def product_ids(self) -> set[int]:
        """Return the products that the rows name."""
        return {
            int(text) for row in self.rows if (text := row.text("product_id")).isdecimal() and len(text) < 10
        }

    def read(self) -> None:
        """Read every row cell by cell; blank ones stay in the page and are no lines."""
        if self._is_read:
            return
        for row in self.filled:
            number = row.text("product_id")
            places = self.places.get(int(number), PLACES) if number.isdecimal() else PLACES
            row.typed = read_line(row.typed.texts, places=places, kept_rates=self.kept_rates)
        self.data = [row.typed.texts for row in self.filled]
        self._is_read = True

    @property
    def filled(self) -> list[Row]:
        """The rows in which somebody typed something."""
        return [row for row in self.rows if not row.typed.is_blank]

    def pre_validate(self, form) -> None:
        """Refuse as a whole where a cell is wrong; the sentences stand beside the cells."""
        self.read()
        if any(row.typed.errors or row.typed.asks for row in self.rows):
            raise ValidationError(_("Some lines need your attention."))

    def lines(self) -> list[Line]:
        """Return the lines that were read."""
        self.read()
        return [row.typed.line for row in self.rows if row.typed.line is not None]

    def cells(self) -> Iterator[tuple[Cell, str]]:
        """Yield each cell with what is wrong with it, in the order of the rows."""
        for place, row in enumerate(self.rows, 1):
            for cell, words, said in row.wrong:
                label = _("Line %(no)s %(name)s", no=place, name=words)
                yield Cell(f"{self.name}-{row.index}-{cell}", Words(label), [said]), said

    def append(self, texts: Mapping[str, str] | None = None) -> Row:
        """Add a row, blank or as given; a row that nobody filled in gives way."""
        row = Row(max((one.index for one in self.rows), default=-1) + 1, Typed(_all_cells(texts or {})))
        if texts:
            self.rows = [one for one in self.rows if not one.typed.is_blank]
        self.rows.append(row)
        self._is_read = False
        return row

    @property
    def right(self) -> Mapping[str, str]:
        """The errors of a row in which nothing is wrong."""
        return _RIGHT

    @property
    def rates(self) -> list[tuple[str, Any]]:
        """The choices of a rate, those that the quotation was made with among them."""
        kept = [(rate, f"{rate}%") for rate in self.kept_rates if rate not in RATE_LABELS]
        return [*RATE_LABELS.items(), *kept]

    def _value(self) -> str:
        return "；".join(_words(texts) for texts in self.data)


def _words(texts: Mapping[str, str]) -> str:
    """Write a line with every cell that a person fills in: two people's lines are told apart by these words."""
    off = f" -{texts['off']}" if texts.get("off") else ""
    what = " ".join(filter(None, (texts.get("name"), texts.get("spec"))))
    much = f"{texts.get('quantity', '')} {texts.get('unit', '')}".strip()
    rate = str(RATE_LABELS.get(texts.get("rate", ""), texts.get("rate", "")))
    gift = str(CELL_LABELS["gift"]) if texts.get("gift") else ""
    rest = "".join(f" · {word}" for word in (rate, gift, texts.get("note", "")) if word)
    return f"{what} × {much} @ {texts.get('price', '') or '/'}{off}{rest}"


def _all_cells(texts: Mapping[str, str]) -> dict[str, str]:
    return {cell: str(texts.get(cell) or "") for cell in CELLS}


def _sent(formdata: Any, name: str) -> Sequence[tuple[int, dict[str, str]]]:
    """Return the rows that were sent, in the order of their numbers."""
    found: dict[int, dict[str, str]] = {}
    for key in formdata:
        of, _dash, rest = key.partition("-")
        index, _dash, cell = rest.partition("-")
        if of == name and cell in CELLS and _INDEX.fullmatch(index):
            if (cells := found.get(int(index))) is None:
                cells = found[int(index)] = dict.fromkeys(CELLS, "")
            cells[cell] = formdata.getlist(key)[0]
    return sorted(found.items())
