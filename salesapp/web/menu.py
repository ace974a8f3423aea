"""The main menu and the tabs of the settings: what capabilities declare, as far as the present person may open it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask_login import current_user

from salesapp import capability
from salesapp.rights import access
from salesapp.web.addresses import address


@dataclass(frozen=True, order=True)
class Tab:
    """One page of the settings."""

    position: int
    endpoint: str
    label: Any
    #: The other blueprints whose pages belong to it.
    within: tuple[str, ...] = ()
    #: The address that one may use to have the tab, where more people read the page than set what it says.
    kept_by: str = ""
    #: What is kept there, in a sentence.
    says: Any = ""


@dataclass(frozen=True)
class Place:
    """One place of the main menu: of the chain of daily work (R1), or of the shelf of what one looks up."""

    position: int
    key: str
    label: Any
    endpoint: str
    #: What the keyboard reaches it by, and the name of its picture where that is not its key.
    keys: str
    icon: str = ""
    shelf: bool = False
    #: ``count(day)``: the number of things of a day's work that wait there.
    count: Callable[[Any], int] | None = None

    @property
    def url(self) -> str:
        """Its address."""
        return address(self.endpoint)


def places(*, shelf: bool) -> list[Place]:
    """Return the places of the chain, or of the shelf, that the present person may open, in their order."""
    declared = (place for part in capability.installed() for place in part.menu)
    kept = [place for place in declared if place.shelf == shelf and may_open(place.endpoint)]
    return sorted(kept, key=lambda place: place.position)


def counts(day: Any) -> dict[str, int]:
    """Return the numbers that stand in the menu while this is somebody's day, by the key of their place."""
    declared = (place for part in capability.installed() for place in part.menu)
    return {place.key: place.count(day) for place in declared if place.count is not None}


def tabs() -> list[tuple[Any, str, bool]]:
    """List (label, address, current) of the settings' pages that the present person may open."""
    blueprint = (request.endpoint or "").rsplit(".", 1)[0]
    return [
        (tab.label, url_for(tab.endpoint), blueprint in (tab.endpoint.rsplit(".", 1)[0], *tab.within))
        for tab in settings()
    ]


def settings() -> list[Tab]:
    """Return the settings' pages that the present person may open, in their order."""
    declared = sorted(tab for part in capability.installed() for tab in part.settings)
    return [tab for tab in declared if may_open(tab.kept_by or tab.endpoint)]


def may_open(endpoint: str) -> bool:
    """Return whether the present person's role may use an address at all."""
    return access.may(current_user.role, endpoint)
