"""What contracts put on the page of their customer and of their opportunity (R45)."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.contracts.story import page, queries
from salesapp.contracts.story.queries import GROUP, asked, tell
from salesapp.web.blocks import Block, Growth
from salesapp.web.story import History
from salesapp.words import lazy_gettext as _l

BLOCK, ROWS = "contracts", "contracts/lists/_mini.html"

CAPABILITY = Capability(
    name="contracts.story",
    history=History(frozenset({GROUP}), tell, {GROUP: _l("Contracts")}, block=BLOCK, asks=asked),
    grows={"opportunity": Growth(_l("Create the contract"), "contracts.new", "opportunity", queries.drawn)},
    blocks=(
        Block(BLOCK, "customer", "business", _l("Opportunities and contracts"), page.of_customer, ROWS),
        Block(BLOCK, "opportunity", "contracts", _l("Contracts"), page.of_opportunity, ROWS, wide=True),
    ),
)
