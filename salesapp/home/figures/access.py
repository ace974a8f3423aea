"""Whose work the figures of a month are about."""

from __future__ import annotations

from salesapp.rights.rules import Role
from salesapp.words import lazy_gettext as _l

#: The figures count what a person may see; this says it in words.
WHOSE = {
    Role.REP: _l("Your own and shared work"),
    Role.SUPERVISOR: _l("Your team's work"),
    Role.DIRECTOR: _l("Everybody's work"),
}
