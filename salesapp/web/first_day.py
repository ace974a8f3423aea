"""What a new colleague does on the first day: declared by whoever it is done with (R2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One thing to have done once, and where it is done."""

    position: int
    title: Any
    say: Any
    endpoint: str
    #: ``done(user)`` is the condition, in a SELECT, that somebody has done it.
    done: Callable[[Any], Any]
    #: The list of first steps stays until these are done.
    needed: bool = False
