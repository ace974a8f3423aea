"""What the lines of contracts tell the house: a contract grows from a quotation, with nothing typed again."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.contracts.lines import queries, routes
from salesapp.rights.rules import SALES
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.blocks import Growth
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

CAPABILITY = Capability(
    name="contracts.lines",
    blueprints=(routes.bp,),
    rights={"contract_lines.create_taking": SALES},
    grows={"quotation": Growth(_l("Create the contract"), "contracts.new", "quotation", queries.drawn)},
    trail=Vocabulary(
        records={"contract_line": lazy_pgettext("trail", "line of a contract")},
        fields={
            "quotation_id": lazy_pgettext("trail", "quotation"),
            "unquoted_because": lazy_pgettext("trail", "why without a quotation"),
        },
    ),
)
