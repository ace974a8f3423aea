"""Whoever got a password from an administrator completes no approval for a day, unless a second person vouches. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from salesapp.approvals.rules import ApprovalRefused
from salesapp.refusals import NotAllowed
from salesapp.rights.rules import KEEPER, Role
from salesapp.words import gettext as _

#: How long a person whose password was given by an administrator completes no approval.
HELD = timedelta(hours=24)


class NotYours(NotAllowed):
    """Somebody else vouches for this person."""


class Colleague(Protocol):
    """Who might vouch."""

    @property
    def id(self) -> int: ...

    @property
    def role(self) -> str: ...


C = TypeVar("C", bound=Colleague)


def is_held(given_at: datetime, *, confirmed: bool, at: datetime) -> bool:
    """Tell whether a password that was given still keeps its person from completing an approval."""
    return not confirmed and at - given_at < HELD


def vouchers(people: Iterable[C], *, person_id: int, given_by_id: int | None) -> list[C]:
    """Return who may vouch: another administrator; where there is none, a director. Never the two concerned."""
    others = [one for one in people if one.id not in (person_id, given_by_id)]
    keepers = [one for one in others if one.role in KEEPER]
    return keepers or [one for one in others if one.role == Role.DIRECTOR]


def check_voucher(by_id: int, allowed: Iterable[int]) -> None:
    """Refuse who gave the password, whose it is, and whoever is not asked."""
    if by_id not in allowed:
        raise NotYours(
            _(
                "A second administrator vouches; where there is none, the director. Never who gave the password."
            )
        )


def check_open(given_at: datetime, *, confirmed: bool, at: datetime) -> None:
    """Refuse to vouch where nothing is held back any more."""
    if not is_held(given_at, confirmed=confirmed, at=at):
        raise ApprovalRefused(_("Nothing is held back any more: this is confirmed, or a day has passed."))


def held_words(*, giver: str, given: str, until: str, vouching: Sequence[str]) -> str:
    """Say why somebody completes no approval now, until when, and who can help."""
    words = _(
        "Your password was given by %(giver)s on %(given)s: until %(until)s you complete no approval.",
        giver=giver, given=given, until=until,
    )  # fmt: skip
    if not vouching:
        return words
    return f"{words} " + _(
        "%(names)s can confirm it earlier, under Settings, Passwords given.", names=_(", ").join(vouching)
    )
