"""What the outbox tells the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.mail import jobs
from salesapp.mail.letters.capability import CAPABILITY as LETTERS
from salesapp.mail.mailboxes.capability import CAPABILITY as ACCOUNTS
from salesapp.schedule.rules import Every, Job
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_pgettext

TRAIL = Vocabulary(
    records={
        "outgoing_mail": lazy_pgettext("trail", "outgoing mail"),
    },
    fields={
        "attempts": lazy_pgettext("trail", "attempts"),
        "sent_at": lazy_pgettext("trail", "sent at"),
    },
)

CAPABILITY = Capability(
    name="mail",
    jobs=(Job("mail.send", Every.MINUTE, jobs.send_due),),
    trail=TRAIL,
    nouns=(ACCOUNTS, LETTERS),
)
