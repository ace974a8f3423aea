"""What notices ask for by themselves: next year's, while it is missing."""

from __future__ import annotations

from datetime import datetime

from salesapp.accounts import queries as people
from salesapp.calendar import queries
from salesapp.db import db
from salesapp.mail.models import OutgoingMail, queue
from salesapp.rights.rules import Role
from salesapp.web import clock
from salesapp.words import gettext as _


def ask_for_notice(*, at: datetime) -> int:
    """Mail the administrators once, from 15 November on, while next year's notice is missing.

    Returns how many mails were queued.
    """
    year = queries.missing_notice(clock.local(at).date())
    if year is None:
        return 0
    about = f"calendar-notice-{year}"
    if db.session.scalar(db.select(OutgoingMail.id).where(OutgoingMail.about == about).limit(1)):
        return 0
    subject = _("The days off of %(year)s are still provisional", year=year)
    body = _(
        "Due dates in %(year)s are calculated without make-up days so far. When the State Council's notice is out, "
        "paste it under Settings → Calendar: the due dates that move are listed before anything is changed.",
        year=year,
    )
    mails = [
        queue(to=user, subject=subject, body=body, at=at, about=about)
        for user in people.with_role(Role.ADMIN)
    ]
    return sum(mail is not None for mail in mails)
