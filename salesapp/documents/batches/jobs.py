"""Printing a batch: one sheet after another through the press, each kept as a part, all bound into one file.

A worker that dies leaves its parts: who takes over begins with the sheet after them, so that no sheet counts twice.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from flask import current_app
from flask_babel import force_locale

from salesapp.accounts.models import User
from salesapp.config import LOCALES
from salesapp.db import db
from salesapp.documents.batches import actions, queries, rules
from salesapp.documents.batches.models import Ticket
from salesapp.documents.batches.rules import Status
from salesapp.documents.forms import registry
from salesapp.documents.press.pool import PrintFailed
from salesapp.documents.register import actions as register
from salesapp.web import clock
from salesapp.words import gettext as _

KEPT = timedelta(days=7)

log = logging.getLogger(__name__)


def print_batches(*, at: datetime) -> int:
    """Print the batches that wait, one after the other, and return how many this worker took up.

    Every sheet is a transaction of its own; a batch whose worker died is taken up again after its lease.
    """
    taken = 0
    while True:
        ticket = actions.claim(at=clock.now())
        db.session.commit()
        if ticket is None:
            return taken
        print_one(ticket)
        taken += 1


def prune_batches(*, at: datetime) -> int:
    """Remove sheets that were printed together over a week ago."""
    return actions.forget(before=at - KEPT)


def print_one(ticket: Ticket) -> None:
    """Print a batch that was claimed, to its end, its cancellation, or its failure in a sentence."""
    person = db.session.get_one(User, ticket.by_id)
    with _in_the_name_of(person):
        if ticket.attempt > actions.MOST_ATTEMPTS:
            _give_up(
                ticket, _("Printing broke off several times and was given up. Please print fewer sheets.")
            )
        elif not person.active:
            _give_up(ticket, _("The account of whoever ordered this is closed."))
        else:
            try:
                _print(ticket, person)
            except Exception:
                db.session.rollback()
                log.exception("batch %s could not be printed", ticket.id)
                _give_up(
                    ticket, _("The sheets could not be printed together. Nothing of your data is affected.")
                )


@contextmanager
def _in_the_name_of(person: User) -> Iterator[None]:
    """Speak this person's language, and let the trail say who printed."""
    known = person.locale in LOCALES
    info = db.session().info
    info["actor"] = person
    try:
        with force_locale(person.locale if known else current_app.config["SALESAPP"].locale):
            yield
    finally:
        info.pop("actor", None)


def _print(ticket: Ticket, person: User) -> None:
    ticket.folder.mkdir(parents=True, exist_ok=True)
    left_out = list(ticket.left_out)
    for position, (_record_id, number) in enumerate(ticket.records):
        if position < ticket.done and _settled(ticket, position):
            continue
        why = _print_sheet(ticket, position, person)
        if why:
            left_out.append((number, why))
        going = actions.carry_on(ticket, position + 1, left_out, at=clock.now())
        db.session.commit()
        if not going:
            return _let_go(ticket)
    return _bind(ticket)


def _settled(ticket: Ticket, position: int) -> bool:
    """Whether a worker before this one printed a sheet or left it out; after a restore its part is gone."""
    number = ticket.records[position][1]
    return ticket.part(position).exists() or any(what == number for what, _why in ticket.left_out)


def _print_sheet(ticket: Ticket, position: int, person: User) -> str:
    """Print one sheet into its part; return why it is left out, or nothing."""
    record_id, _number = ticket.records[position]
    code, now = ticket.form_code, clock.now()
    printout: register.Printout | None
    try:
        if record_id == rules.BLANK:
            printout = register.print_blank(code, by=person, at=now, compact=ticket.compact, numbered=True)
        else:
            printout = register.print_filled(code, record_id, by=person, at=now, masked=ticket.masked)
    except PrintFailed as refusal:
        db.session.rollback()
        return str(refusal)
    if printout is None:
        return rules.unseen()
    part = ticket.part(position)
    fresh = part.with_suffix(".new")
    fresh.write_bytes(printout.pdf)
    fresh.replace(part)
    return ""


def _bind(ticket: Ticket) -> None:
    from salesapp.documents.press import binding  # with pypdf, which nobody else needs

    parts = {ticket.part(position): number for position, (_id, number) in enumerate(ticket.records)}
    parts = {part: number for part, number in parts.items() if part.exists()}
    if not parts:
        return _give_up(ticket, _("None of the sheets could be printed."))
    pages = binding.bind(parts, ticket.file, title=str(registry.form(ticket.form_code).title))
    pdf = ticket.file.read_bytes()
    done = actions.finish(
        ticket, sha256=hashlib.sha256(pdf).hexdigest(), size=len(pdf), pages=pages, at=clock.now()
    )
    db.session.commit()
    if not done:
        return _let_go(ticket)
    for part in parts:
        part.unlink(missing_ok=True)
    return None


def _give_up(ticket: Ticket, error: str) -> None:
    given_up = actions.fail(ticket, error, at=clock.now())
    db.session.commit()
    if given_up:
        shutil.rmtree(ticket.folder, ignore_errors=True)


def _let_go(ticket: Ticket) -> None:
    """Remove the parts of a batch that was called off; those of one that was taken over belong to the new worker."""
    status = queries.status_of(ticket)
    db.session.commit()
    if status in (None, Status.CANCELLED):
        shutil.rmtree(ticket.folder, ignore_errors=True)
