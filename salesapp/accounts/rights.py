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
    # calendar
    "calendar.index": EVERYBODY,
    "calendar.new_notice": RULERS,
    "calendar.create_preview": RULERS,
    "calendar.create_notice": RULERS,
    "calendar.create_company_days": RULERS,
    "calendar.create_removal": RULERS,
    # playbook: rules, dictionaries, wordings
    "rules.index": EVERYBODY,
    "rules.edit": RULERS,
    "rules.update": RULERS,
    "dictionaries.index": RULERS,
    "dictionaries.show": RULERS,
    "dictionaries.create": RULERS,
    "dictionaries.edit": RULERS,
    "dictionaries.update": RULERS,
    "dictionaries.create_move": RULERS,
    "playbook.scripts": BUSINESS | KEEPER,
    "playbook.new_script": RULERS,
    "playbook.create_script": RULERS,
    "playbook.edit_script": RULERS,
    "playbook.update_script": RULERS,
    "playbook.create_preview": RULERS,
    "playbook.questions": BUSINESS | KEEPER,
    "playbook.new_question": RULERS,
    "playbook.create_question": RULERS,
    "playbook.edit_question": RULERS,
    "playbook.update_question": RULERS,
    "playbook.create_question_move": RULERS,
    "playbook.objections": BUSINESS | KEEPER,
    "playbook.new_objection": RULERS,
    "playbook.create_objection": RULERS,
    "playbook.edit_objection": RULERS,
    "playbook.update_objection": RULERS,
    # documents
    "documents.index": BUSINESS | KEEPER,
    "documents.blank": BUSINESS | KEEPER,
    "documents.filled": BUSINESS,
    "documents.new_batch": BUSINESS,
    "documents.create_batch": BUSINESS,
    "documents.show_batch": BUSINESS,
    "documents.batch_progress": BUSINESS,
    "documents.batch_file": BUSINESS,
    "documents.create_batch_cancellation": BUSINESS,
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
    # activities: contact records, letters, tasks
    "activities.new": SALES,
    "activities.create": SALES,
    "activities.show": BUSINESS,
    "activities.edit": SALES,
    "activities.update": SALES,
    "activities.create_comment": frozenset({SUPERVISOR, DIRECTOR}),
    "activities.create_fulfilment": SALES,
    "activities.create_promise_reopening": SALES,
    "activities.show_letter": SALES,
    "activities.create_sending": SALES,
    "activities.list_tasks": BUSINESS,
    "activities.new_task": BUSINESS,
    "activities.create_task": BUSINESS,
    "activities.create_completion": BUSINESS,
    "activities.create_cancellation": BUSINESS,
    "activities.create_reopening": BUSINESS,
    "activities.create_assignment": BUSINESS,
    # opportunities
    "opportunities.index": BUSINESS,
    "opportunities.export_list": SALES | {DIRECTOR},
    "opportunities.breaches": BUSINESS,
    "opportunities.pick": BUSINESS,
    "opportunities.pick_contact": SALES | {DIRECTOR},
    "opportunities.suggestion": SALES | {DIRECTOR},
    "opportunities.new": SALES | {DIRECTOR},
    "opportunities.create": SALES | {DIRECTOR},
    "opportunities.edit": SALES | {DIRECTOR},
    "opportunities.update": SALES | {DIRECTOR},
    "opportunities.board": BUSINESS,
    "opportunities.column": BUSINESS,
    "opportunities.changes": BUSINESS,
    "opportunities.new_stage_change": SALES | {DIRECTOR},
    "opportunities.create_stage_change": SALES | {DIRECTOR},
    "opportunities.create_reversal": SALES | {DIRECTOR},
    "opportunities.new_grade": SALES | {DIRECTOR},
    "opportunities.create_grade": SALES | {DIRECTOR},
    "opportunities.create_decision": frozenset({SUPERVISOR, DIRECTOR}),
    "opportunities.new_closure": SALES | {DIRECTOR},
    "opportunities.create_closure": SALES | {DIRECTOR},
    "opportunities.new_reopening": SALES | {DIRECTOR},
    "opportunities.create_reopening": SALES | {DIRECTOR},
    # home: today, search, guide, figures, the composed pages
    "home.today": EVERYBODY,
    "home.find": EVERYBODY,
    "home.suggest": EVERYBODY,
    "home.show_guide": EVERYBODY,
    "home.performance": SALES | {DIRECTOR},
    "home.kept": SALES | {DIRECTOR},
    "home.letters": SALES | {DIRECTOR},
    "customers.show": BUSINESS,
    "opportunities.show": BUSINESS,
    # contracts
    "contracts.index": BUSINESS,
    "contracts.export_list": SALES | {DIRECTOR, FINANCE},
    "contracts.new": SALES,
    "contracts.create": SALES,
    "contracts.figures": SALES,
    "contracts.show": BUSINESS,
    "contracts.edit": SALES,
    "contracts.update": SALES,
    "contracts.checklist_page": BUSINESS,
    "contracts.create_check": SALES,
    "contracts.create_submission": SALES,
    "contracts.create_withdrawal": SALES,
    "contracts.inbox": BUSINESS - {REP},
    "contracts.approvals": BUSINESS,
    "contracts.create_approval": BUSINESS - {REP},
    "contracts.create_reminder": SALES,
    "contracts.create_signature": SALES,
    "contracts.create_archiving": SALES | {LEGAL, FINANCE},
    "contracts.create_attachment": SALES | {LEGAL},
    "contracts.create_voiding": SALES | {DIRECTOR},
    "contracts.handoff": BUSINESS,
    "contracts.create_handoff": SALES,
    "contracts.create_receipt": frozenset({FINANCE, SERVICE}),
}


def may(role: str, endpoint: str) -> bool:
    """Return whether a role may use an endpoint at all."""
    return role in RIGHTS.get(endpoint, frozenset())
