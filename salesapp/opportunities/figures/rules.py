"""The figures of R24: rates, days and the forecast. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of R24 over a period: counts, rates in per cent, days and 元."""

    won: int
    lost: int
    on_time: int
    due: int
    cycle_days: int | None
    forecast: Decimal

    @property
    def win_rate(self) -> Decimal | None:
        """Won, of won and lost; none where nothing was decided (3.6 赢单率)."""
        return percent(self.won, self.won + self.lost)

    @property
    def on_time_rate(self) -> Decimal | None:
        """Follow-ups in time, of those due; none where none was due (3.6 按时跟进率)."""
        return percent(self.on_time, self.due)


def percent(part: int, whole: int) -> Decimal | None:
    """Return a share in per cent with one place, or None of nothing."""
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else None


def weighted(amounts: Iterable[tuple[Decimal, int]]) -> Decimal:
    """Return the weighted forecast in 元: the sum of amount × win rate in per cent (3.6 加权预测)."""
    return (sum((amount * rate for amount, rate in amounts), Decimal()) / 100).quantize(
        Decimal("0.01"), ROUND_HALF_UP
    )


def yuan(fen: int) -> Decimal:
    """Return an amount in 元 with two places from whole fen."""
    return Decimal(fen).scaleb(-2)


def average_days(total: int, count: int) -> int | None:
    """Return the mean length in whole days, half up, or None of nothing (R24 平均周期)."""
    return int((Decimal(total) / count).to_integral_value(ROUND_HALF_UP)) if count else None
