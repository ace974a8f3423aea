"""What people's own mail accounts tell the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.mail.mailboxes import actions, routes
from salesapp.mail.mailboxes.rules import SECURITY_LABELS
from salesapp.rights.rules import BUSINESS
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_pgettext

CAPABILITY = Capability(
    name="mailboxes",
    blueprints=(routes.bp,),
    rights=dict.fromkeys(
        (
            "mailboxes.show",
            "mailboxes.create",
            "mailboxes.create_ending",
            "mailboxes.create_trial",
            "mailboxes.trial",
        ),
        BUSINESS,
    ),
    follows={"user": actions.follow_person},
    trail=Vocabulary(
        records={"mailbox": lazy_pgettext("trail", "mailbox")},
        fields={
            "mailbox.sender": lazy_pgettext("trail", "sender's address"),
            "host": lazy_pgettext("trail", "server"),
            "port": lazy_pgettext("trail", "port"),
            "security": lazy_pgettext("trail", "protection of the line"),
            "login": lazy_pgettext("trail", "sign-in name there"),
            "mailbox.secret": lazy_pgettext("trail", "password of the mailbox"),
        },
        codes={"security": SECURITY_LABELS},
    ),
)
