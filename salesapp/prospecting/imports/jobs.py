"""Imports at work: tables looked through, rows taken in and taken back, each step a transaction of its own.

A worker that dies loses its step and nothing else: who takes over goes on with the rows of which nothing came yet.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from flask import current_app
from flask_babel import force_locale
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from salesapp.accounts.models import User
from salesapp.config import LOCALES
from salesapp.db import count_for_planner, db, reading
from salesapp.prospecting.imports import actions
from salesapp.prospecting.imports.actions import Ticket
from salesapp.prospecting.imports.judging.actions import look_through
from salesapp.prospecting.imports.known.queries import names as everybody
from salesapp.prospecting.imports.models import ProspectImport
from salesapp.prospecting.imports.rules import AT_ONCE, UNDONE_WITHIN, Status
from salesapp.prospecting.imports.running import actions as running
from salesapp.prospecting.imports.undoing import actions as undoing
from salesapp.refusals import Refusal
from salesapp.rights.access import check_runs
from salesapp.schedule.queue.actions import hurry
from salesapp.web import clock
from salesapp.words import gettext as _

log = logging.getLogger(__name__)
MOST_MET = 5  # edits of others in the very moment of a step
STEPS = {Status.RUNNING: (running.step, Status.DONE), Status.UNDOING: (undoing.step, Status.UNDONE)}


def work_off(*, at: datetime) -> int:
    """Work on every import that has something to do, one after the other; return how many."""
    taken = 0
    while True:
        ticket = actions.claim(at=clock.now())
        db.session.commit()
        if ticket is None:
            break
        work_on(ticket)
        taken += 1
    if taken:
        count_for_planner()
        db.session.commit()
    return taken


def prune(*, at: datetime) -> int:
    """Let go of tables whose import can no longer be undone."""
    return actions.forget(before=at - UNDONE_WITHIN)


def commit_and_begin(found: ProspectImport, count: int) -> None:
    """End the transaction, and let the work begin: a short table at once, a long one in the jobs process."""
    import_id, at_work = found.id, found.is_at_work
    db.session.commit()
    if at_work and count <= AT_ONCE:
        at_once(import_id)
    elif at_work:
        hurry(current_app.config["SALESAPP"], "prospecting.imports")


def at_once(import_id: int) -> None:
    """Work on one import while its person waits; where somebody has it already it is theirs."""
    ticket = actions.claim_one(import_id, at=clock.now())
    db.session.commit()
    if ticket is not None:
        work_on(ticket)


def work_on(ticket: Ticket) -> None:
    """Work on an import that was claimed, to its end, its cancellation, or its failure in a sentence."""
    found = db.session.get_one(ProspectImport, ticket.id)
    person, spent = db.session.get_one(User, found.acting_id or found.by_id), found.attempts_before
    db.session.commit()
    with _in_the_name_of(person):
        try:
            if ticket.attempt - spent > actions.MOST_ATTEMPTS or not person.active:
                _give_up(ticket, _("The import broke off several times and was given up."))
            elif ticket.status == Status.JUDGING:
                _look_through(ticket, found, person)
            else:
                _step_by_step(ticket, person)
        except Refusal as refusal:
            db.session.rollback()
            _give_up(ticket, str(refusal))
        except OperationalError:  # a locked or lost database: once its lease has run out it goes on
            db.session.rollback()
            log.warning("import %s waits for the database", ticket.id, exc_info=True)
        except Exception:
            db.session.rollback()
            log.exception("import %s broke off", ticket.id)
            _give_up(ticket, _("The import broke off. What is in the list already can be taken back."))


@contextmanager
def _in_the_name_of(person: User) -> Iterator[None]:
    """Speak this person's language, and let the trail say who did it."""
    locale = person.locale if person.locale in LOCALES else current_app.config["SALESAPP"].locale
    info = db.session().info
    before = info.get("actor")
    info["actor"] = person
    try:
        with force_locale(locale):
            yield
    finally:
        info["actor"] = before


def _look_through(ticket: Ticket, found: ProspectImport, person: User) -> None:
    def going(done: int, total: int) -> bool:
        on = actions.go_on(ticket, at=clock.now(), done=done, total=total)
        db.session.commit() if on else db.session.rollback()
        return on

    with reading():  # a hundred thousand names are read while others write
        names = everybody(found.list_id)
        db.session.commit()
    today = clock.local(clock.now()).date()
    check_runs(found.of_list, person)
    if look_through(found, person, names, today=today, going=going):
        actions.end(ticket, Status.JUDGED)
        db.session.commit()


def _step_by_step(ticket: Ticket, person: User) -> None:
    """Carry out step after step; one that met an edit of that very moment is begun anew."""
    met = 0
    while True:
        try:
            if not _step(ticket, person):
                return
        except StaleDataError:
            db.session.rollback()
            met += 1
            if met > MOST_MET:
                raise


def _step(ticket: Ticket, person: User) -> bool:
    """Carry out one step and return whether there may be another."""
    now, (step, ended) = clock.now(), STEPS[Status(ticket.status)]
    found = db.session.get_one(ProspectImport, ticket.id, populate_existing=True)
    db.session.refresh(found.of_list)
    check_runs(found.of_list, person)
    count = step(found, by=person, at=now, today=clock.local(now).date())
    on = count > 0 and actions.go_on(ticket, at=clock.now(), done=found.done + count)
    if count == 0:
        actions.end(ticket, ended, at=clock.now())
    elif not on:
        db.session.rollback()
        return False
    db.session.commit()
    return on


def _give_up(ticket: Ticket, error: str) -> None:
    actions.end(
        ticket, Status.FAILED, at=clock.now() if ticket.status != Status.JUDGING else None, error=error
    )
    db.session.commit()
