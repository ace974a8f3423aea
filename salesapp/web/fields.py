"""What the fields of many forms share: required, longest text, choices with their words, what is wrong with one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wtforms import Field, FieldList, FormField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from salesapp.words import lazy_gettext as _l

#: Of a text; of a number or a day, where 0 says something; of a choice.
needed = DataRequired(_l("This must be filled in."))
entered = InputRequired(_l("This must be filled in."))
chosen = InputRequired(_l("Please choose."))


def at_most(count: int) -> Length:
    """Return the validator of the longest text that a field takes, in characters."""
    return Length(max=count, message=_l("At most %(max)d characters."))


def choices(labels: Mapping[Any, Any]) -> list[SelectChoice]:
    """Return codes with their words as choices of a field."""
    return [SelectChoice(value=str(value), label=label) for value, label in labels.items()]


def problems_of(field: Field) -> Iterator[tuple[Field, str]]:
    """Yield a field with each of its errors, those of nested rows included."""
    if isinstance(field, FieldList):
        for entry in field:
            yield from problems_of(entry)
    elif isinstance(field, FormField):
        for inner in field.form:
            yield from problems_of(inner)
    else:
        for error in field.errors:
            yield field, str(error)
