"""How the values of a form are worded in its cells: which share a cell, what an empty one offers, how figures look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from salesapp.chinese.capitals import in_capitals
from salesapp.documents.forms.shape import NUMBERS, FieldSpec
from salesapp.documents.paper.values import Value

SHORT = 20  # characters that a short line takes


def cells_of(fields: Iterable[FieldSpec]) -> Iterator[list[FieldSpec]]:
    """Yield the fields of each printed cell; what stands in the head line is left out."""
    cell: list[FieldSpec] = []
    for spec in fields:
        if spec.head:
            continue
        if spec.joined and cell:
            cell.append(spec)
            continue
        if cell:
            yield cell
        cell = [spec]
    if cell:
        yield cell


def joined_label(specs: list[FieldSpec]) -> str:
    """Return the label of a printed cell: of its first field, or of all where they share it evenly."""
    first = specs[0]
    if len(specs) == 1 or first.wide:
        return str(first.label)
    return " / ".join(str(spec.label) for spec in specs)


def between(specs: list[FieldSpec], index: int) -> str:
    """Return what parts a field from the one before it in a cell: – between dates, / between words."""
    if index == 0:
        return ""
    before, spec = specs[index - 1], specs[index]
    if {before.type, spec.type} <= {"date", "datetime"}:
        return "–"
    return "" if specs[0].wide or specs[0].row_label else "/"


def space_for(spec: FieldSpec, *, alone: bool, wide: bool) -> str:
    """Return the shape of the free space of an empty cell: boxes for characters, a date, a line (long), or nothing."""
    if spec.cells:
        return "chars"
    if spec.type in ("date", "datetime", "money"):
        return spec.type
    if alone and not spec.unit:
        return "text"
    if not wide or spec.type in NUMBERS or 0 < spec.length <= SHORT:
        return "line"
    return "half" if spec.joined else "whole"


def is_empty(value: Value) -> bool:
    """Return whether nothing was entered."""
    return value is None or value == "" or value == [] or value == ()


def in_choices(spec: FieldSpec, value: Value) -> bool:
    """Return whether a value can be ticked: it stands in the list, or there is none yet."""
    chosen = value if isinstance(value, list | tuple) else () if is_empty(value) else (value,)
    return all(str(item) in spec.codes for item in chosen)


def boxes(spec: FieldSpec, value: Value) -> tuple[tuple[str, bool], ...]:
    """Return the boxes of a list of choices, the chosen ones ticked."""
    chosen = {str(item) for item in value} if isinstance(value, list | tuple) else {str(value)}
    return tuple((str(choice.label), choice.code in chosen) for choice in spec.choices)


def figure(spec: FieldSpec, value: Value, *, in_table: bool) -> str:
    """Return a number as it is printed: amounts with two places, whole numbers without."""
    try:
        number = Decimal(str(value))
    except ArithmeticError:
        return str(value)
    if spec.type == "money":
        return f"{number:,.2f}" if in_table else f"¥{number:,.2f}"
    plain = f"{number.normalize():f}" if number == number.to_integral_value() else f"{number.normalize():,f}"
    return f"{plain}%" if spec.type == "percent" else plain


def capitals(value: Value) -> str:
    """Return an amount in capitals; nothing for what is no amount."""
    try:
        return in_capitals(Decimal(str(value)))
    except (ArithmeticError, ValueError):
        return ""
