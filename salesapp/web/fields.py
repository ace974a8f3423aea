"""What the fields of many forms share: required, longest text, choices with their words, numbers as people type them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from wtforms import DecimalField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import TextInput

from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

#: Of a text; of a number or a day, where 0 says something; of a choice.
needed = DataRequired(_l("This must be filled in."))
entered = InputRequired(_l("This must be filled in."))
chosen = InputRequired(_l("Please choose."))
PLAIN = str.maketrans("０１２３４５６７８９．，￥", "0123456789.,¥")


def at_most(count: int) -> Length:
    """Return the validator of the longest text that a field takes, in characters."""
    return Length(max=count, message=_l("At most %(max)d characters."))


def choices(labels: Mapping[Any, Any]) -> list[SelectChoice]:
    """Return codes with their words as choices of a field."""
    return [SelectChoice(value=str(value), label=label) for value, label in labels.items()]


def narrow(value: str | None) -> str | None:
    """Return a typed number without what people put into it: 386,000.00元, ￥, full width."""
    if not isinstance(value, str):
        return value
    return value.translate(PLAIN).strip("¥元% ").replace(",", "").replace(" ", "")


class Amount(DecimalField):
    """An amount or share as people type it, shown without superfluous zeros of a share."""

    data: Decimal | None
    widget = TextInput()  # a number input takes no 386,000.00

    def process_formdata(self, valuelist) -> None:
        """Take 386,000.00 as well as 386000; an endless number is none."""
        try:
            super().process_formdata([narrow(value) for value in valuelist])
        except ValueError:
            self.data = None
        if valuelist and valuelist[0].strip() and not _sane(self.data):
            self.data = None
            raise ValueError(_("Write a number in digits."))

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        if self.data is None:
            return ""
        text = f"{self.data:f}"
        return text.rstrip("0").rstrip(".") if "." in text and self.places is None else text


def _sane(number: Decimal | None) -> bool:
    """Return whether a number can be worked with: 1e999999 is one, but a page would not hold it."""
    return number is not None and number.is_finite() and number.adjusted() < 15
