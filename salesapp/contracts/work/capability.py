"""What contracts bring to the day: what they ask, what is late of it, the next hand-off (R3, R40, R41)."""

from __future__ import annotations

from sqlalchemy import select

from salesapp.capability import Capability
from salesapp.contracts.models import Contract
from salesapp.contracts.work import page, queries
from salesapp.rights.rules import BUSINESS
from salesapp.web.addresses import address
from salesapp.web.figures import Figures
from salesapp.web.first_day import FirstStep
from salesapp.words import lazy_gettext as _l
from salesapp.work.rules import Overdue, Work

CAPABILITY = Capability(
    name="contracts.work",
    work=Work(
        todo=page.todo,
        overdue=(
            Overdue(
                20,
                _l("Overdue hand-offs"),
                queries.overdue,
                lambda person_id: address("contracts.index", owner=person_id, late=1),
            ),
        ),
    ),
    figures=(Figures(30, BUSINESS, page.figures),),
    first_day=(
        FirstStep(
            40,
            _l("Make a contract from it"),
            _l("Nothing is typed twice; the checklist leads to the approval."),
            "board.show",
            lambda user: select(Contract.id).where(Contract.owner_id == user.id).exists(),
        ),
    ),
)
