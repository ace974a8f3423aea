"""What is done to lists and their rows: opened, filled by hand, corrected, given to a successor (R13, R14; F02)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.customers.duplicates.rules import of_values
from salesapp.db import db
from salesapp.documents.numbering.actions import next_number
from salesapp.prospecting.duplicates import queries as duplicates
from salesapp.prospecting.duplicates import rules as twins
from salesapp.prospecting.lists import access, queries, rules
from salesapp.prospecting.lists.models import Prospect, ProspectList
from salesapp.prospecting.personas import queries as personas
from salesapp.prospecting.personas.rules import check_in_use
from salesapp.prospecting.scoring import queries as scoring
from salesapp.prospecting.scoring.actions import score
from salesapp.rights.access import check_runs
from salesapp.web import clock


def open_list(values: Mapping[str, Any], *, by: User, at: datetime) -> ProspectList:
    """Open a list: its name, where its names come from, the persona by which they are scored."""
    rules.check_source(values["channel"], values.get("source_note"))
    version = personas.version(values.get("persona_version_id"))
    if version is not None:
        check_in_use(version.persona.state)
    found = ProspectList(
        number=next_number("prospect_list", clock.local(at).date()), name=values["name"], channel=values["channel"],
        source_note=values.get("source_note"), persona_version=version, owner=by, created_by_id=by.id, created_at=at,
        updated_at=at, last_row=0,
    )  # fmt: skip
    db.session.add(found)
    db.session.flush()
    found.scored_by = scoring.scale(found.persona_version_id).key
    return found


def change_list(found: ProspectList, values: Mapping[str, Any], *, by: User, at: datetime) -> ProspectList:
    """Change what a list is called, where it comes from, or its persona: its rows are scored anew by the job."""
    check_runs(found, by)
    rules.check_source(values["channel"], values.get("source_note"))
    version = personas.version(values.get("persona_version_id"))
    if version is not None and version.id != found.persona_version_id:
        check_in_use(version.persona.state)
    found.persona_version = version
    for name in ("name", "channel", "source_note"):
        setattr(found, name, values[name])
    found.updated_at = at
    return found


def close_list(found: ProspectList, *, by: User, at: datetime) -> None:
    """End the work on a list; what of it is open stays with whoever has it."""
    check_runs(found, by)
    rules.check_list(closed=not found.is_open)
    found.close(at, at=at)


def open_list_again(found: ProspectList, *, by: User, at: datetime) -> None:
    """Work on a list again."""
    check_runs(found, by)
    found.close(None, at=at)


def add(
    found: ProspectList,
    values: Mapping[str, Any],
    people: Sequence[Mapping[str, Any]],
    *,
    by: User,
    at: datetime,
    aware: bool = False,
) -> Prospect:
    """Add a row to a list, unless the company stands there or is a customer (3.2); ``aware`` of those that are similar."""
    check_runs(found, by)
    rules.check_list(closed=not found.is_open)
    values = _from(found, values)
    known = duplicates.find(of_values(values, people), by)
    twins.check(known, list_id=found.id, aware=aware)
    row = Prospect(of_list=found, row_no=found.next_rows(), created_by_id=by.id, created_at=at, updated_at=at)
    row.describe(values, people, at=at)
    score(row, scoring.scale(found.persona_version_id))
    db.session.add(row)
    db.session.flush()
    return row


def change(
    row: Prospect,
    values: Mapping[str, Any],
    people: Sequence[Mapping[str, Any]],
    *,
    by: User,
    at: datetime,
    aware: bool = False,
) -> Prospect:
    """Correct what is known of a row; its score follows."""
    access.check_row(row, by)
    rules.check_turn(row.result, rules.OPEN)
    values = _from(row.of_list, values)
    if values["full_name"] != row.full_name or values.get("credit_code") != row.credit_code:
        known = duplicates.find(of_values(values, people), by, but=row.id)
        twins.check(known, list_id=row.list_id, aware=aware)
    row.describe(values, people, at=at)
    score(row, scoring.scale(row.of_list.persona_version_id))
    db.session.flush()
    return row


def _from(found: ProspectList, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a row; without a channel of its own it has that of its list."""
    filled = {**values, "channel": values.get("channel") or found.channel}
    rules.check_channel(filled["channel"], filled.get("referrer"))
    return filled


# -------------------------------------------------------------------------------- somebody leaves


def take_over_lists(ids: Sequence[int], to: User, *, by: User, at: datetime, reason: str | None) -> None:
    """Give the lists of somebody who leaves to a successor."""
    for found in queries.these_lists(ids):
        found.owner, found.updated_at = to, at


def take_over(ids: Sequence[int], to: User, *, by: User, at: datetime, reason: str | None) -> None:
    """Give the first contacts of somebody who leaves to a successor, on the days that were planned."""
    for row in queries.these(ids):
        row.assign(to, row.planned_on or clock.local(at).date(), by=by, at=at)
