"""Taking an import back, the last rows first: what somebody worked on since is kept, and named (R13)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, exists, select
from sqlalchemy.exc import IntegrityError

from salesapp.accounts.models import User
from salesapp.chinese.texts import enumerated
from salesapp.customers import access as customers
from salesapp.customers import actions as registered
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.prospecting.imports import queries
from salesapp.prospecting.imports.judging.rules import plain
from salesapp.prospecting.imports.known.rules import Kind
from salesapp.prospecting.imports.merging.actions import PERSON, WHOLE
from salesapp.prospecting.imports.models import ImportRow, ProspectImport
from salesapp.prospecting.imports.rules import CHANGING, Outcome, Status, check_undo
from salesapp.prospecting.imports.undoing.rules import BACK, left, returned
from salesapp.prospecting.lists.models import Prospect, ProspectTurn
from salesapp.prospecting.lists.people.models import ProspectPerson
from salesapp.prospecting.lists.rules import check_list
from salesapp.prospecting.scoring.actions import score
from salesapp.prospecting.scoring.queries import scale
from salesapp.refusals import Refusal
from salesapp.rights.access import check_runs
from salesapp.words import gettext as _

STEP = 300
PROSPECTS, PEOPLE = Prospect.__table__, ProspectPerson.__table__


def undo(found: ProspectImport, *, by: User, at: datetime, total: int, back: Collection[int] = ()) -> None:
    """Take a whole import back, its changes of known ones too (within 30 days).

    What somebody worked on since stays, but for the rows that are named in ``back``.
    """
    check_runs(found.of_list, by)
    check_list(closed=not found.of_list.is_open)
    check_undo(found.status, found.finished_at, at)
    for row in queries.these_rows(found.id, back):
        row.choice = BACK
    found.begin(Status.UNDOING, by, total)


def step(found: ProspectImport, *, by: User, at: datetime, today: date) -> int:
    """Take back the next rows and return how many; the caller commits."""
    rows = queries.changed_rows(found.id, CHANGING, STEP)
    added = [row for row in rows if row.outcome == Outcome.ADDED]
    for row in rows:
        if row.outcome != Outcome.ADDED:
            whatever = row.choice == BACK
            _end(row, _take_back(row.before, by=by, at=at, today=today, whatever=whatever))
    gone = _remove([row.prospect_id for row in added if row.prospect_id])
    for row in added:
        if row.prospect_id in gone or (row.choice == BACK and _remove_worked_on(row.prospect_id)):
            _end(row, "")
        else:
            _end(row, _("Somebody has worked on it since."))
    return len(rows)


def _end(row: ImportRow, kept: str) -> None:
    row.outcome = Outcome.KEPT if kept else Outcome.UNDONE
    if kept:
        row.words = kept


def _remove(ids: Sequence[int]) -> set[int]:
    """Remove the rows of the list that nobody has touched since; return which are not there any more."""
    turned = exists().where(ProspectTurn.prospect_id == Prospect.id)
    untouched = select(Prospect.id).where(
        Prospect.id.in_(ids),
        Prospect.owner_id.is_(None),
        Prospect.customer_id.is_(None),
        Prospect.updated_at == Prospect.created_at,
        ~turned,
    )
    free = db.session.scalars(
        untouched.with_for_update()
    ).all()  # an edit of this moment waits, then finds it gone
    db.session.execute(delete(PEOPLE).where(PEOPLE.c.prospect_id.in_(free)))
    db.session.execute(delete(PROSPECTS).where(PROSPECTS.c.id.in_(free)))
    there = set(db.session.scalars(select(Prospect.id).where(Prospect.id.in_(ids))))
    return set(ids) - there


def _remove_worked_on(prospect_id: int | None) -> bool:
    """Remove a row with whatever somebody did with it; one that something else rests on stays."""
    row = db.session.get(Prospect, prospect_id) if prospect_id else None
    if row is None or row.customer_id:
        return row is None
    try:
        with db.session.begin_nested():
            db.session.delete(row)
            db.session.flush()
    except IntegrityError:
        return False
    return True


def _take_back(change: dict[str, Any], *, by: User, at: datetime, today: date, whatever: bool) -> str:
    """Put back what a row changed of somebody known; return what is kept, in words."""
    try:
        if change.get("kind") == Kind.CUSTOMER:
            return _from_customer(change, by=by, at=at, today=today, whatever=whatever)
        return _from_prospect(change, at=at, whatever=whatever)
    except Refusal as refusal:
        return str(refusal)


def _from_customer(change: dict[str, Any], *, by: User, at: datetime, today: date, whatever: bool) -> str:
    customer = customers.find(change["id"], by)
    if customer is None:
        return _("This customer is not yours any more.")
    back, kept = _compared(customer, change, whatever)
    if back:
        whole = {name: getattr(customer, name) for name in WHOLE}
        registered.change(customer, {**whole, **back}, by=by, at=at, today=today)
    for contact_id in change["contacts"]:
        contact = db.session.get(Contact, contact_id)
        if contact is None:
            continue
        if (contact.version > 1 and not whatever) or contact.is_key or not _remove_contact(contact):
            kept.append(contact.name)
    customer.touch(at)
    return _("Changed since and kept: %(what)s.", what=enumerated(kept)) if kept else ""


def _remove_contact(contact: Contact) -> bool:
    """Remove somebody whom the import added; who is named anywhere since stays."""
    try:
        with db.session.begin_nested():
            contact.customer.contacts.remove(contact)
            db.session.delete(contact)
            db.session.flush()
    except IntegrityError:
        return False
    return True


def _from_prospect(change: dict[str, Any], *, at: datetime, whatever: bool) -> str:
    row = db.session.get(Prospect, change["id"])
    if row is None:
        return ""
    back, kept = _compared(row, change, whatever)
    known = [{name: getattr(person, name) for name in PERSON} for person in row.people]
    row.describe(
        back, left(known, change["people"], whatever=whatever), at=row.created_at if not kept else at
    )
    score(row, scale(row.of_list.persona_version_id))
    return _("Changed since and kept: %(what)s.", what=enumerated(kept)) if kept else ""


def _compared(
    record: Customer | Prospect, change: dict[str, Any], whatever: bool
) -> tuple[dict[str, Any], list[str]]:
    now = {name: plain(getattr(record, name)) for name in change["before"]}
    return returned(now, change["before"], change["after"], whatever=whatever)
