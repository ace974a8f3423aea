"""The policies in force: what a supervisor set, over the default of the guide; at once in every process."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from salesapp import capability
from salesapp.db import db
from salesapp.policies.models import Setting
from salesapp.policies.rules import Band, Group, Order, Policy, Total, parse
from salesapp.trail.models import AuditEntry
from salesapp.web import cache


@functools.cache
def declared() -> Mapping[str, Policy]:
    """Return every policy that a capability declares, by key, in the order of the page."""
    return {one.key: one for part in capability.installed() if part.policies for one in part.policies.items}


def totals() -> list[Total]:
    """Return the policies that must add up."""
    return [one for part in capability.installed() if part.policies for one in part.policies.totals]


def orders() -> list[Order]:
    """Return the policies of which one must stay below the other."""
    return [one for part in capability.installed() if part.policies for one in part.policies.orders]


def in_group(group: Group) -> tuple[Policy, ...]:
    """List the policies of a group, in the order of the page."""
    return tuple(one for one in declared().values() if one.group is group)


def policy(key: str) -> Any:
    """Return the value in force; an unknown key is a KeyError."""
    one, stored = declared()[key], cache.stamped("settings", _load)
    return parse(one, stored[key]) if key in stored else one.default


def settings_version(keys: Iterable[str]) -> int:
    """Return how often some policies were changed, counting from 1: the version that a frozen route names."""
    query = select(func.coalesce(func.sum(Setting.version), 0)).where(Setting.key.in_(list(keys)))
    return 1 + (db.session.scalar(query) or 0)


def settings_in_force(keys: Iterable[str]) -> dict[str, Any]:
    """Return policies as JSON values that ``parse`` reads, to be kept with what was decided under them."""
    return json.loads(json.dumps({key: policy(key) for key in keys}, default=_written))


def _written(value: Any) -> Any:
    return asdict(value) if isinstance(value, Band) else format(value, "f")


def _load() -> dict[str, Any]:
    return {row.key: row.value for row in db.session.execute(select(Setting.key, Setting.value))}


def changed_rules() -> dict[str, Setting]:
    """Return the policies that were ever changed, with who and when."""
    return {setting.key: setting for setting in db.session.scalars(select(Setting))}


@dataclass(frozen=True, slots=True)
class Change:
    """One rule that somebody set: from which value to which, when and by whom."""

    policy: Policy
    before: Any
    after: Any
    at: datetime
    by: str | None


def history(group: Group, *, limit: int = 50) -> list[Change]:
    """Return who set the rules of a group to what, the latest first (R25–R33); the audit trail keeps it for good.

    The first change of a rule left its default behind.
    """
    keys = {one.key: one for one in in_group(group)}
    query = (
        select(AuditEntry.object_label, AuditEntry.changes, AuditEntry.at, AuditEntry.actor_name)
        .where(
            AuditEntry.object_type == Setting.__tablename__,
            AuditEntry.object_id.is_(None),
            AuditEntry.object_label.in_(keys),
        )
        .order_by(AuditEntry.seq.desc())
        .limit(limit)
    )
    return [
        Change(
            one,
            one.default if before is None else parse(one, before),
            parse(one, after),
            row.at,
            row.actor_name,
        )
        for row in db.session.execute(query)
        for one in [keys[row.object_label]]
        for before, after in [json.loads(row.changes).get("value", (None, None))]
        if after is not None
    ]


def policies(*keys: str) -> dict[str, Any]:
    """Return several numbers by their keys, for a sentence that names them."""
    return {key: policy(key) for key in keys}
