"""What the audit trail tells of one contract and all that hangs on it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select

from salesapp.accounts.models import User
from salesapp.contracts.models import Contract, ContractOwnerChange
from salesapp.db import db
from salesapp.trail.models import AuditEntry

#: The kind of record that tells who owned a contract.
HANDS = ContractOwnerChange.__tablename__


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of a contract's history: when, who, what happened to which part of it."""

    at: datetime
    by: str | None
    event: str
    subject: str
    changes: dict
    item: int | None = None  # of the checklist, where it speaks of one


def history(contract: Contract, limit: int = 40) -> Sequence[Change]:
    """Return the latest entries of the audit trail about a contract and all that hangs on it.

    The steps of approval are left out: the flow shows them, and each decision is an event of the contract.
    """
    rows = [
        contract, *contract.checks, contract.signature, contract.sealing, contract.archiving, contract.voiding,
        contract.handoff, *(contract.handoff.receipts if contract.handoff else ()),
    ]  # fmt: skip
    parts: dict[str, list[int]] = {}
    for row in filter(None, rows):
        parts.setdefault(row.__tablename__, []).append(row.id)
    about = [
        and_(AuditEntry.object_type == kind, AuditEntry.object_id.in_(ids)) for kind, ids in parts.items()
    ]
    hands = select(ContractOwnerChange.id).where(ContractOwnerChange.contract_id == contract.id)
    about.append(and_(AuditEntry.object_type == HANDS, AuditEntry.object_id.in_(hands)))
    query = (
        select(
            AuditEntry.at, AuditEntry.actor_name, AuditEntry.event, AuditEntry.object_type, AuditEntry.object_id,
            AuditEntry.changes,
        )
        .where(or_(*about))
        .order_by(AuditEntry.seq.desc())
        .limit(limit)
    )  # fmt: skip
    items = {row.id: row.no for row in contract.checks}
    found = db.session.execute(query).all()
    names = _names(contract) if any(row.object_type == HANDS for row in found) else {}
    return [
        Change(
            row.at,
            row.actor_name,
            row.event,
            row.object_type,
            _told(json.loads(row.changes), names),
            items.get(row.object_id),
        )
        for row in found
    ]


def _names(contract: Contract) -> dict[int, str]:
    """Return the names of everybody who owned a contract, by their numbers."""
    query = select(User.id, User.name).join(
        ContractOwnerChange, or_(ContractOwnerChange.from_id == User.id, ContractOwnerChange.to_id == User.id)
    )
    query = query.where(ContractOwnerChange.contract_id == contract.id)
    return {row.id: row.name for row in db.session.execute(query)}


def _told(changes: dict, names: Mapping[int, str]) -> dict:
    """Return what changed, from whom to whom by name."""
    before, after = changes.get("from_id"), changes.get("to_id")
    if not (before and after and names):
        return changes
    return {"owner": [names.get(before[1]), names.get(after[1])]} | changes
