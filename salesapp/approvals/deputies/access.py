"""Who names deputies, and who may be one."""

from __future__ import annotations

from salesapp.accounts.models import User
from salesapp.refusals import NotAllowed
from salesapp.rights.rules import BUSINESS, Role
from salesapp.words import gettext as _


class NotYours(NotAllowed):
    """Somebody else's deputy is theirs, or the administrator's, to name."""


def check_names(principal: User, by: User) -> None:
    """Refuse whoever is neither the person nor an administrator."""
    if by.id != principal.id and by.role != Role.ADMIN:
        raise NotYours(_("Only the person or an administrator names a deputy."))


def may_stand_in(user: User) -> bool:
    """Tell whether a person works with customers, and so may decide for a colleague."""
    return user.role in BUSINESS


def keeps_all(user: User) -> bool:
    """Tell whether a person names deputies for everybody."""
    return user.role == Role.ADMIN
