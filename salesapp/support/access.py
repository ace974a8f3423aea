"""Who sees a request for support, who asks and who answers it. Being asked gives no right on the record."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, false, or_, select

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.refusals import NotAllowed
from salesapp.rights.rules import BUSINESS, SELLING, Role
from salesapp.support.models import SupportRequest
from salesapp.support.rules import Status
from salesapp.support.subjects.rules import Supported, supported
from salesapp.words import gettext as _

#: Who may work along on a record without selling: these are asked whether they do.
HELPING = (Role.TECH, Role.SERVICE)


def concerns(user: User) -> ColumnElement[bool]:
    """Return the condition under which a request is a person's: they asked, or they are asked."""
    return or_(SupportRequest.asked_by_id == user.id, asked_of(user))


def asked_of(user: User) -> ColumnElement[bool]:
    """Return the condition under which a request is asked of a person: taken on, by name, or by role."""
    unclaimed = and_(SupportRequest.taken_by_id.is_(None), SupportRequest.asked_id.is_(None))
    by_role = and_(unclaimed, SupportRequest.role == user.role, SupportRequest.asked_by_id != user.id)
    by_name = and_(SupportRequest.taken_by_id.is_(None), SupportRequest.asked_id == user.id)
    return or_(SupportRequest.taken_by_id == user.id, by_name, by_role)


def is_asked(request: SupportRequest, user: User) -> bool:
    """Return whether a request is asked of a person."""
    if request.taken_by_id or request.asked_id:
        return user.id == (request.taken_by_id or request.asked_id)
    return user.role == request.role and user.id != request.asked_by_id


def is_asker(request: SupportRequest, user: User) -> bool:
    """Return whether a person gets the answer."""
    return user.id == request.asked_by_id


def sees(request: SupportRequest, user: User) -> bool:
    """Return whether a person may open a request: who asked, who is or was asked, who sees its record."""
    if user.role not in BUSINESS:
        return False
    if is_asker(request, user) or is_asked(request, user) or request.asked_id == user.id:
        return True
    subject = supported()[request.subject_type]
    return any(turn.by_id == user.id for turn in request.turns) or subject.sees(request.subject_id, user)


def asks(subject: Supported, record_id: int, user: User) -> ColumnElement[bool]:
    """Return the condition under which a person runs a record or works along on it."""
    if user.role not in (*SELLING, *HELPING):
        return false()
    worked_on = subject.worked_on(user).subquery()
    own_id = next(iter(worked_on.c))
    return select(own_id).where(own_id == record_id).exists()


def may_ask(subject: Supported, record_id: int, user: User) -> bool:
    """Return whether a person runs a record or works along on it."""
    return bool(db.session.scalar(select(asks(subject, record_id, user))))


def check_asker(subject: Supported, record_id: int, user: User) -> None:
    """Refuse whoever only reads a record."""
    if not may_ask(subject, record_id, user):
        raise NotAllowed(_("Only those who work on this record ask for support."))


def check_own(request: SupportRequest, user: User) -> None:
    """Refuse whoever did not ask."""
    if not is_asker(request, user):
        raise NotAllowed(_("Only %(name)s, who asked, does this.", name=request.asked_by.name))


def check_asked(request: SupportRequest, user: User) -> None:
    """Refuse whoever is not asked; where a colleague took it on, that is said."""
    if is_asked(request, user):
        return
    if request.taken_by is not None:
        raise NotAllowed(_("%(name)s has taken this on.", name=request.taken_by.name))
    raise NotAllowed(_("This is asked of somebody else."))


def may_answer(request: SupportRequest, user: User) -> bool:
    """Return whether a person may accept, answer or refuse a request now."""
    return request.status in (Status.ASKED, Status.ACCEPTED) and is_asked(request, user)
