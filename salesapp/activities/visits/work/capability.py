"""What visits ask of people."""

from __future__ import annotations

from salesapp.activities.visits.feed.page import appointments
from salesapp.activities.visits.work import page, queries
from salesapp.activities.visits.work.rules import BOOKING, PREPARATION, RECORD
from salesapp.capability import Capability
from salesapp.web.addresses import address
from salesapp.words import lazy_gettext as _l
from salesapp.work.kinds.rules import Column, Kind, Work, one_by_one

CAPABILITY = Capability(
    name="visits.work",
    work=Work(
        sources=(queries.SOURCE,),
        columns=(
            Column(
                28, _l("Visits without a record"), frozenset({RECORD}),
                lambda person_id: address("visit_calendar.index", who=person_id, late=1),
            ),
        ),
        appointments=appointments,
        kinds=(
            Kind(
                name=BOOKING, label=_l("Visit to be agreed"), lines=one_by_one(page.booking), in_calendar=False
            ),
            Kind(
                name=PREPARATION, label=_l("Visit to prepare"), lines=one_by_one(page.preparation), in_calendar=False
            ),
            Kind(name=RECORD, label=_l("Visit"), lines=one_by_one(page.record), in_calendar=False),
        ),
    ),
)  # fmt: skip
