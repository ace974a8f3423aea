"""What follows when an administrator gives somebody a password, and the word of the second person."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from salesapp.accounts.models import User
from salesapp.approvals.resets import mails, queries, rules
from salesapp.approvals.resets.models import PasswordReset
from salesapp.approvals.rules import ApprovalRefused
from salesapp.db import db
from salesapp.web import formats

#: What the accounts say of a password that an administrator gave.
GIVEN = "first_password"
#: What the accounts say of a second step that was taken away.
SECOND_STEP = "second_step"


def follow_reset(user: User, changed: Collection[str], *, by: User | None, at: datetime) -> None:
    """Remember that a password was given, and tell the person and whoever may vouch; a second step taken away is told, too."""
    if SECOND_STEP in changed:
        mails.second_step_taken(user, by=by, at=at)
    if GIVEN not in changed:
        return
    reset = PasswordReset(user=user, by=by, at=at)
    db.session.add(reset)
    db.session.flush()
    mails.given(reset, queries.vouchers(reset), at=at)


def check_completes(by: User, *, at: datetime) -> None:
    """Refuse the decision that completes an approval to whoever got a password from an administrator just now."""
    reset = queries.latest(by.id)
    if reset is None or not rules.is_held(reset.at, confirmed=reset.confirmed_at is not None, at=at):
        return
    raise ApprovalRefused(
        rules.held_words(
            giver=reset.by.name if reset.by else "/",
            given=formats.short_moment(reset.at),
            until=formats.short_moment(reset.free_at),
            vouching=[one.name for one in queries.vouchers(reset)],
        ),
        field="verdict",
    )


def confirm(reset: PasswordReset, *, by: User, at: datetime) -> PasswordReset:
    """Vouch that the person asked for the password; the person completes approvals again."""
    rules.check_voucher(by.id, [one.id for one in queries.vouchers(reset)])
    reset.confirm(by=by, at=at)
    return reset
