"""What opportunities ask of somebody's day: follow-ups due, files that were stopped, the first steps."""

from __future__ import annotations

from sqlalchemy import select

from salesapp.capability import Capability
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.work import page, queries
from salesapp.opportunities.work.rules import FOLLOW_UP, PASSED, REGRADE, STOPPED_FILE
from salesapp.rights.rules import SELLING
from salesapp.web.addresses import address
from salesapp.web.figures import Figures
from salesapp.web.first_day import FirstStep
from salesapp.words import lazy_gettext as _l
from salesapp.work.kinds.rules import Column, Kind, Work, one_by_one
from salesapp.work.rules import Kinds

CAPABILITY = Capability(
    name="opportunities.work",
    work=Work(
        sources=(queries.SOURCE,),
        kinds=(
            Kind(
                name=FOLLOW_UP,
                label=_l("Follow-up"),
                lines=page.follow_ups,
                by_day=True,
                roles=SELLING,
                more=page.more,
            ),
            Kind(
                name=STOPPED_FILE,
                label=_l("File to mend"),
                lines=one_by_one(page.stopped_file),
                by_day=True,
                roles=SELLING,
            ),
            Kind(
                name=REGRADE,
                label=_l("Grade to confirm"),
                lines=one_by_one(page.regrade),
                by_day=True,
                roles=SELLING,
            ),
            Kind(
                name=PASSED,
                label=_l("Expected date passed"),
                lines=one_by_one(page.passed),
                by_day=True,
                roles=SELLING,
                in_calendar=False,
            ),
        ),
        figures={"follow-ups": Kinds(_l("Follow-ups due"), frozenset({FOLLOW_UP}))},
        columns=(
            Column(
                10,
                _l("Overdue follow-ups"),
                frozenset({FOLLOW_UP}),
                lambda person_id: address("opportunities.breaches", owner=person_id),
            ),
        ),
    ),
    figures=(Figures(10, SELLING, page.figures),),
    first_day=(
        FirstStep(
            30,
            _l("Open an opportunity"),
            _l("It appears on the board and asks for its follow-ups."),
            "opportunities.new",
            lambda user: select(Opportunity.id).where(Opportunity.owner_id == user.id).exists(),
            needed=True,
        ),
    ),
)
