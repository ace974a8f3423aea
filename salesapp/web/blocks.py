"""Blocks that one capability puts on the page of another's record: values, and the macro that shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of one kind on the page of a customer or of an opportunity."""

    name: str
    #: The kind of record on whose page it stands, and the section there; the topmost block names the section.
    record: str
    section: str
    title: Any
    #: ``values(record_id, user)``: nothing where there is nothing to show.
    values: Callable[[int, Any], Any]
    #: The file of its macro ``mini(values)``.
    template: str
