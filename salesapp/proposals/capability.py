"""What proposals tell the house (R34, R35, F08)."""

from __future__ import annotations

from sqlalchemy import true

from salesapp.accounts.belongings.rules import Belonging
from salesapp.capability import Capability
from salesapp.documents.batches.rules import Selection
from salesapp.documents.forms.f05 import CHANNELS
from salesapp.opportunities.lists import capability as lists
from salesapp.proposals import access, actions, page, queries, routes, sheets
from salesapp.proposals.access import WRITERS
from salesapp.proposals.models import Proposal
from salesapp.proposals.objections.capability import CAPABILITY as OBJECTIONS
from salesapp.proposals.rules import STATUS_LABELS
from salesapp.proposals.story.capability import CAPABILITY as STORY
from salesapp.proposals.value.rules import KIND_LABELS, PER_LABELS
from salesapp.rights.rules import BUSINESS
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.hits import Search
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

READING = ("index", "show", "value_sheet")
WRITING = (
    "new", "create", "edit", "update", "reckoning", "new_version", "create_version", "new_presentation", "create_presentation",
    "create_withdrawal",
)  # fmt: skip

TRAIL = Vocabulary(
    records={
        "proposal": lazy_pgettext("trail", "proposal"),
        "proposal_point": lazy_pgettext("trail", "line of a proposal"),
        "proposal_listener": lazy_pgettext("trail", "listener of a proposal"),
    },
    fields={
        "proposal_id": lazy_pgettext("trail", "proposal"),
        "proposal.title": lazy_pgettext("trail", "name of the proposal"),
        "major": lazy_pgettext("trail", "version"),
        "minor": lazy_pgettext("trail", "version after the point"),
        "proposal.why": lazy_pgettext("trail", "what is new"),
        "case_id": lazy_pgettext("trail", "case as proof"),
        "presented_on": lazy_pgettext("trail", "presented on"),
        "presented_way": lazy_pgettext("trail", "way of presenting"),
        "presented_at": lazy_pgettext("trail", "presentation noted at"),
        "proposal.shown": lazy_pgettext("trail", "presented with"),
        "reaction": lazy_pgettext("trail", "how they took it"),
        "author_id": lazy_pgettext("trail", "written by"),
        "withdrawn_why": lazy_pgettext("trail", "why withdrawn"),
        "pain": lazy_pgettext("trail", "pain"),
        "point": lazy_pgettext("trail", "what is done about it"),
        "proposal_point.kind": lazy_pgettext("trail", "kind of value"),
        "metric": lazy_pgettext("trail", "metric"),
        "now": lazy_pgettext("trail", "figure now"),
        "expected": lazy_pgettext("trail", "expected figure"),
        "unit": lazy_pgettext("trail", "unit"),
        "basis": lazy_pgettext("trail", "grounds"),
        "gain": lazy_pgettext("trail", "gained each time"),
        "by_unit": lazy_pgettext("trail", "for each unit of the change"),
        "per": lazy_pgettext("trail", "how often"),
        "times": lazy_pgettext("trail", "times a year"),
        "sheet": lazy_pgettext("trail", "sheet"),
    },
    codes={
        "proposal.status": STATUS_LABELS,
        "proposal.presented_way": dict(CHANNELS),
        "proposal_point.kind": KIND_LABELS,
        "proposal_point.per": PER_LABELS,
        "sheet": {"value": lazy_pgettext("trail", "value sheet")},
    },
)

CAPABILITY = Capability(
    name="proposals",
    blueprints=(routes.bp,),
    rights={
        **{f"proposals.{name}": BUSINESS for name in READING},
        **{f"proposals.{name}": WRITERS for name in WRITING},
    },
    sheets={"F08": sheets.record_sheet},
    selections={"F08": Selection(lists.find, lists.named, lists.FILTERS, ())},
    takes_files=frozenset({"proposals.create", "proposals.update"}),
    attachments={"proposal": access.sees},
    files_of_customer={"proposal": queries.of_customer},
    opens={"proposal": ("proposals.show", "proposal_id")},
    searches=(Search("proposal", _l("Proposals"), page.hits),),
    belongings=(
        Belonging(
            name="proposal_drafts", label=_l("Drafts of proposals"), record="proposal", open=queries.drafts,
            people=(Proposal.author_id,), about=queries.ABOUT.get, pass_on=actions.take_over, ends=true, end=actions.end,
            holders=WRITERS,
        ),
    ),
    trail=TRAIL,
    nouns=(OBJECTIONS, STORY),
)  # fmt: skip
