"""What objections ask of people (R36)."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.proposals.objections.work import page, queries
from salesapp.words import lazy_gettext as _l
from salesapp.work.kinds.rules import Kind, Work, one_by_one
from salesapp.work.rules import Kinds

CAPABILITY = Capability(
    name="proposals.objections.work",
    work=Work(
        sources=(queries.SOURCE,),
        kinds=(Kind(name=queries.OBJECTION, label=_l("Objection"), lines=one_by_one(page.pending)),),
        figures={"objections": Kinds(_l("Objections"), frozenset({queries.OBJECTION}))},
    ),
)
