"""A contract's rounds and files, and which contracts wait for a person (3.6b)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, select

from salesapp.accounts.models import User
from salesapp.approvals import access
from salesapp.approvals import queries as approvals
from salesapp.approvals.models import Approval, Seat
from salesapp.approvals.rules import Outcome
from salesapp.contracts.approval import rules
from salesapp.contracts.approval.models import SUBJECT_TYPE
from salesapp.contracts.lines.queries import passed_over
from salesapp.contracts.models import Contract
from salesapp.db import db
from salesapp.documents.attachments.models import Attachment
from salesapp.opportunities.decisions.queries import waits_for_director
from salesapp.web import clock


def load(contract_id: int) -> Contract | None:
    """Return a contract, whoever asks."""
    return db.session.get(Contract, contract_id)


def hold(contract_id: int) -> None:
    """Hold a contract until the commit: whoever else changes it waits."""
    db.session.execute(select(Contract.id).where(Contract.id == contract_id).with_for_update())


def latest_round(contract: Contract) -> Approval | None:
    """Return the latest round of a contract."""
    return approvals.latest(SUBJECT_TYPE, contract.id)


def files_approved(contract: Contract) -> Sequence[str]:
    """Return the SHA-256 of the files that an approval approves: all until it is given, then those of that time (4.3)."""
    query = select(Attachment.sha256).where(
        Attachment.owner_type == "contract",
        Attachment.owner_id == contract.id,
        Attachment.removed_at.is_(None),
    )
    if contract.approved_at is not None:
        query = query.where(Attachment.uploaded_at <= contract.approved_at)
    return db.session.scalars(query).all()


def lacking(contract: Contract) -> list[rules.Lack]:
    """Return what keeps a contract from its approval, besides its checklist."""
    text = select(Attachment.id).where(
        Attachment.owner_type == "contract",
        Attachment.owner_id == contract.id,
        Attachment.kind == rules.TEXT,
        Attachment.removed_at.is_(None),
    )
    has_text = db.session.scalar(text.limit(1)) is not None
    unsaid = contract.quotation_id is None and not contract.unquoted_because
    return rules.lacks(
        has_text=has_text, file_waits=waits_for_director(contract.opportunity),
        passes_over=unsaid and bool(passed_over(contract.opportunity_id, clock.today())),
    )  # fmt: skip


def waiting_for(user: User, day: date) -> Select:
    """Select the ids of the contracts that wait for a person's decision."""
    return (
        select(Approval.subject_id)
        .join(Seat, Seat.approval_id == Approval.id)
        .where(Approval.subject_type == SUBJECT_TYPE, Approval.outcome == Outcome.RUNNING)
        .where(access.waiting_for(user, day))
    )
