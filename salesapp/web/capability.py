"""What the floor of all screens tells the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.rights.rules import EVERYBODY, ROLE_LABELS, Role
from salesapp.web import addresses, blocks, drawn, frame, guide, menu, routes

CAPABILITY = Capability(
    name="web",
    blueprints=(routes.bp,),
    rights={"readings.number": EVERYBODY, "readings.day": EVERYBODY},
    public=frozenset({"assets.bundle"}),
    template_globals={
        "may_open": menu.may_open,
        "record_url": addresses.of_record,
        "has_page": addresses.opens,
        "grown_from": blocks.grown_from,
        "menu_places": menu.places,
        "page_frame": frame.filled,
        "drawn": drawn.drawn,
        "with_token": drawn.with_token,
        "page_token": drawn.TOKEN,
        "guide_step": lambda rule: guide.steps().get(rule),
        "settings_menu": menu.tabs,
        "role_name": lambda role: ROLE_LABELS[role],
        "all_roles": lambda: Role,
    },
)
