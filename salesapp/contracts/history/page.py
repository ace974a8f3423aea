"""The history of a contract in words: which field, from what to what, by whom."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.chinese.masks import masked
from salesapp.contracts.access import sees_margin
from salesapp.contracts.checklist import rules as checklist
from salesapp.contracts.handoff import rules as handoff
from salesapp.contracts.history import queries
from salesapp.contracts.history.queries import Change
from salesapp.contracts.models import Contract
from salesapp.documents.forms.registry import form, spec
from salesapp.statements import Made
from salesapp.trail.wording import page as trail_values
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

#: Parts of a contract as its history names them.
PARTS = {
    "contract": _l("Contract"),
    "checklist_item": _l("Check item"),
    "contract_signature": _l("Signature"),
    "contract_sealing": _l("Seal"),
    "contract_archiving": _l("Archive"),
    "contract_voiding": _l("Voiding"),
    "contract_owner_change": _l("Owner"),
    "handoff": _l("Handing over"),
    "handoff_receipt": _l("Receipt"),
}
#: Fields of the history in the users' words; what stands on both sheets is called as on F11.
FIELDS: dict[str, Any] = {
    **{key: spec(f"F12.{key}").label for key in handoff.FIELDS},
    **{key: each.label for key, each in form("F11").named_fields()},
    "materials_given": spec("F12.materials").label,
    "owner": _l("Owner"), "status": _l("State"), "currency": _l("Currency"), "delivery_cycle": _l("Delivery time"),
    "template_version": _l("Template version"), "signed_on": _l("Signed on"), "due_on": _l("Due on"),
    "approval_round": _l("Round"), "void_reason": _l("Reason"), "reason": _l("Reason"),
    "result": _l("Result"), "note": _l("Note"), "explained_on": _l("Explained on"), "confirmed_by": _l("Confirmed by"),
    "confirmed_way": _l("Way"), "confirmed_on": _l("Confirmed on"), "objection": _l("Objection"),
    "exception": _l("Exception"), "comment": _l("Opinion"), "opinion": _l("Opinion"), "role": _l("Role"),
    "escalated_at": _l("Supervisor told"), "department": _l("Department"), "verdict": _l("Verdict"), "step": _l("Role"),
    "approver": _l("Approver"),
}  # fmt: skip
#: How the history hides what stands on the hand-off sheet.
MASKS = {key: spec(f"F12.{key}").mask for key in handoff.FIELDS}
#: What only those who see the gross margin read.
MARGIN = frozenset({"gross_margin"})


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of the history in words."""

    at: datetime
    by: str
    subject: str
    event: str
    words: str


#: Columns that the history leaves out: they repeat others, or are the machine's own.
SILENT = {
    "contract_id",
    "handoff_id",
    "created_by_id",
    "created_at",
    "checked_by_id",
    "checked_at",
    "sent_content",
    "team_id",
}


def told(changes: Sequence[Change], hidden: Collection[str] = ()) -> list[Told]:
    """Put entries of the audit trail into words: which field, from what to what; no ``hidden`` ones.

    A change of which nothing may be told tells nothing, and is left out.
    """
    read = [
        Told(
            each.at,
            each.by or _("the system"),
            str(PARTS.get(each.subject, each.subject)),
            str(trail_values.events().get(each.event, each.event)),
            _changed(each, hidden),
        )
        for each in changes
    ]
    return [
        each for each, change in zip(read, changes, strict=True) if each.words or change.event != "change"
    ]


def _changed(change, hidden: Collection[str]) -> str:
    parts = []
    if change.subject == "checklist_item" and (no := _number(change)):
        parts.append(f"{no} {checklist.ITEMS[no].title}")
    for name, value in change.changes.items():
        label = None if name in SILENT or name in hidden else FIELDS.get(name)
        if label is None:
            continue
        before, after = value if isinstance(value, list) and len(value) == 2 else (None, value)
        shown = [_short(change.subject, name, each) for each in (before, after)]
        parts.append(f"{label}：{' → '.join(shown[before in (None, '') :])}")
    return "；".join(parts[:8])


def _number(change) -> int | None:
    """Return which item an entry speaks of: in its changes where the row was made, else on the row."""
    made = change.changes.get("no")
    return made[1] if made else change.item


def _short(subject: str, name: str, value) -> str:
    """Return a value in words, people's numbers hidden as on a masked sheet (PIPL)."""
    kind = MASKS.get(name, "") if subject == "handoff" else ""
    return masked(kind, trail_values.shown((subject,), name, value))[:80]


def asked(contract: Contract, *, everything: bool) -> Made:
    """Return what finds the entries that the page of a contract shows: the latest, or all."""
    return queries.entries(contract, 500 if everything else 12)


def block(contract: Contract, user: User, entries: Sequence[Any]) -> list[Told]:
    """Return the history as the page of a contract shows it."""
    return told(queries.changes(contract, entries), () if sees_margin(contract, user) else MARGIN)
