"""What of an import somebody worked on since: asked before anything is taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import selectinload

from salesapp.accounts.models import User
from salesapp.chinese.texts import enumerated
from salesapp.customers import access as customers
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.prospecting.imports.judging.rules import plain
from salesapp.prospecting.imports.known.rules import Kind, somebody
from salesapp.prospecting.imports.models import ImportRow, ProspectImport
from salesapp.prospecting.imports.rules import Outcome
from salesapp.prospecting.imports.undoing.rules import Touched, returned
from salesapp.prospecting.lists.models import Prospect, ProspectTurn
from salesapp.prospecting.lists.rules import TURN_LABELS, Turn
from salesapp.words import gettext as _

MOST = 200  # records that are asked about; beyond, whatever was worked on stays
CHUNK = 500


def touched(found: ProspectImport, user: User) -> list[Touched]:
    """Return the records that somebody worked on since the import, in the order of its rows, and one more than are asked."""
    some = [*_added(found), *_merged(found, user)]
    return sorted(some, key=lambda one: one.number)[: MOST + 1]


def _added(found: ProspectImport) -> Iterator[Touched]:
    turned = exists().where(ProspectTurn.prospect_id == Prospect.id)
    since = or_(
        Prospect.owner_id.is_not(None),
        Prospect.customer_id.is_not(None),
        Prospect.updated_at > found.finished_at,
        turned,
    )
    query = (
        select(ImportRow.number, Prospect)
        .join(Prospect, Prospect.id == ImportRow.prospect_id)
        .where(ImportRow.import_id == found.id, ImportRow.outcome == Outcome.ADDED, since)
        .options(selectinload(Prospect.turns).joinedload(ProspectTurn.by))
        .order_by(ImportRow.number)
        .limit(MOST + 1)
    )
    for number, row in db.session.execute(query):
        did = tuple(dict.fromkeys(f"{TURN_LABELS[Turn(one.what)]} {one.by.name}" for one in row.turns))
        fixed = _("It became a customer: it stays.") if row.customer_id else ""
        words = did or (_("Corrected since"),)
        yield Touched(number, row.full_name, f"#{row.row_no}", words, row.version, added=True, fixed=fixed)


def _merged(found: ProspectImport, user: User) -> Iterator[Touched]:
    query = select(ImportRow.number, ImportRow.before).where(
        ImportRow.import_id == found.id, ImportRow.outcome.in_((Outcome.FILLED, Outcome.UPDATED))
    )
    changes = [(row.number, row.before) for row in db.session.execute(query)]
    for start in range(0, len(changes), CHUNK):
        some = changes[start : start + CHUNK]
        records, seen = _later(some, found, user)
        for number, change in some:
            record = records.get((change["kind"], change["id"]))
            if record is not None:
                yield from _one(number, record, change, visible=(change["kind"], change["id"]) in seen)


def _later(
    some: Sequence[tuple[int, dict[str, Any]]], found: ProspectImport, user: User
) -> tuple[dict[tuple[str, int], Customer | Prospect], set[tuple[str, int]]]:
    """Return the records of some changes that changed again since, and which of them this person may see."""
    ids: dict[str, set[int]] = {Kind.CUSTOMER: set(), Kind.PROSPECT: set()}
    for _number, change in some:
        ids[change["kind"]].add(change["id"])
    of_customers = select(Customer).where(
        Customer.id.in_(ids[Kind.CUSTOMER]), Customer.updated_at > found.finished_at
    )
    of_rows = select(Prospect).where(
        Prospect.id.in_(ids[Kind.PROSPECT]), Prospect.updated_at > found.finished_at
    )
    records: dict[tuple[str, int], Customer | Prospect] = {}
    for customer in db.session.scalars(of_customers.options(selectinload(Customer.contacts))):
        records[Kind.CUSTOMER.value, customer.id] = customer
    mine = (
        customers.visible_to(user).with_only_columns(Customer.id).where(Customer.id.in_(ids[Kind.CUSTOMER]))
    )
    seen = {(Kind.CUSTOMER.value, number) for number in db.session.scalars(mine)} if records else set()
    for row in db.session.scalars(of_rows):
        records[Kind.PROSPECT.value, row.id] = row
        seen.add((Kind.PROSPECT.value, row.id))
    return records, seen


def _one(
    number: int, record: Customer | Prospect, change: dict[str, Any], *, visible: bool
) -> Iterator[Touched]:
    if not visible:
        fixed = _("This customer is not yours any more.")
        yield Touched(number, somebody(), "", (), record.version, fixed=fixed)
        return
    now = {name: plain(getattr(record, name)) for name in change["before"]}
    _back, kept = returned(now, change["before"], change["after"])
    kept += _people_since(record, change)
    if kept:
        place = record.number if isinstance(record, Customer) else f"#{record.row_no}"
        words = (_("Changed since: %(what)s", what=enumerated(kept)),)
        yield Touched(number, record.full_name, place, words, record.version)


def _people_since(record: Customer | Prospect, change: dict[str, Any]) -> Sequence[str]:
    """Return the names of the people whom the import added and somebody changed since."""
    if isinstance(record, Prospect):
        return []
    added = set(change["contacts"])
    return [one.name for one in record.contacts if one.id in added and (one.version > 1 or one.is_key)]
