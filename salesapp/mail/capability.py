"""What the outbox tells the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.mail import jobs, page, routes
from salesapp.mail.letters.capability import CAPABILITY as LETTERS
from salesapp.mail.mailboxes.capability import CAPABILITY as ACCOUNTS
from salesapp.mail.proofs import jobs as proofs
from salesapp.rights.rules import KEEPER
from salesapp.schedule.rules import Every, Job
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.figures import Figures
from salesapp.web.menu import Tab
from salesapp.words import lazy_gettext as _l
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
    blueprints=(routes.bp,),
    rights={"mails.index": KEEPER, "mails.create_try": KEEPER},
    settings=(
        Tab(
            80,
            "mails.index",
            _l("Mails that did not leave"),
            says=_l("Reminders that no mail server took, with the reason; they can be sent again."),
        ),
    ),
    figures=(Figures(40, KEEPER, page.figures),),
    jobs=(
        Job("mail.send", Every.MINUTE, jobs.send_due),
        Job("mail.forget_old", Every.NIGHT, jobs.forget_old),
        Job("mail.send_audit_end", Every.NIGHT, proofs.send_end),
    ),
    trail=TRAIL,
    nouns=(ACCOUNTS, LETTERS),
)
