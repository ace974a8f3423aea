"""What capabilities put on the page of a customer or an opportunity: their blocks, and the rows of which they tell."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.rounds import in_one_round
from salesapp.web.blocks import Block, declared, values_of
from salesapp.web.story import About, History


@dataclass(frozen=True, slots=True)
class Filled:
    """A block with what it shows."""

    block: Block
    values: Any


def blocks(kind: str, record_id: int, user: User, *, names: Collection[str] | None = None) -> list[Filled]:
    """Return the blocks of a record's page, lowest floor first, each with its values; only those named where asked."""
    wanted = [block for block in declared(kind) if names is None or block.name in names]
    values, _rows = values_of(wanted, record_id, user)
    return [Filled(block, found) for block, found in zip(wanted, values, strict=True)]


def rows(
    histories: Sequence[History], about: About, *, size: int, before: datetime | None
) -> list[Sequence[Any]]:
    """Return the rows of which each history tells, all found in one round."""
    asked = [each.asks(about, size=size, before=before) if each.asks else None for each in histories]
    found = iter(in_one_round(*(look for look in asked if look is not None)))
    return [() if look is None else next(found) for look in asked]
