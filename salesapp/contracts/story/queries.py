"""What contracts have to tell on the timeline of their customer and of their opportunity (R45)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import aliased

from salesapp.accounts.models import User
from salesapp.contracts.access import visible_to
from salesapp.contracts.delivery.models import Milestone
from salesapp.contracts.delivery.rules import Kind
from salesapp.contracts.handoff.models import Handoff
from salesapp.contracts.models import Contract, ContractVoiding
from salesapp.contracts.rules import Status
from salesapp.contracts.signing.models import ContractSignature
from salesapp.statements import Made, kept
from salesapp.web import clock
from salesapp.web.formats import short_day, wan
from salesapp.web.story import CHANGE, About, Entry
from salesapp.words import gettext as _

GROUP = "contract"
#: The milestones of its delivery, a row each beside that of the contract.
REACHED = {kind: aliased(Milestone) for kind in Kind}


def asked(about: About, *, size: int, before: datetime | None) -> Made:
    """Ask for the contracts of a customer or an opportunity that the reader may see."""
    return _contracts(about.reader, about.customer_id, about.opportunity_id, size)


def tell(
    about: About,
    rows: Iterable[Any],
    *,
    now: datetime,
    size: int,
    groups: Collection[str],
    before: datetime | None,
) -> Iterator[Entry]:
    """Yield the steps of every contract that the reader may see: drafted, submitted, approved, signed, handed over, voided."""
    for row in rows:
        yield from (entry for entry in _steps(row) if before is None or entry.at < before)


@kept
def _contracts(reader: User, customer_id: int | None, opportunity_id: int | None, size: int) -> Select:
    query = (
        visible_to(reader)
        .outerjoin(Handoff, Handoff.contract_id == Contract.id)
        .outerjoin(ContractSignature, ContractSignature.contract_id == Contract.id)
        .outerjoin(ContractVoiding, ContractVoiding.contract_id == Contract.id)
    )
    for kind, row in REACHED.items():
        query = query.outerjoin(row, and_(row.contract_id == Contract.id, row.kind == kind))
    query = query.with_only_columns(
        Contract.id, Contract.number, Contract.name, Contract.amount, Contract.created_at, Contract.submitted_at,
        Contract.approved_at, ContractSignature.signed_on, ContractVoiding.at.label("voided_at"),
        ContractVoiding.reason.label("void_reason"), Handoff.sent_at,
        Handoff.done_at.label("handed_over_at"), User.name.label("owner"),
        *(row.reported_at.label(f"{kind}_at") for kind, row in REACHED.items()),
        *(row.done_on.label(f"{kind}_on") for kind, row in REACHED.items()),
    )  # fmt: skip
    query = About(customer_id, opportunity_id).only(query, Contract)
    return query.join(User, User.id == Contract.owner_id).order_by(None).limit(size)


def _steps(row: Any) -> Iterator[Entry]:
    steps = (
        (row.created_at, CHANGE, _("Contract drafted"), ""),
        (row.submitted_at, CHANGE, _("Contract submitted for approval"), ""),
        (row.approved_at, "sign", _("Contract approved"), ""),
        (_signed_at(row), "sign", _("Contract signed"), short_day(row.signed_on)),
        (row.handed_over_at, "sign", _("Contract handed over"), ""),
        *_reached(row),
        (row.voided_at, "late", _("Contract voided"), ""),
    )
    for at, look, title, when in steps:
        if at is not None:
            aside = _("%(number)s · %(amount)s wan", number=row.number, amount=wan(row.amount))
            yield Entry(at=at, group=GROUP, look=look, title=title, url=("contract", row.id), aside=aside, when=when,
                        note=(row.void_reason or "") if look == "late" else "")  # fmt: skip


def _reached(row: Any) -> Iterator[tuple[datetime | None, str, str, str]]:
    """Yield the milestones of the delivery, as they were reported (R42)."""
    for kind in REACHED:
        at, on = getattr(row, f"{kind}_at"), getattr(row, f"{kind}_on")
        yield at, "sign", _("Delivery: %(what)s", what=kind.label), short_day(on)


def drawn() -> Select:
    """Select the opportunities from which a contract was drawn up that is not void."""
    return select(Contract.opportunity_id).where(
        Contract.opportunity_id.is_not(None), Contract.status != Status.VOID
    )


def _signed_at(row: Any) -> datetime | None:
    """Return where a signature stands among the other steps: papers bear a day without an hour."""
    if row.signed_on is None:
        return None
    begins = clock.at(row.signed_on)
    return max(begins, row.approved_at) if row.approved_at else begins
