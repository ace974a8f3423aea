"""What first contacts ask of people (R14)."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.prospecting.work import page, queries
from salesapp.rights.rules import SELLING
from salesapp.web.addresses import address
from salesapp.words import lazy_gettext as _l
from salesapp.work.kinds.rules import Column, Kind, Work, one_by_one
from salesapp.work.rules import Kinds

CAPABILITY = Capability(
    name="prospecting.work",
    work=Work(
        sources=(queries.SOURCE,),
        kinds=(
            Kind(
                name=queries.FIRST_CONTACT, label=_l("First contact"), lines=one_by_one(page.first_contact), by_day=True,
                roles=SELLING, more=page.more, of_a_day=page.of_a_day,
            ),
        ),
        figures={"first-contacts": Kinds(_l("First contacts"), frozenset({queries.FIRST_CONTACT}))},
        columns=(
            Column(
                25, _l("First contacts overdue"), frozenset({queries.FIRST_CONTACT}),
                lambda person_id: address("prospects.index", owner=person_id, result="late"),
            ),
        ),
    ),
)  # fmt: skip
