"""What letters to customers tell the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.mail.letters import jobs
from salesapp.mail.letters.rules import STATE_LABELS
from salesapp.schedule.rules import Every, Job
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_pgettext

CAPABILITY = Capability(
    name="mail_letters",
    jobs=(Job("mail.letters", Every.MINUTE, jobs.send_letters),),
    trail=Vocabulary(
        records={
            "mail_letter": lazy_pgettext("trail", "letter"),
            "mail_letter_file": lazy_pgettext("trail", "file of a letter"),
            "mail_delivery": lazy_pgettext("trail", "copy of a letter"),
        },
        fields={
            "mail_letter.body": lazy_pgettext("trail", "text of the letter"),
            "mail_letter.subject": lazy_pgettext("trail", "subject of the letter"),
            "mail_letter.sender_id": lazy_pgettext("trail", "sender"),
            "message_id": lazy_pgettext("trail", "mark of the letter"),
            "letter_id": lazy_pgettext("trail", "letter"),
            "mail_letter.no": lazy_pgettext("trail", "no."),
            "mail_delivery.state": lazy_pgettext("trail", "state"),
            "mail_delivery.said": lazy_pgettext("trail", "answer of the server"),
            "mail_delivery.address": lazy_pgettext("trail", "mail address"),
        },
        codes={"mail_delivery.state": STATE_LABELS},
    ),
)
