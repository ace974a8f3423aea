"""What the fields of many forms share: required, longest text, choices with their words, numbers as people type them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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
