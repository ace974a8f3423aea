"""Who may change which policies. Everybody reads them."""

from __future__ import annotations

from salesapp.policies.rules import Group
from salesapp.rights.rules import KEEPER, RULERS, Person, Role

#: Who approves is never set by those who decide under it in a team.
EDITORS = {
    Group.SECURITY: KEEPER,
    Group.APPROVALS: frozenset({Role.DIRECTOR, Role.ADMIN}),
    Group.QUOTATIONS: frozenset({Role.DIRECTOR, Role.ADMIN}),
    Group.COMPANY: frozenset({Role.DIRECTOR, Role.ADMIN}),
    Group.PAYMENTS: frozenset({Role.DIRECTOR, Role.ADMIN}),
}


def may_change(group: Group, person: Person) -> bool:
    """Return whether a person may change the policies of a group; security is the administrator's alone."""
    return person.role in EDITORS.get(group, RULERS)
