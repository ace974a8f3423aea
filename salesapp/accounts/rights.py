"""The table of rights: which role may use which address. One table, in this one file.

Whether a person sees a particular record is decided by the queries (``visible_to``); this table only says what a
role may do at all. What is not listed here is refused.
"""

from __future__ import annotations

REP, SUPERVISOR, DIRECTOR, FINANCE, SERVICE, TECH, LEGAL, ADMIN, AUDITOR = (
    "rep", "supervisor", "director", "finance", "service", "tech", "legal", "admin", "auditor",
)  # fmt: skip
ROLES = (REP, SUPERVISOR, DIRECTOR, FINANCE, SERVICE, TECH, LEGAL, ADMIN, AUDITOR)
EVERYBODY = frozenset(ROLES)
SALES = frozenset({REP, SUPERVISOR})
BUSINESS = EVERYBODY - {ADMIN, AUDITOR}

#: Open without signing in.
PUBLIC = frozenset(
    {
        "static",
        "assets.bundle",
        "health.healthz",
        "health.readyz",
        "accounts.sign_in",
        "accounts.create_session",
    }
)
#: Open to a person who must change a first password.
JUST_SIGNED_IN = frozenset(
    {"accounts.change_password", "accounts.create_password", "accounts.sign_out", "accounts.end_session"}
)

RIGHTS: dict[str, frozenset[str]] = {
    # accounts
    "accounts.change_password": EVERYBODY,
    "accounts.create_password": EVERYBODY,
    "accounts.sign_out": EVERYBODY,
    "accounts.end_session": EVERYBODY,
}


def may(role: str, endpoint: str) -> bool:
    """Return whether a role may use an endpoint at all."""
    return role in RIGHTS.get(endpoint, frozenset())
