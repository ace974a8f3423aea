"""Mails about support: to whoever is asked, to whoever gets the answer. They name the record without its figures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from salesapp.accounts.models import User
from salesapp.mail.models import queue
from salesapp.support.models import SupportRequest
from salesapp.web import formats
from salesapp.words import gettext as _


def ask(request: SupportRequest, people: Iterable[User], *, at: datetime) -> None:
    """Write to everybody who is asked."""
    subject = _("%(name)s asks for support: %(what)s", name=request.asked_by.name, what=request.what)
    opening = _("This is needed by %(day)s.", day=formats.short_day(request.due_on))
    for person in people:
        _send(request, person, subject, opening, request.detail, at)


def tell(request: SupportRequest, *, at: datetime) -> None:
    """Write to the asker what became of it."""
    subject = _("%(state)s: %(what)s", state=request.state.label, what=request.what)
    helper = request.taken_by.name if request.taken_by else ""
    _send(request, request.asked_by, subject, _("%(name)s answers:", name=helper), request.answer, at)


def _send(
    request: SupportRequest, to: User, subject: str, opening: str, words: str | None, at: datetime
) -> None:
    about = " · ".join(part for part in (request.customer, request.about) if part)
    body = "\n".join(part for part in (opening, words, "", about) if part is not None)
    queue(to=to, subject=subject, body=body, at=at, about=request.number, path=f"/support/{request.id}")
