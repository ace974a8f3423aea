"""What contracts bring to the day: what they ask, what is late of it, the next hand-off (R3, R40, R41)."""

from __future__ import annotations

from sqlalchemy import select

from salesapp.capability import Capability
from salesapp.contracts.models import Contract
from salesapp.contracts.work import page, queries
from salesapp.contracts.work.rules import CHECKLIST, HANDOFF, LATE_HANDOFF, RECEIPT, SIGN, TO_DRAW
from salesapp.rights.rules import BUSINESS, LEADERS, SALES
from salesapp.web.addresses import address
from salesapp.web.figures import Figures
from salesapp.web.first_day import FirstStep
from salesapp.words import lazy_gettext as _l
from salesapp.work.kinds.rules import Column, Kind, Work, one_by_one

CAPABILITY = Capability(
    name="contracts.work",
    work=Work(
        sources=(queries.CONTRACTS, queries.WON_BARE),
        kinds=(
            Kind(
                name=CHECKLIST,
                label=_l("Checklist"),
                lines=one_by_one(page.checklist),
                by_day=True,
                roles=SALES,
            ),
            Kind(
                name=TO_DRAW,
                label=_l("Contract awaited"),
                lines=one_by_one(page.to_draw),
                by_day=True,
                roles=SALES,
            ),
            Kind(
                name=SIGN, label=_l("Signature"), lines=one_by_one(page.signature), by_day=True, roles=SALES
            ),
            Kind(
                name=HANDOFF,
                label=_l("Hand-off"),
                lines=one_by_one(page.handing_over),
                by_day=True,
                roles=SALES,
            ),
            Kind(
                name=RECEIPT, label=_l("Receipt of a hand-off"), lines=one_by_one(page.receipt), by_day=True
            ),
            Kind(
                name=LATE_HANDOFF,
                label=_l("Late hand-off"),
                lines=one_by_one(page.late_handoff),
                by_day=True,
                roles=LEADERS,
            ),
        ),
        columns=(
            Column(
                20,
                _l("Overdue hand-offs"),
                frozenset({HANDOFF}),
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
