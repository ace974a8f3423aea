"""What approvals see coming for those whose turn is later."""

from __future__ import annotations

from salesapp.approvals.coming import page
from salesapp.capability import Capability
from salesapp.rights.rules import Role
from salesapp.web.coming import Coming
from salesapp.words import lazy_gettext as _l

CAPABILITY = Capability(
    name="approvals.coming",
    coming=(
        Coming(
            10,
            _l("Approvals on their way to me"),
            frozenset({Role.FINANCE, Role.LEGAL, Role.DIRECTOR}),
            page.expected,
        ),
    ),
)
