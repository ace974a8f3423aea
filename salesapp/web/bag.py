"""What somebody takes along of a customer to a visit: declared by whoever keeps it, printed by whoever packs (F04)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Carried:
    """Lines of one kind about customers."""

    title: Any
    #: ``lines(customer_ids, user)``: by customer, in one look however many there are; only what this person may see.
    lines: Callable[[Collection[int], Any], Mapping[int, Sequence[str]]]
