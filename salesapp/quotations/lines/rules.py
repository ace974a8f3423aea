"""One line of a quotation as people type or paste it: read cell by cell, every cell with its own sentence (F09). Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from salesapp.chinese import numbers
from salesapp.chinese.texts import line, says
from salesapp.quotations.lines.folds.rules import fold_question, may_be_fold
from salesapp.quotations.products.rules import MOST_PRICE, PLACES, places_of
from salesapp.quotations.reckoning.rules import EXEMPT, RATES, Amounts, gross_of, taxed
from salesapp.quotations.rules import QuotationRefused
from salesapp.refusals import Refusal
from salesapp.words import gettext as _

#: Places behind the point of a quantity, and of a percentage.
QUANTITY_PLACES, OFF_PLACES = 3, 6
MOST_QUANTITY = Decimal("9999999.999")
#: Characters of the texts of a line.
LENGTHS = {"name": 200, "spec": 200, "unit": 20, "note": 200}
#: The cells of a line in their order, as they are posted.
CELLS = ("product_id", "name", "spec", "unit", "quantity", "price", "off", "rate", "gift", "note")
EXEMPT_WORDS = frozenset({EXEMPT, "免税", "免", "免征"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it was read, with what the price list said on its day; ``price`` is None while it is missing."""

    name: str
    quantity: Decimal
    rate: str
    price: Decimal | None = None
    off: Decimal = Decimal(0)
    spec: str = ""
    unit: str = ""
    gift: bool = False
    note: str = ""
    product_id: int | None = None
    list_price: Decimal | None = None
    floor_price: Decimal | None = None

    @property
    def amounts(self) -> Amounts | None:
        """What it comes to by itself; nothing while its price is missing."""
        if self.price is None and not self.gift:
            return None
        return taxed(gross_of(self.quantity, self.price or Decimal(0), self.off, gift=self.gift), self.rate)

    @property
    def is_free(self) -> bool:
        """Whether it is given away: marked so, a price of 0 that was typed, or all of it off; never by rounding."""
        return self.gift or self.off == 100 or (self.price is not None and self.price == 0)

    @property
    def vanishes(self) -> bool:
        """Whether a price above nothing rounds to nothing: that is warned of, and is no gift."""
        amounts = self.amounts
        return not self.is_free and amounts is not None and amounts.gross == 0


@dataclass(frozen=True, slots=True)
class Listed:
    """What the price list says of a line: nothing where its product has no price in force."""

    listed: Decimal | None = None
    floor: Decimal | None = None


@dataclass(slots=True)
class Typed:
    """A line as it was typed, with what was read of it and what is wrong cell by cell."""

    texts: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)
    line: Line | None = None
    #: Cells that are asked about once more: nothing is wrong, it may just be meant otherwise.
    asks: dict[str, str] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        """Whether nobody typed anything: a rate alone was not typed."""
        return not any(self.texts.get(cell, "").strip() for cell in CELLS if cell not in ("rate", "unit"))

    def get(self, cell: str) -> str:
        """Return a cell as it was typed."""
        return self.texts.get(cell, "")


def texts_of(one: Line) -> dict[str, str]:
    """Write a line as it is typed; what is read back from it is the same line."""
    return {
        "product_id": str(one.product_id or ""), "name": one.name, "spec": one.spec, "unit": one.unit,
        "quantity": plain(one.quantity), "price": "" if one.price is None else plain(one.price, PLACES),
        "off": f"{plain(one.off)}%" if one.off else "", "rate": one.rate, "gift": "1" if one.gift else "", "note": one.note,
    }  # fmt: skip


def plain(number: Decimal, places: int = 0) -> str:
    """Write a number without superfluous zeros, with so many places at least."""
    return f"{number:.{max(places, places_of(number))}f}"


def read_line(texts: Mapping[str, str], *, places: int = PLACES, kept_rates: Collection[str] = ()) -> Typed:
    """Read a line cell by cell; ``kept_rates`` are those that its quotation was made with, in force or not."""
    typed = Typed({cell: str(texts.get(cell, "") or "") for cell in CELLS})
    gift = bool(typed.get("gift").strip())
    found: dict[str, Any] = {"gift": gift}
    for cell, reader in (
        ("name", read_name), ("spec", _SPEC), ("unit", _UNIT), ("note", _NOTE),
        ("quantity", read_quantity), ("price", lambda text: read_price(text, places)), ("off", read_off),
        ("rate", lambda text: read_rate(text, kept=kept_rates)),
    ):  # fmt: skip
        try:
            found[cell] = reader(typed.get(cell))
        except Refusal as refused:
            typed.errors[cell] = str(refused)
    if typed.get("off") and may_be_fold(typed.get("off")):
        typed.asks["off"] = fold_question(typed.get("off"))
    if not typed.errors:
        number = typed.get("product_id").strip()
        typed.line = Line(
            **found, product_id=int(number) if number.isdecimal() and len(number) < 10 else None
        )
    return typed


