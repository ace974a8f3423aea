"""How an amount is shared over instalments: to the fen, the last taking what rounding leaves. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from salesapp.words import gettext as _

FEN = Decimal("0.01")
WHOLE = Decimal(100)


def split(amount: Decimal, percents: Sequence[Decimal]) -> list[Decimal]:
    """Share an amount by percents that make 100, each rounded half up to the fen; the last takes the rest.

    Where that would leave the last less than nothing, the others are rounded down. Raises ValueError for other sums.
    """
    if sum(percents) != WHOLE:
        raise ValueError(f"percents make {sum(percents)}, not 100")
    rest = Decimal(-1)
    for rounding in (ROUND_HALF_UP, ROUND_DOWN):
        shares = [(amount * percent / WHOLE).quantize(FEN, rounding) for percent in percents[:-1]]
        rest = amount - sum(shares, Decimal(0))
        if rest >= 0:
            break
    return [*shares, rest]


def share_of(part: Decimal, amount: Decimal) -> Decimal:
    """Return the per cent that a part is of an amount, to two places; it follows from the amount, never the other way."""
    return (part * WHOLE / amount).quantize(FEN, ROUND_HALF_UP)


def shares_of(
    amount: Decimal, percents: Sequence[Decimal | None], amounts: Sequence[Decimal | None]
) -> list[Decimal]:
    """Return the shares of instalments: those left empty follow from typed amounts; 0 where there is neither.

    Where all amounts are typed and make the whole, the last share takes what rounding leaves.
    """
    shares = [
        share_of(part, amount) if share is None and part is not None else share or Decimal(0)
        for share, part in zip(percents, amounts, strict=True)
    ]
    gap = WHOLE - sum(shares, Decimal(0))
    follows = percents[-1] is None and sum((part or Decimal(0) for part in amounts), Decimal(0)) == amount
    if follows and abs(gap) <= FEN * len(shares):
        shares[-1] += gap
    return shares


def gap_words(total: Decimal, amount: Decimal, left: Decimal | None = None) -> str:
    """Say how much is missing or too much where shares do not make 100 per cent; nothing where they do.

    ``left`` is what typed amounts leave of the whole: said to the fen, since a share rounded for show knows less (P04).
    """
    if total == WHOLE:
        return ""
    gap = abs(WHOLE - total)
    words = (
        _("The shares make %(total)s%%: %(gap)s%% (%(yuan)s yuan) are missing.")
        if total < WHOLE
        else _("The shares make %(total)s%%: %(gap)s%% (%(yuan)s yuan) too much.")
    )
    yuan = (amount * gap / WHOLE).quantize(FEN, ROUND_HALF_UP) if left is None else abs(left)
    return words % {
        "total": f"{total.normalize():f}",
        "gap": f"{gap.normalize():f}",
        "yuan": f"{yuan:,.2f}",
    }


def is_uneven(percents: Sequence[Decimal | None], amounts: Sequence[Decimal | None]) -> bool:
    """Tell whether equal shares have different amounts: the last took what rounding left."""
    by_share: dict[Decimal | None, set[Decimal | None]] = {}
    for percent, amount in zip(percents, amounts, strict=True):
        by_share.setdefault(percent, set()).add(amount)
    return any(len(found) > 1 for found in by_share.values())
