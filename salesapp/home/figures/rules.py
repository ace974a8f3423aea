"""What the charts of a month look like, and what the coming months may bring. Pure (R10, R24)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart, in the units of its drawing."""

    label: str
    words: str
    x: float
    y: float
    width: float
    height: float
    href: str = ""


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """One stage of the funnel: how many, how much, and the weighted amount in 元."""

    stage: str
    label: str
    count: int
    amount: Decimal
    weighted: Decimal


def funnel_bars(
    rows: Sequence[FunnelRow], words: Sequence[str], *, width: float = 360, row_height: float = 34
) -> list[Bar]:
    """Lay the stages out as centred bars, as wide as their amount against the widest; an empty stage keeps a line."""
    most = max((row.amount for row in rows if row.amount), default=Decimal(1))
    bars = []
    for index, (row, said) in enumerate(zip(rows, words, strict=True)):
        wide = max(2.0, round(float(row.amount / most) * width, 1))
        bars.append(
            Bar(
                row.label,
                said,
                round((width - wide) / 2, 1),
                index * row_height,
                wide,
                row_height - 8,
                row.stage,
            )
        )
    return bars


@dataclass(frozen=True, slots=True)
class Month:
    """What a month may bring: its first day, and the weighted sum of what is expected in it, in 元."""

    first: date
    amount: Decimal
    weighted: Decimal


def months_from(first: date, count: int) -> list[date]:
    """Return the first days of so many months, beginning with the month of a day."""
    index = first.year * 12 + first.month - 1
    return [date((index + step) // 12, (index + step) % 12 + 1, 1) for step in range(count)]


def forecast(today: date, deals: Iterable[tuple[date, Decimal, int]], months: int = 6) -> list[Month]:
    """Sum expected amounts and amounts × win rate by month (3.6 加权预测); overdue dates count in the present month.

    ``deals`` are (expected date, amount in 元, win rate in per cent); what is later than the last month is left out.
    """
    firsts = months_from(today, months)
    sums = {first: [Decimal(0), Decimal(0)] for first in firsts}
    for expected, amount, rate in deals:
        first = max(expected.replace(day=1), firsts[0])
        if first in sums:
            sums[first][0] += amount
            sums[first][1] += amount * rate / 100
    return [
        Month(first, amount, weighted.quantize(Decimal("0.01"))) for first, (amount, weighted) in sums.items()
    ]


def column_bars(
    months: Sequence[Month],
    labels: Sequence[str],
    words: Sequence[str],
    *,
    width: float = 360,
    height: float = 140,
) -> list[Bar]:
    """Lay months out as columns of a chart, as high as their weighted amount against the highest."""
    most = max((month.weighted for month in months if month.weighted), default=Decimal(1))
    step = width / max(len(months), 1)
    bars = []
    for index, (month, label, said) in enumerate(zip(months, labels, words, strict=True)):
        high = max(1.0, round(float(month.weighted / most) * (height - 24), 1))
        bars.append(
            Bar(
                label,
                said,
                round(index * step + step * 0.2, 1),
                round(height - high, 1),
                round(step * 0.6, 1),
                high,
                f"{month.first:%Y-%m}",
            )
        )
    return bars
