"""Fields of numbers and amounts: each takes every spelling of :mod:`salesapp.chinese.numbers` and says what it read."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from wtforms import DecimalField
from wtforms.validators import StopValidation
from wtforms.widgets import TextInput

from salesapp.chinese import currencies, numbers
from salesapp.chinese.numbers import WAN, NumberRefused, Reading
from salesapp.web import formats
from salesapp.words import gettext as _

FEN = Decimal("0.01")
#: What may stand behind a count or a share.
COUNTED = "人名份%"
LONGEST = 15  # digits before the point; beyond, a page would not hold it


class Number(DecimalField):
    """A number; what was typed comes back as it was typed, what is stored without superfluous zeros."""

    data: Any
    #: What the field is called where it is asked for its reading (`/readings/numbers/…`).
    reads_as = "number"
    #: Whether its reading is told of what is stored too: an amount, which may be ten thousand times too large.
    tells_always = False
    widget = TextInput()  # a number input of a browser drops 万, commas and full-width digits without a word

    def __init__(self, *args, units: str = "", places: int | None = None, **kwargs):
        super().__init__(*args, places=places, **kwargs)
        self.units = units

    def process_formdata(self, valuelist) -> None:
        """Read the number, or refuse it in one sentence."""
        self.data = None
        if valuelist and valuelist[0].strip():
            self.data = self.read(valuelist[0])

    def pre_validate(self, form) -> None:
        """Stop where no number was read: what else would be said of it is not so."""
        if self.process_errors:
            raise StopValidation

    def read(self, typed: str) -> Any:
        """Return what a text says to this field; ValueError carries the sentence."""
        try:
            found = numbers.read(typed, units=self.units)
        except NumberRefused as refused:
            raise ValueError(str(refused)) from refused
        if found.number.adjusted() >= LONGEST:
            raise ValueError(numbers.refusal())
        return self.take(found)

    def take(self, found: Reading) -> Any:
        """Return what the field holds of a number that was read."""
        return found.number

    @staticmethod
    def said(value: Any) -> str:
        """Return what was read, in words."""
        return f"= {value:,f}"

    @property
    def reading(self) -> str:
        """What was read, where it is not plain from what stands there; nothing where nothing was read."""
        if self.data is None or self.errors or self.process_errors:
            return ""
        plain = not self.raw_data or str(self.raw_data[0]).strip() == str(self.data)
        return "" if plain and not self.tells_always else self.said(self.data)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        if self.data is None:
            return ""
        text = f"{self.data:f}"
        return text.rstrip("0").rstrip(".") if "." in text and self.places is None else text


class Whole(Number):
    """A whole number."""

    data: int | None
    reads_as = "whole"

    def take(self, found: Reading) -> int:
        """Return a whole number; anything between two is refused."""
        if not found.is_whole:
            raise ValueError(_("Write a whole number, in digits."))
        return int(found.number)

    @staticmethod
    def said(value: int) -> str:
        """Return what was read, with its thousands."""
        return f"= {value:,}"


class Percent(Number):
    """A share; the sign may stand with it."""

    reads_as = "percent"

    def __init__(self, *args, units: str = "%", **kwargs):
        super().__init__(*args, units=units, **kwargs)

    @staticmethod
    def said(value: Decimal) -> str:
        """Return what was read, with its sign."""
        return f"= {value:f} %"


class Amount(Number):
    """An amount in 元."""

    data: Decimal | None
    reads_as = "yuan"
    tells_always = True

    @staticmethod
    def said(value: Decimal) -> str:
        """Return what was read in yuan, and as people say it."""
        return formats.amount_said(value)


class Yuan(Amount):
    """An amount in 元 to the fen, shown with its thousands."""

    def take(self, found: Reading) -> Decimal:
        """Return the amount; less than a fen is refused."""
        if found.number != found.number.quantize(FEN):
            raise ValueError(_("Enter an amount in yuan, with two places at most."))
        return found.number

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data:,.2f}"


class Wan(Number):
    """An amount typed in 万元; ``yuan`` is what the domain works with. Who writes 元, 万 or 亿 is taken at their word."""

    data: Decimal | None
    reads_as = "wan"
    tells_always = True

    def process_data(self, value: Decimal | None) -> None:
        self.data = None if value is None else (value / WAN).normalize()

    def take(self, found: Reading) -> Decimal:
        """Return the amount in 万元."""
        return found.wan

    @staticmethod
    def said(value: Decimal) -> str:
        """Return what was read in yuan, and as people say it."""
        return formats.amount_said(value * WAN)

    @property
    def yuan(self) -> Decimal | None:
        """The amount in yuan, to the fen."""
        return None if self.data is None else (self.data * WAN).quantize(FEN, ROUND_HALF_UP)


class Capital(Wan):
    """An amount typed in 万元, or with the word of another currency; ``currency`` is the one that was read."""

    reads_as = "capital"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.currency = currencies.YUAN

    def read(self, typed: str) -> Any:
        """Return what a text says in 万 of its currency."""
        said, self.currency = currencies.parted(typed)
        return super().read(said)

    def show_in(self, currency: str | None) -> None:
        """Show a stored amount in the currency that it is in; what was typed says its own."""
        if not self.raw_data:
            self.currency = currency or currencies.YUAN

    @property
    def reading(self) -> str:
        """What was read; of another currency with its word."""
        if self.currency == currencies.YUAN or self.data is None or self.errors or self.process_errors:
            return super().reading
        return f"= {self.yuan:,.2f} {currencies.word(self.currency)}"

    def _value(self) -> str:
        plain = super()._value()
        return (
            plain
            if self.raw_data or not plain or self.currency == currencies.YUAN
            else (f"{plain}万{currencies.word(self.currency)}")
        )
