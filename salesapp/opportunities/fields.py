"""Fields of the opportunity forms: amounts as people write them."""

from __future__ import annotations

from decimal import Decimal

from wtforms import DecimalField
from wtforms.widgets import TextInput

from salesapp.customers.picking.forms import digits
from salesapp.words import gettext as _

FEN = Decimal("0.01")
WAN = "万"
DIGITS = 20  # beyond, no arithmetic is tried


class Yuan(DecimalField):
    """An amount in 元 to the fen: 386,000.00, in full width, or 38.6万."""

    widget = TextInput()

    def process_formdata(self, valuelist) -> None:
        text = digits(valuelist[0])[:40] if valuelist else ""
        text = text.removeprefix("¥").removesuffix("元")
        factor = 10_000 if text.endswith(WAN) else 1
        super().process_formdata([text.removesuffix(WAN)])
        if self.data is None:
            return
        if not self.data.is_finite() or self.data.adjusted() > DIGITS:
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
