"""Mails about a password that an administrator gave."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from salesapp.accounts.models import User
from salesapp.approvals.resets.models import PasswordReset
from salesapp.mail.models import queue
from salesapp.web import formats
from salesapp.web.addresses import address
from salesapp.words import gettext as _


def given(reset: PasswordReset, vouching: Iterable[User], *, at: datetime) -> None:
    """Tell the person whose password it is, and who may vouch that the person asked for it."""
    words = {
        "name": reset.user.name, "giver": reset.by.name if reset.by else "/", "given": formats.moment(reset.at),
        "until": formats.moment(reset.free_at),
    }  # fmt: skip
    body = _(
        "%(giver)s gave you a new password on %(given)s; the old one no longer opens anything."
        " If you did not ask for it, tell the director at once. Until %(until)s you complete no approval.",
        **words,
    )
    queue(to=reset.user, subject=_("Your password was reset"), body=body, at=at, about="password")
    subject = _("Did %(name)s ask for a new password?", **words)
    body = _(
        "%(giver)s gave %(name)s a new password on %(given)s. Ask %(name)s, and confirm it if it is so:"
        " until then, or until %(until)s, %(name)s completes no approval.",
        **words,
    )
    for person in vouching:
        queue(to=person, subject=subject, body=body, at=at, about="password", path=address("resets.index"))


def second_step_taken(user: User, *, by: User | None, at: datetime) -> None:
    """Tell a person that the second step of their sign-in was taken away, and by whom."""
    body = _(
        "%(giver)s took the second step of your sign-in away on %(given)s: the password alone opens your account."
        " If you did not ask for it, tell the director at once. Set a new one up under My account.",
        giver=by.name if by else "/",
        given=formats.moment(at),
    )
    queue(to=user, subject=_("Your second step was taken away"), body=body, at=at, about="password")
