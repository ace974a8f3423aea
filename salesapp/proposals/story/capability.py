"""What proposals and objections put on the page of their customer and of their opportunity (R45)."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.proposals.story import page
from salesapp.proposals.story.page import GROUP, tell
from salesapp.web.blocks import Block
from salesapp.web.story import History
from salesapp.words import lazy_gettext as _l

NAME, ROWS = _l("Proposals and objections"), "proposals/_record.html"

CAPABILITY = Capability(
    name="proposals.story",
    history=History(frozenset({GROUP}), tell, {GROUP: NAME}),
    blocks=(
        Block("proposals", "opportunity", "proposals", NAME, page.of_opportunity, ROWS, wide=True),
        Block("proposals", "customer", "proposals", NAME, page.of_customer, ROWS),
    ),
)
