"""Printing a batch: one sheet after another through the press, each kept as a part, all bound into one file.

A worker that dies leaves its parts: who takes over begins with the sheet after them, so that no sheet counts twice.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
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
#: Sheets under way: one more than there are renderers, so that none waits for the next to be composed.
AT_ONCE = 3

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
    with ThreadPoolExecutor(AT_ONCE) as beside:
        for position, why in _sheets(ticket, person, beside):
            if why:
                left_out.append((ticket.records[position][1], why))
            going = actions.carry_on(ticket, position + 1, left_out, at=clock.now())
            db.session.commit()
            if not going:
                return _let_go(ticket)
    return _bind(ticket)


def _sheets(ticket: Ticket, person: User, beside: Executor) -> Iterator[tuple[int, str]]:
    """Print what is not settled, one sheet after the other, while the next is rendered; yield why each is left out."""
    begun: deque[tuple[int, Sheet]] = deque()
    for position in range(len(ticket.records)):
        if position < ticket.done and _settled(ticket, position):
            continue
        begun.append((position, Sheet(ticket, position, person, beside)))
        if len(begun) == AT_ONCE:
            position, sheet = begun.popleft()
            yield position, sheet.finish()
    while begun:
        position, sheet = begun.popleft()
        yield position, sheet.finish()


def _settled(ticket: Ticket, position: int) -> bool:
    """Whether a worker before this one printed a sheet or left it out; after a restore its part is gone."""
    number = ticket.records[position][1]
    return ticket.part(position).exists() or any(what == number for what, _why in ticket.left_out)


class Sheet:
    """One sheet of a batch under way: composed at once, rendered beside, entered in the register when it is finished."""

    def __init__(self, ticket: Ticket, position: int, person: User, beside: Executor):
        record_id, _number = ticket.records[position]
        code, now = ticket.form_code, clock.now()
        self.part, self.beside = ticket.part(position), beside
        self.printing: register.Printing[register.Printout] | register.Printing[register.Printout | None]
        if record_id == rules.BLANK:
            self.printing = register.printing_blank(
                code, by=person, at=now, compact=ticket.compact, numbered=True
            )
        else:
            self.printing = register.printing_filled(code, record_id, by=person, at=now, masked=ticket.masked)
        self.rendered: Future[bytes] | None = None
        self.printout: register.Printout | None = None
        self.why = ""
        self._go_on(None)

    def finish(self) -> str:
        """Write the sheet into its part; return why it is left out, or nothing."""
        while self.rendered is not None:
            self._go_on(self.rendered)
        if self.printout is None:
            return self.why or rules.unseen()
        fresh = self.part.with_suffix(".new")
        fresh.write_bytes(self.printout.pdf)
        fresh.replace(self.part)
        return ""

    def _go_on(self, rendered: Future[bytes] | None) -> None:
        """Take the next step of the print: have something rendered beside, or come to its end."""
        self.rendered = None
        try:
            job = next(self.printing) if rendered is None else self.printing.send(rendered.result())
            self.rendered = self.beside.submit(copy_context().run, job)
        except StopIteration as done:
            self.printout = done.value
        except PrintFailed as refusal:
            db.session.rollback()
            self.why = str(refusal)


def _bind(ticket: Ticket) -> None:
    from salesapp.documents.press import binding  # with pikepdf, which nobody else needs

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
