"""What the first page does by itself: each working morning everybody's work goes out by mail (R33)."""

from __future__ import annotations

from datetime import datetime

from flask import current_app
from flask_babel import force_locale

from salesapp.accounts.models import User
from salesapp.calendar.queries import work_calendar
from salesapp.config import LOCALES
from salesapp.db import db, reading
from salesapp.home.today import mails, queries
from salesapp.mail import actions as mail
from salesapp.mail.models import queue
from salesapp.policies.queries import policy
from salesapp.web import clock
from salesapp.work import page as work

ABOUT = "digest"


def remind(*, at: datetime) -> int:
    """Mail each person the work that is overdue or due today, once a working day; it counts the mails.

    Nobody without an address or without work gets one. Reminders of earlier days that never left are taken back first:
    a mail server that was away for a week is not to deliver a week of them. It commits as it goes.
    """
    now = clock.local(at)
    mail.withdraw(ABOUT, before=clock.at(now.date()))
    if not policy("digest") or now.hour < policy("digest_hour") or not work_calendar().is_working(now.date()):
        return 0
    db.session.commit()
    return sum(_write_to(user, at) for user in queries.reachable())


def _write_to(user: User, at: datetime) -> bool:
    """Put one person's mail into the outbox, in a transaction of its own: others save while the next one's is read."""
    with reading():
        written = _words(user, at)
        db.session.commit()
    if written is None:
        return False
    subject, body = written
    once = f"{ABOUT}-{clock.local(at).date()}-{user.id}"
    sent = queue(to=user, subject=subject, body=body, at=at, about=ABOUT, once=once)
    db.session.commit()
    return sent is not None


def _words(user: User, at: datetime) -> tuple[str, str] | None:
    """Return subject and body of a person's mail in their language, or nothing where there is no work."""
    settings = current_app.config["SALESAPP"]
    with force_locale(user.locale if user.locale in LOCALES else settings.locale):
        day = work.day(user, at)
        behind = queries.behind(user, at)
        if not day.count and not behind:
            return None
        body = mails.body(user.name, day, behind, queries.columns(), at, settings.base_url)
        return mails.subject(day, behind, at), body
