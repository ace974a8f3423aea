"""What opportunities ask of somebody's day: follow-ups due, files to decide on, the first steps."""

from __future__ import annotations

from sqlalchemy import select

from salesapp.capability import Capability
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.work import queries
from salesapp.rights.rules import SELLING
from salesapp.web.addresses import address
from salesapp.web.figures import Figures
from salesapp.web.first_day import FirstStep
from salesapp.words import lazy_gettext as _l
from salesapp.work.rules import Kinds, Overdue, Work

CAPABILITY = Capability(
    name="opportunities.work",
    work=Work(
        roles=SELLING,
        todo=queries.todo,
        rest=queries.rest,
        kinds={"follow-ups": Kinds(_l("Follow-ups due"), frozenset({queries.FOLLOW_UP}))},
        overdue=(
            Overdue(
                10,
                _l("Overdue follow-ups"),
                queries.overdue_by_person,
                lambda person_id: address("opportunities.breaches", owner=person_id),
            ),
        ),
    ),
    figures=(Figures(10, SELLING, queries.figures),),
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
