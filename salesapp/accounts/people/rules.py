"""Accounts: what is accepted (conventions 4.2)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from salesapp.accounts.rules import AccountRefused
from salesapp.rights.rules import ROLE_LABELS, SALES
from salesapp.words import gettext as _

_USERNAME = re.compile(r"[a-z][a-z0-9._-]{1,39}")


@dataclass(frozen=True, slots=True)
class Leaving:
    """What hangs on one person alone when their account is closed, or they get another role or team."""

    #: The columns that name on whom it hangs.
    people: Sequence[Any]
    #: ``told(user, closing=)``: how much it is, in a sentence that asks for a successor; empty where nothing hangs.
    told: Callable[..., str]
    #: ``pass_on(user, to, closing=, by=, at=)``: give it to a colleague, or leave it to whoever gets the role (None).
    pass_on: Callable[..., None]
    #: ``takers(user, people, closing=)``: who of these people can take all of it.
    takers: Callable[..., Sequence[Any]] = lambda _user, people, **_when: people
    #: ``vacant(without=)``: which roles nobody fills, in a sentence that says who can help; ``without`` a person:
    #: those that nobody would fill once they left their role and team. Empty where somebody fills each.
    vacant: Callable[..., str] = lambda **_without: ""
    #: ``following(user, closing=)``: what goes on in whose name, in a sentence; empty where nothing does.
    following: Callable[..., str] = lambda _user, **_when: ""


def check_username(username: str) -> str:
    """Return a sign-in name in small letters, or refuse it."""
    username = username.strip().lower()
    if not _USERNAME.fullmatch(username):
        sentence = _("Use 2 to 40 small letters, digits, dots or hyphens, beginning with a letter.")
        raise AccountRefused(sentence, field="username")
    return username


def check_place(role: str, team_id: int | None) -> None:
    """Refuse a representative or supervisor without a team."""
    if role not in ROLE_LABELS:
        raise AccountRefused(_("There is no such role."), field="role")
    if role in SALES and team_id is None:
        raise AccountRefused(_("Sales people belong to a team: choose one."), field="team_id")
