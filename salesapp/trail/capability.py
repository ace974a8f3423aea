"""What the audit trail tells the house of itself."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.rights.rules import READER
from salesapp.trail import queries, routes
from salesapp.trail.wording import page
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.figures import Figures
from salesapp.web.menu import Tab
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

RIGHTS = {
    "trail.index": READER,
    "trail.export": READER,
    "trail.create_check": READER,
}

TRAIL = Vocabulary(
    records={
        "submission": lazy_pgettext("trail", "form sent"),
        "config_stamp": lazy_pgettext("trail", "state of the settings"),
        "audit_entry": lazy_pgettext("trail", "entry of the trail"),
        "audit_head": lazy_pgettext("trail", "end of the trail"),
    },
    events={
        "create": lazy_pgettext("trail", "created"),
        "change": lazy_pgettext("trail", "changed"),
        "remove": lazy_pgettext("trail", "removed"),
        "export": lazy_pgettext("trail", "exported"),
        "approve": lazy_pgettext("trail", "approved"),
        "return": lazy_pgettext("trail", "returned"),
        "audit_check": lazy_pgettext("trail", "chain checked"),
    },
    fields={
        "name": lazy_pgettext("trail", "name"),
        "locale": lazy_pgettext("trail", "language"),
        "key": lazy_pgettext("trail", "key"),
        "label": lazy_pgettext("trail", "label"),
        "kind": lazy_pgettext("trail", "kind"),
        "subject": lazy_pgettext("trail", "subject"),
        "body": lazy_pgettext("trail", "text"),
        "status": lazy_pgettext("trail", "status"),
        "number": lazy_pgettext("trail", "number"),
        "owner_id": lazy_pgettext("trail", "owner"),
        "created_by_id": lazy_pgettext("trail", "created by"),
        "created_at": lazy_pgettext("trail", "created at"),
        "by_id": lazy_pgettext("trail", "by"),
        "user_id": lazy_pgettext("trail", "person"),
        "at": lazy_pgettext("trail", "at"),
        "note": lazy_pgettext("trail", "note"),
        "customer_id": lazy_pgettext("trail", "customer"),
        "title": lazy_pgettext("trail", "title"),
        "grade": lazy_pgettext("trail", "grade"),
        "before": lazy_pgettext("trail", "before"),
        "due_at": lazy_pgettext("trail", "due at"),
        "detail": lazy_pgettext("trail", "detail"),
        "seq": lazy_pgettext("trail", "no."),
        "until": lazy_pgettext("trail", "until"),
        "id": lazy_pgettext("trail", "number in the database"),
        "records": lazy_pgettext("trail", "records"),
        "total": lazy_pgettext("trail", "in all"),
        "sheets": lazy_pgettext("trail", "sheets"),
        "rows": lazy_pgettext("trail", "rows"),
        "actor": lazy_pgettext("trail", "who"),
        "event": lazy_pgettext("trail", "event"),
        "object": lazy_pgettext("trail", "kind of record"),
        "since": lazy_pgettext("trail", "since"),
    },
    codes={
        "audit_check.result": page.checked_words,
        "what": {"audit trail": lazy_pgettext("trail", "the audit trail")},
        "event": lambda code: page.events().get(code),
        "object": lambda code: page.objects().get(code),
        "owner_type": lambda code: page.objects().get(code),
        "subject_type": lambda code: page.objects().get(code),
        "field": lambda code: page.fields().get(code),
    },
)

CAPABILITY = Capability(
    name="trail",
    blueprints=(routes.bp,),
    rights=RIGHTS,
    settings=(
        Tab(
            80,
            "trail.index",
            _l("Audit trail"),
            says=_l("Who changed or looked at what and when, in a chain that shows every gap."),
        ),
    ),
    figures=(Figures(10, READER, queries.figures),),
    trail=TRAIL,
)
