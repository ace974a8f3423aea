"""For what records support is asked: each capability declares how its record is described and who asks for it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from salesapp import capability


@dataclass(frozen=True, slots=True)
class Described:
    """A record as whoever is asked needs to know it, who may not see the record itself: no figures."""

    number: str
    title: str
    customer: str
    #: Who answers for it: whose requests go on when the asker is gone.
    owner: Any
    url: str


@dataclass(frozen=True, kw_only=True)
class Supported:
    """One kind of record for which support is asked."""

    type: str
    label: Any
    #: Find a record without asking who may.
    load: Callable[[int], Any]
    sees: Callable[[int, Any], bool]
    describe: Callable[[Any], Described]
    #: ``worked_on(user)``: a SELECT of the ids of those that a person runs, or works along on.
    worked_on: Callable[[Any], Any]
    is_open: Callable[[Any], bool]


def supported() -> Mapping[str, Supported]:
    """Return every kind of record for which support is asked, by its type."""
    return {one.type: one for part in capability.installed() for one in part.support}
