"""What a sheet is drawn from: cells, rows, panels, signatures. Plain values; the print templates read nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from salesapp.documents.forms.shape import FormSpec


@dataclass(frozen=True, slots=True)
class Part:
    """One thing inside a cell: text, boxes to tick, boxes for characters, or a line to write on."""

    kind: str  # text | boxes | chars | line | date | datetime | money | slash
    text: str = ""
    label: str = ""  # before a joined part
    before: str = ""  # what parts it from the one before: – between dates, / between words
    unit: str = ""
    boxes: tuple[tuple[str, bool], ...] = ()
    count: int = 0
    note: str = ""  # after the text: the amount in capitals


@dataclass(frozen=True, slots=True)
class Cell:
    """A labelled cell."""

    label: str
    parts: tuple[Part, ...]
    required: bool = False
    lines: int = 1
    wide: bool = False
    room: bool = False  # free to be written in by hand
    long: bool = False  # may break across pages


@dataclass(frozen=True, slots=True)
class Column:
    """The head of one table column."""

    label: str
    width: float
    align: str
    required: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; ``bar`` rows are headings within it, ``total`` the sum below it."""

    cells: tuple[Part, ...] = ()
    bar: str = ""
    total: bool = False
    long: bool = False  # may break across pages


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """One box of the signatures row."""

    label: str
    name: str = ""
    at: str = ""
    stamp: str = ""
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Opinion:
    """One row of opinions: whose, the verdict to tick, what was said, and the signature beside it."""

    label: str
    box: SignatureBox
    boxes: tuple[tuple[str, bool], ...] = ()
    text: str = ""
    asked: bool = True


@dataclass(frozen=True, slots=True)
class Instruction:
    """How one field is filled in, on the back of a blank sheet."""

    label: str
    required: bool
    hint: str
    example: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One group of the sheet, ready to draw: either rows of labelled cells, or a table."""

    title: str
    pairs: int = 2
    rows: tuple[tuple[Cell, ...], ...] = ()
    blocks: tuple[tuple[str, tuple[tuple[Cell, ...], ...]], ...] = ()
    columns: tuple[Column, ...] = ()
    body: tuple[Row, ...] = ()
    lines: int = 1
    opinions: tuple[Opinion, ...] = ()
    one_is_key: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that a sheet shows."""

    form: FormSpec
    kind: str
    head: tuple[Cell, ...]
    panels: tuple[Panel, ...]
    signatures: tuple[tuple[SignatureBox, ...], ...]
    number: str = ""
    status: str = ""
    instructions: tuple[tuple[str, tuple[Instruction, ...]], ...] = ()
    occasion: str = ""  # what a blank one that is taken along is for
    #: A long one is rendered in parts: whether this one begins it, whether another follows, which titles came before.
    begins: bool = True
    goes_on: bool = False
    titled: int = 0

    @property
    def is_draft(self) -> bool:
        """Whether it says across the page that it is not in force yet."""
        return self.status == "draft"

    @property
    def is_approving(self) -> bool:
        """Whether it says across the page that its approval still runs."""
        return self.status == "approving"

    @property
    def is_void(self) -> bool:
        """Whether it says across the page that it no longer holds."""
        return self.status == "void"

    @property
    def is_vetoed(self) -> bool:
        """Whether it says across the page that somebody said no for good."""
        return self.status == "vetoed"
