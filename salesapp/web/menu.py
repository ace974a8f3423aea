"""The main menu and the tabs of the settings: what capabilities declare, as far as the present person may open it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask_login import current_user

from salesapp import capability
from salesapp.rights import access


@dataclass(frozen=True, order=True)
class Tab:
    """One page of the settings."""

    position: int
    endpoint: str
    label: Any


def tabs() -> list[tuple[Any, str, bool]]:
    """List (label, address, current) of the settings' pages that the present person may open."""
    blueprint = (request.endpoint or "").rsplit(".", 1)[0]
    declared = sorted(tab for part in capability.installed() for tab in part.settings)
    return [
        (tab.label, url_for(tab.endpoint), tab.endpoint.rsplit(".", 1)[0] == blueprint)
        for tab in declared
        if may_open(tab.endpoint)
    ]


def first() -> str:
    """Return the address that the settings open with for the present person."""
    return tabs()[0][1]


def may_open(endpoint: str) -> bool:
    """Return whether the present person's role may use an address at all."""
    return access.may(current_user.role, endpoint)
