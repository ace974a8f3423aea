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
#: Who keeps the team's rules, words and calendar. The administrator configures, and never approves.
RULERS = frozenset({SUPERVISOR, DIRECTOR, ADMIN})
KEEPER = frozenset({ADMIN})
READER = frozenset({AUDITOR})

#: Open without signing in.
PUBLIC = frozenset(
    {
        "static",
        "assets.bundle",
        "health.healthz",
        "health.readyz",
        "accounts.sign_in",
        "accounts.create_session",
        "accounts.choose_language",
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
    "accounts.profile": EVERYBODY,
    "accounts.update_profile": EVERYBODY,
    "accounts.settings": EVERYBODY,
    "accounts.pick": BUSINESS | KEEPER,
    "people.index": KEEPER,
    "people.new": KEEPER,
    "people.create": KEEPER,
    "people.edit": KEEPER,
    "people.update": KEEPER,
    "people.create_closure": KEEPER,
    "people.create_opening": KEEPER,
    "people.new_password": KEEPER,
    "people.create_password": KEEPER,
    "teams.index": KEEPER,
    "teams.create": KEEPER,
    "teams.edit": KEEPER,
    "teams.update": KEEPER,
    "trail.index": READER,
    "trail.export": READER,
    "trail.create_check": READER,
    # documents
    "documents.index": BUSINESS | KEEPER,
    "documents.blank": BUSINESS | KEEPER,
    "documents.filled": BUSINESS,
    "documents.attachment": BUSINESS,
    # customers
    "customers.index": BUSINESS,
    "customers.export_list": SALES | {DIRECTOR},
    "customers.new": SALES,
    "customers.create": SALES,
    "customers.edit": SALES | {DIRECTOR},
    "customers.update": SALES | {DIRECTOR},
    "customers.check": SALES | {DIRECTOR},
    "customers.changes": BUSINESS,
    "customers.pick": BUSINESS,
    "customers.pick_contacts": BUSINESS,
    "customers.pick_region": BUSINESS,
    "customers.pick_industry": BUSINESS,
    "customers.new_contact": SALES | {DIRECTOR},
    "customers.create_contact": SALES | {DIRECTOR},
    "customers.edit_contact": SALES | {DIRECTOR},
    "customers.update_contact": SALES | {DIRECTOR},
    "customers.create_key_contact": SALES | {DIRECTOR},
    "customers.create_reveal": BUSINESS,
    "customers.new_departure": SALES | {DIRECTOR},
    "customers.create_departure": SALES | {DIRECTOR},
    "customers.ownership": BUSINESS,
    "customers.create_collaborator": SALES | {DIRECTOR},
    "customers.create_collaborator_removal": SALES | {DIRECTOR},
    "customers.create_owner_change": frozenset({SUPERVISOR, DIRECTOR}),
    "customers.files": BUSINESS,
    "customers.create_attachment": SALES | {DIRECTOR},
    "customers.create_attachment_removal": SALES | {DIRECTOR},
}


def may(role: str, endpoint: str) -> bool:
    """Return whether a role may use an endpoint at all."""
    return role in RIGHTS.get(endpoint, frozenset())
