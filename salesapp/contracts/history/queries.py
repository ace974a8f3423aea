"""What the audit trail tells of one contract and all that hangs on it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, or_, select

from salesapp.accounts.models import User
from salesapp.contracts.models import Contract, ContractOwnerChange
from salesapp.db import db
from salesapp.planner import off_index
from salesapp.statements import Made, kept
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
    """Return the latest entries of the audit trail about a contract and all that hangs on it."""
    return changes(contract, db.session.execute(*entries(contract, limit)).all())


def entries(contract: Contract, limit: int) -> Made:
    """Return what finds the latest entries about a contract and all that hangs on it.

    The steps of approval are left out: the flow shows them, and each decision is an event of the contract.
    """
    rows = [
        *contract.checks, contract.signature, contract.sealing, contract.archiving, contract.voiding,
        contract.handoff, *(contract.handoff.receipts if contract.handoff else ()),
    ]  # fmt: skip
    parts: dict[str, list[int]] = {}
    for row in filter(None, rows):
        parts.setdefault(row.__tablename__, []).append(row.id)
    return _entries(contract.id, limit, *parts.values(), kinds=tuple(parts))


@kept
def _entries(contract_id: int, limit: int, *ids: list[int], kinds: tuple[str, ...]) -> Select:
    about = [
        and_(AuditEntry.object_type == kind, AuditEntry.object_id.in_(of))
        for kind, of in zip(kinds, ids, strict=True)
    ]
    about.append(and_(AuditEntry.object_type == Contract.__tablename__, AuditEntry.object_id == contract_id))
    hands = select(ContractOwnerChange.id).where(ContractOwnerChange.contract_id == contract_id)
    about.append(and_(AuditEntry.object_type == HANDS, AuditEntry.object_id.in_(hands)))
    return (
        select(
            AuditEntry.at, AuditEntry.actor_name, AuditEntry.event, AuditEntry.object_type, AuditEntry.object_id,
            AuditEntry.changes,
        )
        .where(or_(*about))
        .order_by(off_index(AuditEntry.seq).desc())
        .limit(limit)
    )  # fmt: skip


def changes(contract: Contract, found: Sequence[Any]) -> list[Change]:
    """Return entries about a contract with what they tell, people by their names."""
    items = {row.id: row.no for row in contract.checks}
    told = [json.loads(row.changes) for row in found]
    names = _names({number for changes in told for number in _people(changes)})
    return [
        Change(
            row.at,
            row.actor_name,
            row.event,
            row.object_type,
            _told(changes, names, hands=row.object_type == HANDS),
            items.get(row.object_id),
        )
        for row, changes in zip(found, told, strict=True)
    ]


def _people(changes: dict) -> list[int]:
    """Return the numbers of from whom and to whom: of a row that was made a pair, of an event the number itself."""
    known = [changes[key] for key in ("from_id", "to_id") if changes.get(key)]
    return [each[1] if isinstance(each, list) else each for each in known]


def _names(numbers: Collection[int]) -> dict[int, str]:
    if not numbers:
        return {}
    query = select(User.id, User.name).where(User.id.in_(numbers))
    return {row.id: row.name for row in db.session.execute(query)}


def _told(changes: dict, names: Mapping[int, str], *, hands: bool) -> dict:
    """Return what changed, by name: from whom to whom a contract went, or who else is asked."""
    people = [names.get(number) for number in _people(changes)]
    if hands and len(people) == 2:
        return {"owner": people} | changes
    return {"approver": people[-1]} | changes if people and not hands else changes
