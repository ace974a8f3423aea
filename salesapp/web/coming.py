"""What is on its way to somebody: nothing to do yet, declared by whoever knows of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from salesapp.rights.rules import Role


@dataclass(frozen=True, slots=True)
class Expected:
    """One thing on its way: what, where it is now, its page, and the day it is expected on, where there is one."""

    title: str
    detail: str
    url: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Coming:
    """What one capability sees coming for some roles, under one heading: ``of(user, now)``."""

    position: int
    label: Any
    roles: frozenset[Role]
    of: Callable[[Any, datetime], Iterable[Expected]]
