"""Numbers and amounts as people type them: full-width digits, thousands marks, 万."""

from __future__ import annotations

import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from wtforms import DecimalField, IntegerField
from wtforms.widgets import TextInput

from salesapp.words import gettext as _

WAN = Decimal(10_000)
FEN = Decimal("0.01")
LONGEST = 20  # digits; beyond, no arithmetic is tried


def digits(text: str) -> str:
    """Return a typed number in half width without thousands marks and blanks."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c not in ", 　\t")


class Whole(IntegerField):
    """A whole number, however its digits were typed (number inputs of browsers refuse full width and commas)."""

    widget = TextInput()

    def process_formdata(self, valuelist) -> None:
        super().process_formdata([digits(v) for v in valuelist])


class Wan(DecimalField):
    """An amount typed in 万元; ``yuan`` is what the domain works with."""

    widget = TextInput()

    def process_data(self, value: Decimal | None) -> None:
        self.data = None if value is None else (value / WAN).normalize()

    def process_formdata(self, valuelist) -> None:
        super().process_formdata([digits(v) for v in valuelist])
        if self.data is not None and not self.data.is_finite():
            self.data = None
            raise ValueError(_("Enter a number."))

    def _value(self) -> str:
        if self.raw_data:
            return self.raw_data[0]
        return "" if self.data is None else f"{self.data:f}"

    @property
    def yuan(self) -> Decimal | None:
        """The amount in yuan, to the fen."""
        return None if self.data is None else (self.data * WAN).quantize(FEN, ROUND_HALF_UP)


class Yuan(DecimalField):
    """An amount in 元 to the fen: 386,000.00, in full width, or 38.6万."""

    data: Decimal | None
    widget = TextInput()

    def process_formdata(self, valuelist) -> None:
        text = digits(valuelist[0])[:40] if valuelist else ""
        text = text.removeprefix("¥").removesuffix("元")
        factor = WAN if text.endswith("万") else 1
        super().process_formdata([text.removesuffix("万")])
        if self.data is None:
            return
        if not self.data.is_finite() or self.data.adjusted() > LONGEST:
            self.data = None
            raise ValueError(_("Enter an amount in yuan, with two places at most."))
        amount = self.data * factor
        if amount != amount.quantize(FEN):
            self.data = None
            raise ValueError(_("Enter an amount in yuan, with two places at most."))
        self.data = amount

    def _value(self) -> str:
        if self.raw_data:
            return self.raw_data[0]
        return "" if self.data is None else f"{self.data:,.2f}"
