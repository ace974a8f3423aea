"""The lines of a contract as its page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from salesapp.accounts.models import User
from salesapp.contracts import access
from salesapp.contracts.lines import queries
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import EDITABLE
from salesapp.quotations import queries as quotations
from salesapp.quotations.lines.rules import plain
from salesapp.quotations.models import Quotation
from salesapp.quotations.products.rules import price_words
from salesapp.quotations.reckoning.rules import NO_TAX, RateSum, rate_words
from salesapp.quotations.rules import IN_FORCE
from salesapp.web.formats import yuan
from salesapp.words import gettext as _


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines, the sums by rate, the quotation that they come from, and a newer one that may be taken."""

    rows: Sequence[dict[str, Any]]
    rates: Sequence[RateSum]
    quotation: Quotation
    opens: bool
    newer: Quotation | None


def lines(contract: Contract, user: User, today: date, *, opens: bool) -> Lines | None:
    """Return what the page shows; nothing where the contract was drawn up without a quotation.

    ``opens`` is whether this person may open that.
    """
    if contract.quotation is None:
        return None
    may_take = contract.status in EDITABLE and access.may_edit(contract, user)
    newer = queries.newer(contract, today) if may_take else None
    rows = [
        {
            "seq": one.seq, "name": one.name, "spec": one.spec, "note": one.note, "quantity": plain(one.quantity),
            "unit": one.unit, "price": price_words(one.price), "off": f"{plain(one.off)}%" if one.off else "",
            "rate": rate_words(one.rate), "amount": _("Gift") if one.is_free else yuan(one.gross),
            "tax": NO_TAX if one.rate == "exempt" else yuan(one.tax),
        }
        for one in contract.lines
    ]  # fmt: skip
    return Lines(rows, contract.rates, contract.quotation, opens, newer)


def offered(opportunity_id: int, chosen: str, user: User) -> list[tuple[str, str]]:
    """Return the choices of a new contract: the quotations that bind us, and none."""
    rows = [row for row in quotations.of_opportunity(opportunity_id, user) if row.id is not None]
    found = [
        (str(row.id), f"{row.number}-V{row.revision} ¥{yuan(row.gross)}")
        for row in rows
        if row.status in IN_FORCE or str(row.id) == chosen
    ]
    return [*found, ("", _("without a quotation"))]
