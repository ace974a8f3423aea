"""The end of the audit trail leaves the house every night: nobody here can rewrite what lies in the auditor's mailbox."""

from __future__ import annotations

from datetime import datetime

from salesapp.accounts.queries import with_role
from salesapp.mail.models import queue
from salesapp.rights.rules import READER
from salesapp.trail.keys import actions as keys
from salesapp.trail.queries import end
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.words import gettext as _


def send_end(*, at: datetime) -> int:
    """Note the end of the audit trail beside the database, and mail it to the auditors; return how many mails."""
    last = end()
    if not last.seq:
        return 0
    keys.note(last)
    day = clock.local(at).date()
    body = _(
        "The audit trail ended on %(day)s with entry %(seq)s, whose hash is\n\n%(hash)s\n\n"
        "Keep this mail. Whether anything up to there was changed since is told by\n"
        ".venv/bin/salesapp audit verify --since %(hash)s",
        day=day.isoformat(), seq=last.seq, hash=last.hash,
    )  # fmt: skip
    subject = _("End of the audit trail on %(day)s", day=day.isoformat())
    sent = [
        queue(
            to=person, subject=subject, body=body, at=at, path=address("trail.index"), about="audit_end",
            once=f"audit_end:{person.id}:{day.isoformat()}",
        )
        for role in READER
        for person in with_role(role)
    ]  # fmt: skip
    return sum(mail is not None for mail in sent)
