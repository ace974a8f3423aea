"""Who writes personas: supervisors and directors; everybody who sells reads them (R11)."""

from __future__ import annotations

from salesapp.refusals import NotAllowed
from salesapp.rights.rules import LEADERS, Person
from salesapp.words import gettext as _


def may_edit(user: Person) -> bool:
    """Return whether a person writes, retires and takes up personas."""
    return user.role in LEADERS


def check_editor(user: Person) -> None:
    """Refuse whoever only reads personas."""
    if not may_edit(user):
        raise NotAllowed(_("Supervisors and directors keep the personas."))