def _text(cell: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        words = line(text)
        if len(words) > LENGTHS[cell]:
            raise QuotationRefused(_("At most %(max)d characters.", max=LENGTHS[cell]))
        return words

    return read


_NAME, _SPEC, _UNIT, _NOTE = map(_text, LENGTHS)


def read_name(text: str) -> str:
    """Return the name of what is offered."""
    if not says(text):
        raise QuotationRefused(_("This must be filled in."))
    return _NAME(text)


def number_in(text: str, *, units: str = "") -> Decimal:
    """Return a number however people spell it; QuotationRefused with the sentence where it is none."""
    try:
        return numbers.read(text, units=units).number
    except numbers.NumberRefused as refused:
        raise QuotationRefused(str(refused)) from None


def read_quantity(text: str) -> Decimal:
    """Return a quantity: three decimals at most, never 0; below 0 it takes something back."""
    if not text.strip():
        raise QuotationRefused(_("This must be filled in."))
    found = number_in(text, units="个件套台只箱桶吨米天人次项份年月")
    if found == 0:
        raise QuotationRefused(
            _("A quantity of 0 is no line. What is given away has its quantity, and 0 as its price.")
        )
    if places_of(found) > QUANTITY_PLACES:
        raise QuotationRefused(
            _("At most %(count)s decimals: it is never rounded silently.", count=QUANTITY_PLACES)
        )
    if abs(found) > MOST_QUANTITY:
        raise QuotationRefused(_("At most %(most)s.", most=f"{MOST_QUANTITY:,f}"))
    return found


def read_price(text: str, places: int = PLACES) -> Decimal | None:
    """Return a price; blank is missing, which is not 0. A price is not below 0: what is taken off has quantity -1."""
    if not text.strip():
        return None
    found = number_in(text)
    if found < 0:
        raise QuotationRefused(_("A price is not below 0: what is taken off is a line with quantity -1."))
    if found > MOST_PRICE:
        raise QuotationRefused(_("A price is at most %(most)s.", most=f"{MOST_PRICE:,.2f}"))
    if places_of(found) > places:
        raise QuotationRefused(
            _(
                "At most %(count)s decimals: it is never rounded silently. A product may allow up to 6.", count=places
            )
        )  # fmt: skip
    return found


def read_off(text: str) -> Decimal:
    """Return how many per cent are off: 12, 12 %, 减 12 %, 8.8 折; blank is nothing off."""
    typed = unicodedata.normalize("NFKC", line(text)).strip()
    if not typed:
        return Decimal(0)
    if typed.endswith("折"):
        share = number_in(typed.removesuffix("折"))
        found = 100 - (share * 10 if share <= 10 else share)
    else:
        found = number_in(typed.removeprefix("减").strip(), units="%")
    if found < 0:
        raise QuotationRefused(_("A rise is typed as the price: then it needs nobody's agreement."))
    if found > 100:
        raise QuotationRefused(_("A discount lies between 0 and 100 %."))
    if places_of(found) > OFF_PLACES:
        raise QuotationRefused(
            _("At most %(count)s decimals: it is never rounded silently.", count=OFF_PLACES)
        )
    return found


def read_rate(text: str, *, kept: Collection[str] = ()) -> str:
    """Return a rate in force, or the one that the line was made with; blank is neither exempt nor 0."""
    typed = unicodedata.normalize("NFKC", line(text)).strip().removesuffix("%").strip()
    if not typed:
        raise QuotationRefused(_("Choose the tax rate: exempt and 0% are choices too."))
    if typed in EXEMPT_WORDS:
        return EXEMPT
    try:
        number = Decimal(typed)
        number = (
            number * 100 if Decimal(0) < number < 1 and "." in typed else number
        )  # 0.13 in a cell of a table
        rate = f"{number.normalize():f}"
    except InvalidOperation:
        rate = typed
    if rate in RATES or rate in kept:
        return rate
    raise QuotationRefused(_("This rate is not in force: 13, 9, 6, 5, 3, 1, 0 or exempt."))
