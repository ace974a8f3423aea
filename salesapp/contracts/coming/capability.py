"""What contracts see coming for those who receive them."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.contracts.coming import page
from salesapp.rights.rules import Role
from salesapp.web.coming import Coming
from salesapp.words import lazy_gettext as _l

CAPABILITY = Capability(
    name="contracts.coming",
    coming=(
        Coming(
            20,
            _l("Hand-offs expected"),
            frozenset({Role.FINANCE, Role.SERVICE, Role.DIRECTOR}),
            page.handoffs,
        ),
        Coming(
            30, _l("Payments planned in 30 days"), frozenset({Role.FINANCE, Role.DIRECTOR}), page.instalments
        ),
    ),
)
