"""What is done with a mail account: it is kept, with its password sealed, and forgotten."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.mail.letters.actions import post
from salesapp.mail.letters.models import Letter
from salesapp.mail.mailboxes import queries
from salesapp.mail.mailboxes.models import Mailbox
from salesapp.mail.mailboxes.rules import TRIAL, AccountRefused, check_secret, seal, way_of
from salesapp.words import gettext as _


def keep(user: User, values: Mapping[str, Any], *, key: str, at: datetime) -> Mailbox:
    """Keep a person's account. What was stopped goes on.

    An empty password leaves the one that is kept, where it goes to the same server, for the same mailbox.
    """
    account = queries.of_person(user.id)
    sender, secret = values["sender"], values.get("secret") or ""
    login = values.get("login") or sender
    check_secret(secret, known=account is not None and bool(account.secret))
    way = way_of(sender, values.get("host"), values.get("port"), values.get("security"))
    if account is not None:
        same = (account.way, account.sender, account.login) == (way, sender, login)
        check_secret(secret, known=True, moved=not same)
    if account is None:
        account = Mailbox(user_id=user.id, created_at=at)
        db.session.add(account)
    account.sender, account.login = sender, login
    account.host, account.port, account.security = way.host, way.port, way.security
    if secret:
        account.secret = seal(secret, key)
    account.stopped_at = account.said = None
    db.session.flush()
    return account


def post_trial(user: User, *, host: str, at: datetime) -> Letter:
    """Send a person a letter of their own, as those to customers leave."""
    account = queries.of_person(user.id)
    address = user.email or (account.sender if account else None)
    if not address:
        raise AccountRefused(_("Your account has no mail address: keep a mailbox first."))
    return post(
        (TRIAL, user.id), to={address: user.name}, subject=_("Test letter of %(name)s", name=user.name),
        body=_("This letter came through the mailbox that your letters to customers leave through."),
        host=host, by=user, at=at,
    )  # fmt: skip


def forget(user: User) -> None:
    """Forget a person's account with its password; letters that wait leave through the company's."""
    account = queries.of_person(user.id)
    if account is not None:
        db.session.delete(account)


def follow_person(user: User, changed: Collection[str], *, by: User, at: datetime) -> None:
    """Forget the account of whoever left; of one whose password somebody else drew, its password only, and stop it."""
    if "closed" in changed:
        forget(user)
    account = queries.of_person(user.id) if "first_password" in changed else None
    if account is not None:
        account.secret = ""
        account.stop(_("Your password here was reset: type the password of the mailbox once more."), at=at)
