"""What the pages say about contracts: states, verdicts and parts in the users' words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from salesapp.chinese.masks import masked
from salesapp.contracts import approval, checklist, handoff, handoffs, payments, rules
from salesapp.contracts.models import Contract
from salesapp.contracts.steps import ApprovalStep
from salesapp.documents.forms import f11, f12
from salesapp.documents.forms.registry import spec
from salesapp.trail.wording import page as trail_values
from salesapp.web.formats import short_day
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

#: Parts of a contract as its history names them.
PARTS = {
    "contract": _l("Contract"),
    "checklist_item": _l("Check item"),
    "handoff": _l("Handing over"),
    "handoff_receipt": _l("Receipt"),
}
EVENTS = {
    "create": _l("was made"), "change": _l("was changed"), "print": _l("was printed"), "approval": _l("was decided on"),
}  # fmt: skip
#: Colour of a state's tag.
TONES = {
    "draft": "", "checking": "warn", "approving": "blue", "approved": "blue", "rejected": "no", "signed": "warn",
    "handed_over": "ok", "void": "no",
}  # fmt: skip


def status_words(status: str) -> str:
    """Return a contract's state in words."""
    return str(rules.STATUS_LABELS[rules.Status(status)])


def saved(reopened: Sequence[int]) -> str:
    """Say what an edit did to the checklist."""
    if not reopened:
        return _("Saved.")
    named = _(", ").join(f"{no} {checklist.ITEMS[no].title}" for no in reopened)
    return _("Saved. To be checked and explained again: %(items)s.", items=named)


def decided(contract: Contract, step: ApprovalStep) -> str:
    """Say what a decision led to."""
    sentences = {
        rules.Status.APPROVED: _("%(number)s is approved. It can be sealed and signed."),
        rules.Status.REJECTED: _("%(number)s is vetoed."),
        rules.Status.CHECKING: _("%(number)s goes back to the sales representative."),
        rules.Status.APPROVING: _("Noted. %(number)s goes to the next approver."),
    }
    return sentences[rules.Status(contract.status)] % {"number": contract.number}


def says(mark: checklist.Mark) -> str:
    """Put a mark into words: 周* 邮件 11月20日; an objection; an exception; the note."""
    parts = []
    if mark.confirmed_by and mark.confirmed_on:
        way = checklist.WAY_LABELS.get(mark.confirmed_way, "")
        parts.append(f"{mark.confirmed_by} {way} {short_day(mark.confirmed_on)}")
    if mark.objection:
        parts.append(_("Objection: %(what)s", what=mark.objection))
    if mark.exception:
        parts.append(_("Exception: %(what)s", what=mark.exception))
    if mark.note:
        parts.append(mark.note)
    return " · ".join(parts)


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of the history in words."""

    at: datetime
    by: str | None
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


def history(changes, hidden: Collection[str] = ()) -> list[Told]:
    """Put entries of the audit trail into words: which field, from what to what; no ``hidden`` ones."""
    return [Told(each.at, each.by, each.subject, each.event, _changed(each, hidden)) for each in changes]


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


def _choice(choices, code: str | None) -> str:
    return next((str(choice.label) for choice in choices if choice.code == code), code or "")


#: Fields of the history in the users' words.
FIELDS = {
    **{key: spec(f"F11.{key}").label for key in (
        "number", "name", "kind", "our_entity", "amount", "tax_rate", "sign_method", "copies", "starts_on", "ends_on",
        "delivery_on", "payment_terms", "after_sales", "is_standard_text", "deviation", "gross_margin", "seal_kind",
        "seal_copies", "sealed_by", "sealed_on", "archive_no", "archived_by", "archived_on",
    )},
    **{key: spec(f"F12.{key}").label for key in handoffs.FIELDS if key not in ("materials", "delivery_on")},
    "materials_given": spec("F12.materials").label, "acceptance": spec("F12.acceptance").label,
    "status": _l("State"), "currency": _l("Currency"), "delivery_cycle": _l("Delivery time"),
    "template_version": _l("Template version"), "signed_on": _l("Signed on"), "due_on": _l("Due on"),
    "approval_round": _l("Round"), "void_reason": _l("Reason"),
    "result": _l("Result"), "note": _l("Note"), "explained_on": _l("Explained on"), "confirmed_by": _l("Confirmed by"),
    "confirmed_way": _l("Way"), "confirmed_on": _l("Confirmed on"), "objection": _l("Objection"),
    "exception": _l("Exception"), "comment": _l("Opinion"), "opinion": _l("Opinion"), "role": _l("Role"),
    "department": _l("Department"), "verdict": _l("Verdict"), "step": _l("Role"),
}  # fmt: skip


#: How the history hides what stands on the hand-off sheet.
MASKS = {key: spec(f"F12.{key}").mask for key in handoffs.FIELDS}
RESULTS = {"ok": _l("Conforms"), "bad": _l("Does not conform"), "na": _l("Not applicable")}
GLOBALS = {
    "contract_status": status_words,
    "contract_tone": lambda status: TONES[status],
    "contract_kind": lambda code: _choice(f11.KINDS, code),
    "contract_sign_method": lambda code: _choice(f11.SIGN_METHODS, code),
    "contract_seal": lambda code: _choice(f11.SEALS, code),
    "contract_part": lambda kind: str(PARTS.get(kind, kind)),
    "contract_event": lambda event: str(EVENTS.get(event, event)),
    "invoice_kind_words": lambda code: _choice(f12.INVOICE_KINDS, code),
    "material_words": lambda codes: "、".join(_choice(f12.MATERIALS, code) for code in codes),
    "step_words": lambda status: str(approval.STEP_LABELS[approval.StepStatus(status)]),
    "step_role": lambda role: str(approval.ROLE_LABELS[role]),
    "node_words": lambda kind: str(payments.NODE_LABELS[payments.NodeKind(kind)]),
    "handoff_words": lambda status: str(handoff.STATUS_LABELS[handoff.HandoffStatus(status)]),
    "department_words": lambda name: str(handoff.DEPARTMENT_LABELS[handoff.Department(name)]),
    "receipt_words": lambda status: str(handoff.RECEIPT_LABELS[handoff.Receipt(status)]),
    "check_results": lambda: CHECK_RESULTS,
    "check_ways": lambda: checklist.WAY_LABELS,
}
#: The three answers of a row: code, words, tone.
CHECK_RESULTS = tuple(
    (code, RESULTS[code], tone) for code, tone in (("ok", "yes"), ("bad", "no"), ("na", ""))
)
