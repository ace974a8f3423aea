"""What a standard form is made of: fields, groups of fields, repeating blocks, tables, signatures.

One definition of a field drives the printed sheet (blank, filled, masked), the web field with its label, hint,
example and checks, the heads of exports and the names in the audit trail (R68). Everything here is a plain value:
no database, no Flask, no clock. A form is written with the constructors below, so that it reads like the sheet::

    text("full_name", _l("Company name"), required=True, length=100,
         hint=_l("In full, exactly as on the business licence"), example=_l("Suzhou Moumou …")),
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from salesapp.documents.forms.groups import OpinionSpec, Section

TEXTS = {"text", "long"}
NUMBERS = {"number", "money", "percent"}
#: What a field holds. ``long`` is text of several lines, ``choice`` one of a list, ``choices`` any of it,
#: ``ref`` a record or person shown by name, ``file`` attachments shown by name.
TYPES = TEXTS | NUMBERS | {"date", "datetime", "choice", "choices", "tick", "ref", "file"}
#: How a masked sheet hides a value (conventions 3.11, R70); ``hide`` leaves nothing but a mark.
MASKS = {"name", "names", "phone", "code", "bank", "invoice", "email", "figures", "hide"}


class Choice(NamedTuple):
    """One allowed value: the code that is stored and the word that people read."""

    code: str
    label: str


def options(**words: str) -> tuple[Choice, ...]:
    """Return a list of choices: ``options(mr=_l("Mr"), ms=_l("Ms"))``; ``return_`` stands for the code ``return``."""
    return tuple(Choice(code.rstrip("_"), label) for code, label in words.items())


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One 字段 of a standard form: what it is called, how it is filled in, and how it is printed."""

    key: str
    label: str
    type: str = "text"
    choices: tuple[Choice, ...] = ()
    # what is asked
    hint: str = ""  # 填写说明
    example: str = ""  # 示例
    required: bool = False
    length: int = 0  # most characters of a text
    least: int | Decimal | None = None  # of a number
    most: int | Decimal | None = None
    auto: bool = False  # the system fills it in; a web form shows it, never asks for it
    later: bool = False  # filled in by somebody else, once the sheet was handed on
    concerns: str = ""  # the department whose part of the sheet it is; empty: everybody's
    mask: str = ""
    past: bool = False  # a day without its year is the last one, not the next
    # how it is printed
    unit: str = ""  # printed after the value: 人, 万元
    head: bool = False  # printed in the line below the title instead of in the body
    wide: bool = False  # takes the whole width of the body
    joined: bool = False  # printed in the cell of the field before it
    row_label: str = ""  # the label of a cell that holds several joined fields
    lines: int = 1  # lines kept free on a blank sheet
    cells: int = 0  # boxes for one character each on a blank sheet
    on_blank: bool = True  # stands on a blank sheet too
    width: float = 0  # of a table column, in percent of the body
    align: str = "start"
    total: bool = False  # a table adds this column up
    boxes: bool = False  # a table column shows its choices as boxes to tick

    def __post_init__(self) -> None:
        if self.type not in TYPES:
            raise ValueError(f"{self.key}: no field type {self.type!r}")
        if self.mask and self.mask not in MASKS:
            raise ValueError(f"{self.key}: no mask {self.mask!r}")
        if bool(self.choices) != (self.type in ("choice", "choices")):
            raise ValueError(f"{self.key}: a {self.type} field has choices, or lacks them")

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the choices, in order."""
        return tuple(choice.code for choice in self.choices)

    @property
    def asked(self) -> bool:
        """Whether it is asked of the person who fills the sheet in."""
        return not self.auto and not self.later

    def label_of(self, code: str) -> str:
        """Return the word for a stored code; a code that is in no list is shown as it stands."""
        return next((choice.label for choice in self.choices if choice.code == code), code)


def text(key: str, label: str, *, length: int = 200, **more: Any) -> FieldSpec:
    """Return a field of one line of text."""
    return FieldSpec(key, label, "text", length=length, **more)


def long(key: str, label: str, *, length: int = 4000, **more: Any) -> FieldSpec:
    """Return a field of several lines of text."""
    return FieldSpec(key, label, "long", length=length, **more)


def choice(key: str, label: str, choices: tuple[Choice, ...], **more: Any) -> FieldSpec:
    """Return a field that takes one of a list."""
    return FieldSpec(key, label, "choice", choices, **more)


def choices(key: str, label: str, choices: tuple[Choice, ...], **more: Any) -> FieldSpec:
    """Return a field that takes any of a list."""
    return FieldSpec(key, label, "choices", choices, **more)


number = partial(FieldSpec, type="number")
money = partial(FieldSpec, type="money")  # in yuan
percent = partial(FieldSpec, type="percent")
day = partial(FieldSpec, type="date")
moment = partial(FieldSpec, type="datetime")
tick = partial(FieldSpec, type="tick")  # yes or no
ref = partial(FieldSpec, type="ref")
file = partial(FieldSpec, type="file")


@dataclass(frozen=True, slots=True)
class Fields:
    """A group of cells, label beside value; ``pairs`` of them stand side by side."""

    key: str
    title: str
    fields: tuple[FieldSpec, ...]
    pairs: int = 2

    def name_of(self, field: FieldSpec) -> str:
        """Return the name that a field is looked up by: ``full_name``."""
        return field.key


class Repeated:
    """What names the fields of a group that is filled in for several records."""

    __slots__ = ()
    key: str

    def name_of(self, field: FieldSpec) -> str:
        """Return the name that a field is looked up by: ``contact.mobile``."""
        return f"{self.key}.{field.key}"


@dataclass(frozen=True, slots=True)
class Block(Repeated):
    """A group of cells that is repeated for each record, such as the contacts of a customer."""

    key: str
    title: str
    fields: tuple[FieldSpec, ...]
    pairs: int = 2
    blank_blocks: int = 1
    one_is_key: bool = False  # a blank sheet has a box at each, to tick the one that matters most


@dataclass(frozen=True, slots=True)
class Opinions(Fields):
    """A group that is printed as rows of opinions, each signed in its own row, with room to write by hand."""

    rows: tuple[OpinionSpec, ...] = ()


@dataclass(frozen=True, slots=True)
class Table(Repeated):
    """A group of rows below one head."""

    key: str
    title: str
    fields: tuple[FieldSpec, ...]
    blank_rows: int = 3
    row_lines: int = 1
    sections: tuple[Section, ...] = ()
    preset: tuple[
        dict[str, Any], ...
    ] = ()  # rows that a blank sheet already names: the approving departments
    signed: bool = (
        False  # its rows are opinions: department, verdict, opinion, approver and decided_at of each
    )
    on_blank: bool = True  # else it stands only on a filled sheet, and only where the record has rows


Group = Fields | Block | Table


@dataclass(frozen=True, slots=True)
class SignatureSpec:
    """One box of the signatures row: whose hand is wanted."""

    key: str
    label: str


def signed_by(**labels: str) -> tuple[SignatureSpec, ...]:
    """Return the boxes of the signatures row, in order."""
    return tuple(SignatureSpec(key, label) for key, label in labels.items())


@dataclass(frozen=True, slots=True)
class FormSpec:
    """One standard form of the company (表单编号 XS-BD-nn)."""

    code: str
    title: str
    process: tuple[int, ...]  # the processes (一)–(四) of the guide that use it
    record: str  # the record whose id the filled sheet takes
    retention_years: int
    groups: tuple[Group, ...]
    signatures: tuple[SignatureSpec, ...]
    version: str = "A/0"
    effective: date = date(2026, 12, 1)
    orientation: str = "portrait"
    copies: tuple[str, ...] = ()  # names of the numbered copies: 第一联 销售 …
    purpose: str = ""
    by_period: bool = False  # a filled sheet may be asked for from a first to a last day
    of_the_moment: bool = False  # a filled sheet shows another thing each hour

    @property
    def number(self) -> str:
        """The number that the company gives the form."""
        return f"XS-BD-{self.code[1:]}"

    def group(self, key: str) -> Group:
        """Return the group of this key; raises KeyError naming what there is."""
        for group in self.groups:
            if group.key == key:
                return group
        raise KeyError(f"{self.code} has no group {key!r}; it has {', '.join(g.key for g in self.groups)}")

    @property
    def hands(self) -> tuple[SignatureSpec, ...]:
        """The signatures that stand below everything: those that no opinion carries beside it."""
        beside = {row.signature for group in self.groups if isinstance(group, Opinions) for row in group.rows}
        return tuple(one for one in self.signatures if one.key not in beside)

    def named_fields(self) -> Iterator[tuple[str, FieldSpec]]:
        """Yield every field under the key it is looked up by: ``full_name``, ``contact.name``."""
        for group in self.groups:
            for field in group.fields:
                yield group.name_of(field), field
