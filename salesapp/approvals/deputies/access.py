"""Who names deputies, and who may be one."""

from __future__ import annotations

from salesapp.accounts.models import User
from salesapp.refusals import NotAllowed
from salesapp.rights.rules import BUSINESS, Role
from salesapp.words import gettext as _


class NotYours(NotAllowed):
    """Who stands in for whom is set by somebody else."""


def may_name(user: User) -> bool:
    """Tell whether a person sets who stands in for whom: nobody who decides under it does."""
    return user.role in (Role.DIRECTOR, Role.ADMIN)


def check_names(deputy: User, by: User) -> None:
    """Refuse whoever is neither director nor administrator, and whoever would name themselves."""
    if not may_name(by):
        raise NotYours(_("Only the director or an administrator names deputies: ask one of them."))
    if by.id == deputy.id:
        raise NotYours(_("Nobody names themselves as a deputy: another director or an administrator does."))


def may_end(principal: User, user: User) -> bool:
    """Tell whether a person ends a time before its last day: who is back, the director, an administrator."""
    return user.id == principal.id or may_name(user)


def check_ends(principal: User, by: User) -> None:
    """Refuse whoever is neither back nor sets who stands in for whom."""
    if not may_end(principal, by):
        raise NotYours(_("Only the person, the director or an administrator ends this."))


def may_stand_in(user: User) -> bool:
    """Tell whether a person works with customers, and so may decide for a colleague."""
    return user.role in BUSINESS
