"""What the page of one's own mail account shows: through what letters leave, and how the last test letter fared."""

from __future__ import annotations

from typing import Any

from salesapp.accounts.models import User
from salesapp.config import Config
from salesapp.mail.letters.page import LOOKS, copy_words
from salesapp.mail.letters.queries import about
from salesapp.mail.letters.rules import PENDING, State
from salesapp.mail.mailboxes import queries
from salesapp.mail.mailboxes.rules import TRIAL
from salesapp.mail.rules import parse_server


def sender_of(user: User, config: Config) -> str | None:
    """Return the address that a person's letters are from; None where nothing can be sent."""
    account = queries.of_person(user.id)
    if account is not None:
        return account.sender
    return (parse_server(config.smtp_url).sender or config.company_name) if config.smtp_url else None


def page(user: User, config: Config) -> dict[str, Any]:
    """Return what the page shows."""
    account = queries.of_person(user.id)
    letters = about(TRIAL, user.id)
    last = letters[0].deliveries[0] if letters else None
    return {
        "account": account,
        "sender": sender_of(user, config),
        "plays": config.now is not None,
        "trial": last,
        "trial_words": copy_words(last) if last else "",
        "trial_look": LOOKS.get(State(last.state), "") if last else "",
        "trial_pending": last is not None and last.state in PENDING - {State.UNCERTAIN},
        "trial_to": user.email or (account.sender if account else None),
    }
