"""The tabs of the settings: every capability adds its own, each person sees those that their role may open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask_login import current_user

from salesapp.accounts import rights


@dataclass(frozen=True, order=True)
class Tab:
    """One page of the settings."""

    position: int
    endpoint: str
    label: Any


_tabs: list[Tab] = []


def add(position: int, endpoint: str, label: Any) -> None:
    """Add a page to the settings; called once, when its capability is loaded."""
    if endpoint not in {tab.endpoint for tab in _tabs}:
        _tabs.append(Tab(position, endpoint, label))


def tabs() -> list[tuple[Any, str, bool]]:
    """List (label, address, current) of the pages that the present person may open."""
    blueprint = request.endpoint.rsplit(".", 1)[0]
    return [
        (tab.label, url_for(tab.endpoint), tab.endpoint.rsplit(".", 1)[0] == blueprint)
        for tab in sorted(_tabs, key=lambda tab: tab.position)
        if rights.may(current_user.role, tab.endpoint)
    ]


def first() -> str:
    """Return the address that the settings open with for the present person."""
    return tabs()[0][1]
