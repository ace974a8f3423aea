"""What is done about support: it is asked for, and follows its record and the people whom it is asked of (R9, R64)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from salesapp.accounts import queries as people
from salesapp.accounts.models import User
from salesapp.calendar.queries import work_calendar
from salesapp.db import db
from salesapp.documents.numbering.actions import next_number
from salesapp.rights.rules import Role
from salesapp.support import access, mails, queries, rules
from salesapp.support.models import SupportRequest
from salesapp.support.subjects.rules import supported
from salesapp.web import clock
from salesapp.words import gettext as _


def ask(kind: str, record: Any, values: Mapping[str, Any], *, by: User, at: datetime) -> SupportRequest:
    """Ask a department, or somebody of it, for something by a day, for the sake of a record."""
    subject = supported()[kind]
    rules.check_record(subject.is_open(record))
    access.check_asker(subject, record.id, by)
    what = rules.check_what(values["what"])
    _check_day(values["due_on"], at)
    role, person = _whom(values, by)
    told = subject.describe(record)
    request = SupportRequest(
        number=next_number("support_request", clock.local(at).year), subject_type=kind, subject_id=record.id,
        about=f"{told.number} {told.title}"[:200], customer=told.customer[:200], what=what, detail=values.get("detail"),
        role=role, asked=person, due_on=values["due_on"], asked_by=by, asked_at=at,
    )  # fmt: skip
    request.ask(by=by, at=at)
    db.session.add(request)
    db.session.flush()
    mails.ask(request, _asked(request), at=at)
    return request


def _check_day(due_on: date, at: datetime) -> None:
    calendar = work_calendar()
    rules.check_day(
        due_on, clock.local(at).date(), works=calendar.is_working, after=calendar.working_day_on_or_after
    )


def _whom(values: Mapping[str, Any], by: User) -> tuple[str, User | None]:
    """Return the role and, where one is named, the person who is asked; refuse who cannot be."""
    person = people.find(values["person_id"]) if values.get("person_id") else None
    role = person.role if person is not None else values.get("role")
    named = bool(values.get("person_id"))
    fit = not named or (person is not None and person.active and person.id != by.id)
    rules.check_helper(role, fit=fit, holders=queries.holders(role or "", without=by.id))
    return str(role), person


def _asked(request: SupportRequest) -> list[User]:
    """Return everybody of whom a request is asked."""
    if request.taken_by or request.asked:
        return [one for one in (request.taken_by or request.asked,) if one is not None]
    return [user for user in people.with_role(request.role) if user.id != request.asked_by_id]


def accept(request: SupportRequest, *, by: User, at: datetime) -> None:
    """Take a request on."""
    access.check_asked(request, by)
    request.accept(by=by, at=at)


def finish(request: SupportRequest, words: str | None, *, by: User, at: datetime) -> None:
    """Answer a request as done."""
    access.check_asked(request, by)
    request.finish(words, by=by, at=at)
    mails.tell(request, at=at)


def refuse(request: SupportRequest, reason: str | None, *, by: User, at: datetime) -> None:
    """Refuse a request with the reason."""
    access.check_asked(request, by)
    request.refuse(reason, by=by, at=at)
    mails.tell(request, at=at)


def withdraw(request: SupportRequest, why: str | None, *, by: User, at: datetime) -> None:
    """Take a request back."""
    access.check_own(request, by)
    request.withdraw(why, by=by, at=at)


def ask_again(request: SupportRequest, more: str | None, due_on: date, *, by: User, at: datetime) -> None:
    """Ask for the same again, until another day."""
    access.check_own(request, by)
    subject = supported()[request.subject_type]
    record = subject.load(request.subject_id)
    rules.check_record(subject.is_open(record))
    access.check_asker(subject, record.id, by)
    _check_day(due_on, at)
    if request.asked is not None and not request.asked.active:
        request.asked = None
    rules.check_helper(request.role, fit=True, holders=queries.holders(request.role, without=by.id))
    request.ask_again(more, due_on, by=by, at=at)
    mails.ask(request, _asked(request), at=at)


def read(request: SupportRequest, *, by: User, at: datetime) -> None:
    """Note that the asker read the answer."""
    access.check_own(request, by)
    request.read(by=by, at=at)


# --------------------------------------------------------------------- records and people change


def follow(kind: str, record_id: int, *, by: User, at: datetime) -> None:
    """Let the requests of a record follow it: they end with it, and go on for its owner once the asker is off it."""
    db.session.flush()
    found = queries.open_of(kind, record_id)
    if not found:
        return
    subject = supported()[kind]
    record = subject.load(record_id)
    for request in found:
        if not subject.is_open(record):
            if request.is_open:
                request.withdraw(_("The record has ended"), by=by, at=at)
        elif not (request.asked_by.active and access.may_ask(subject, record_id, request.asked_by)):
            _to_owner(request, subject.describe(record).owner, by, at)


def _to_owner(request: SupportRequest, owner: User | None, by: User, at: datetime) -> None:
    if owner is not None and owner.active and owner.id != request.asked_by_id:
        request.pass_to(owner, by=by, at=at)
        if request.is_open and not _asked(
            request
        ):  # whoever is left of the department waits for the answer now
            _ask_elsewhere(request, None, by, at)


def take_over_asked(
    ids: Sequence[int], to: User | None, *, by: User, at: datetime, reason: str | None
) -> None:
    """Let a successor get the answers, or whoever answers for the record where that one does not work on it."""
    for request in queries.these(ids):
        subject = supported()[request.subject_type]
        owner = subject.describe(subject.load(request.subject_id)).owner
        alone = owner is None or not owner.active
        if to is not None and (alone or access.may_ask(subject, request.subject_id, to)):
            _to_owner(request, to, by, at)
        else:
            _to_owner(request, owner, by, at)


def take_over_given(
    ids: Sequence[int], to: User | None, *, by: User, at: datetime, reason: str | None
) -> None:
    """Ask a successor of the same department instead, or the whole department; where nobody has the role, say so."""
    for request in queries.these(ids):
        who = {request.asked_id, request.taken_by_id, request.asked_by_id}
        others = [one for one in people.with_role(request.role) if one.id not in who]
        if to is not None and to in others:
            request.leave_to(to, by=by, at=at)
        elif others:
            request.leave_to(None, by=by, at=at)
        else:
            _ask_elsewhere(request, to, by, at)


def take_over_of_role(
    ids: Sequence[int], to: User | None, *, by: User, at: datetime, reason: str | None
) -> None:
    """Ask a successor for what was asked of a department that loses its last member."""
    for request in queries.these(ids):
        _ask_elsewhere(request, to, by, at)


def _ask_elsewhere(request: SupportRequest, to: User | None, by: User, at: datetime) -> None:
    """Ask a successor of another department, else the directors, since a department has nobody left; else say so."""
    directors = [one for one in people.with_role(Role.DIRECTOR) if one.id != request.asked_by_id]
    if to is not None and to.role in rules.HELPERS and to.id != request.asked_by_id:
        request.leave_to(to, role=Role(to.role), by=by, at=at)
    elif directors and request.role != Role.DIRECTOR:
        request.leave_to(None, role=Role.DIRECTOR, by=by, at=at)
    else:
        request.lapse(_("Nobody has this role now: ask another department."), by=by, at=at)
