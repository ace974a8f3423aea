"""What the page of the months shows, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from salesapp.contracts.payments.rules import months_after
from salesapp.payments.months import queries
from salesapp.payments.months.models import ClosedMonth
from salesapp.web.formats import short_moment

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the books."""

    key: str
    amount: Decimal
    closed: str
    next: bool


def page(today: date, closings: Sequence[ClosedMonth], *, may_book: bool) -> dict[str, Any]:
    """Return the last months, the latest first, and which of them may be closed now."""
    closed = {one.month: one for one in closings}
    first = today.replace(day=1)
    shown = [months_after(first, -back) for back in range(SHOWN)]
    oldest = queries.first_month()
    waiting = [month for month in shown[1:] if month not in closed and oldest and month >= oldest]
    rows = [
        Month(
            f"{month:%Y-%m}", queries.booked(month, date.fromordinal(months_after(month, 1).toordinal() - 1)),
            f"{closed[month].by.name} {short_moment(closed[month].at)}" if month in closed else "",
            bool(waiting) and month == waiting[-1],
        )
        for month in shown
    ]  # fmt: skip
    return {"months": rows, "may_close": may_book}
