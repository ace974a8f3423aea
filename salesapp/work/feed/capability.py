"""What the calendar feed tells the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.rights.rules import BUSINESS
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_pgettext
from salesapp.work.feed import actions, routes

CAPABILITY = Capability(
    name="feeds",
    blueprints=(routes.bp,),
    rights=dict.fromkeys(("feeds.show", "feeds.create", "feeds.create_ending"), BUSINESS),
    public=frozenset({"feeds.calendar"}),
    follows={"user": actions.follow_person},
    trail=Vocabulary(
        records={"calendar_feed": lazy_pgettext("trail", "address of a calendar")},
        fields={
            "token_hash": lazy_pgettext("trail", "secret of the address"),
            "with_numbers": lazy_pgettext("trail", "with telephone numbers"),
        },
    ),
)
