"""What goes out of the house: the quotation for the customer, with or without prices by line, and a copy without any. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from salesapp.words import lazy_gettext as _l


class Kind(StrEnum):
    """Which paper."""

    FULL = "full"
    TOTAL = "total"
    GOODS = "goods"

    @property
    def label(self) -> str:
        """What its button says."""
        return str(KIND_LABELS[self])

    @property
    def has_prices(self) -> bool:
        """Whether each line has its price."""
        return self is Kind.FULL

    @property
    def has_total(self) -> bool:
        """Whether there is any price on it."""
        return self is not Kind.GOODS


KIND_LABELS = {
    Kind.FULL: _l("For the customer, with prices"),
    Kind.TOTAL: _l("For the customer, total only"),
    Kind.GOODS: _l("For warehouse and delivery, without prices"),
}
TITLES = {
    Kind.FULL: _l("Price quotation"),
    Kind.TOTAL: _l("Price quotation"),
    Kind.GOODS: _l("List of goods"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line on the paper; its figures are blank where it shows none."""

    no: int
    name: str
    spec: str
    unit: str
    quantity: str
    price: str
    off: str
    rate: str
    amount: str
    tax: str
    note: str


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything that the paper shows."""

    title: str
    number: str
    is_draft: bool
    kind: Kind
    customer: str
    contact: str
    owner: str
    phone: str
    quoted_on: str
    valid_until: str
    lines: Sequence[Line]
    #: Whether any line has something off: then the column stands there.
    has_off: bool
    has_notes: bool
    whole_off: str
    total: str
    capitals: str
    taxes: Sequence[tuple[str, str]]
    terms: Sequence[tuple[str, str]]
