"""Who keeps products and prices, and who sees floors. Nobody sets rules that bind them: finance and the director keep them."""

from __future__ import annotations

from salesapp.refusals import NotAllowed
from salesapp.rights.rules import Person, Role
from salesapp.words import gettext as _

#: Who keeps products, list prices, floors and the borders of discount.
KEEPERS = frozenset({Role.FINANCE, Role.DIRECTOR})


def keeps(user: Person) -> bool:
    """Return whether a person keeps products and prices."""
    return user.role in KEEPERS


def sees_floor(user: Person) -> bool:
    """Return whether a person sees the floor below which finance is asked."""
    return user.role in KEEPERS


def check_keeper(user: Person) -> None:
    """Refuse whoever does not keep products and prices."""
    if not keeps(user):
        raise NotAllowed(_("Finance and the director keep products and prices."))
