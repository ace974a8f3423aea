"""The blocks that capabilities put on the page of a customer or an opportunity."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from salesapp import capability
from salesapp.accounts.models import User
from salesapp.web.blocks import Block


@dataclass(frozen=True, slots=True)
class Filled:
    """A block with what it shows."""

    block: Block
    values: Any


def blocks(kind: str, record_id: int, user: User, *, names: Collection[str] | None = None) -> list[Filled]:
    """Return the blocks of a record's page, lowest floor first, each with its values; only those named where asked."""
    return [
        Filled(block, block.values(record_id, user))
        for part in capability.installed()
        for block in part.blocks
        if block.record == kind and (names is None or block.name in names)
    ]
