"""What the checklist tells the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.contracts.checklist import routes, sheets
from salesapp.contracts.checklist.reopening.actions import follow_customer
from salesapp.contracts.checklist.rules import WAY_LABELS
from salesapp.contracts.checklist.together import routes as together
from salesapp.rights.rules import BUSINESS, SALES
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_pgettext

TRAIL = Vocabulary(
    records={"checklist_item": lazy_pgettext("trail", "checklist item")},
    fields={
        "result": lazy_pgettext("trail", "result"),
        "exception": lazy_pgettext("trail", "exception"),
        "checked_by_id": lazy_pgettext("trail", "checked by"),
        "checked_at": lazy_pgettext("trail", "checked at"),
        "explained_on": lazy_pgettext("trail", "explained on"),
        "confirmed_by": lazy_pgettext("trail", "confirmed by"),
        "confirmed_on": lazy_pgettext("trail", "confirmed on"),
        "confirmed_way": lazy_pgettext("trail", "way of confirming"),
    },
    codes={
        "checklist_item.result": {
            "ok": lazy_pgettext("trail", "fits"),
            "bad": lazy_pgettext("trail", "does not fit"),
            "na": lazy_pgettext("trail", "does not apply"),
        },
        "confirmed_way": WAY_LABELS,
    },
)

CAPABILITY = Capability(
    name="checklist",
    blueprints=(routes.bp, together.bp),
    rights={
        "checklist.show": BUSINESS,
        "checklist.create_check": SALES,
        "together.create_group_check": SALES,
        "together.create_reversal": SALES,
        "together.create_confirmation": SALES,
    },
    sheets={"F10": sheets.checklist_sheet},
    trail=TRAIL,
    follows={"customer": follow_customer},
)
