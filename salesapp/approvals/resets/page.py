"""Passwords that were given, as their page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from salesapp.accounts.models import User
from salesapp.approvals.resets import queries, rules
from salesapp.approvals.resets.models import PasswordReset
from salesapp.web import formats
from salesapp.words import gettext as _


@dataclass(frozen=True, slots=True)
class ResetRow:
    """One password that was given."""

    id: int
    name: str
    told: str
    state: str
    held: bool
    may_confirm: bool


def rows(user: User, now: datetime) -> list[ResetRow]:
    """Return the passwords given in the last month, the latest first."""
    return [_row(reset, user, now) for reset in queries.recent(now)]


def _row(reset: PasswordReset, user: User, now: datetime) -> ResetRow:
    held = rules.is_held(reset.at, confirmed=reset.confirmed_at is not None, at=now)
    vouching = queries.vouchers(reset) if held else []
    told = _(
        "Given by %(giver)s on %(given)s",
        giver=reset.by.name if reset.by else "/",
        given=formats.short_moment(reset.at),
    )
    return ResetRow(
        reset.id,
        reset.user.name,
        told,
        _state(reset, vouching, held=held),
        held,
        user.id in {one.id for one in vouching},
    )


def _state(reset: PasswordReset, vouching: list[User], *, held: bool) -> str:
    if reset.confirmed_by is not None and reset.confirmed_at is not None:
        return _(
            "Confirmed by %(name)s on %(time)s",
            name=reset.confirmed_by.name,
            time=formats.short_moment(reset.confirmed_at),
        )
    if not held:
        return _("Over since %(time)s", time=formats.short_moment(reset.free_at))
    words = _("Completes no approval until %(time)s.", time=formats.short_moment(reset.free_at))
    if not vouching:
        return f"{words} " + _("Nobody else can confirm it: it ends by itself.")
    return f"{words} " + _("%(names)s can confirm it.", names=_(", ").join(one.name for one in vouching))
