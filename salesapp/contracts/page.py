"""What the pages of a contract show, as plain values: where it stands, what it says, what may be done next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from salesapp.accounts.models import User
from salesapp.approvals import access as approvers
from salesapp.approvals.rules import SeatStatus
from salesapp.calendar.page import due_in_workdays
from salesapp.chinese.capitals import in_capitals
from salesapp.contracts import access
from salesapp.contracts.approval import queries
from salesapp.contracts.approval.page import is_asked, margin, route, stop
from salesapp.contracts.approval.rules import Lack
from salesapp.contracts.checklist import rules as checklist
from salesapp.contracts.handoff import rules as handoff
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import SUBMITTABLE, UNDER_APPROVAL, Status
from salesapp.contracts.signing.rules import both
from salesapp.documents.forms.registry import spec
from salesapp.opportunities.models import Opportunity
from salesapp.policies.queries import policy
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.web.formats import day, iso, short_day, yuan
from salesapp.words import gettext as _
from salesapp.words import ngettext

Step = tuple[str, str, str, str]
Fact = tuple[str, Any]


# ------------------------------------------------------------------------------- where it stands


def steps(contract: Contract) -> list[Step]:
    """Return the five steps of a contract: title, note, state and address of each."""
    base = address("contracts.show", contract_id=contract.id)
    return [
        (_("Drawn up"), f"{short_day(contract.created_at)} {contract.created_by.name}", "done", base),
        _check_step(contract, address("checklist.show", contract_id=contract.id)),
        _approval_step(contract, address("approval.show", contract_id=contract.id)),
        _sign_step(contract, base),
        _handoff_step(contract, address("handoff.show", contract_id=contract.id)),
    ]


def _check_step(contract: Contract, url: str) -> Step:
    marks = contract.marks()
    title = _("Checklist %(done)s/%(all)s", done=checklist.settled(marks, contract.case), all=checklist.TOTAL)
    count = len(contract.missing())
    note = ngettext("%(num)d item missing", "%(num)d items missing", count) if count else _("Nothing missing")
    here = contract.status in SUBMITTABLE
    return title, note, "now" if here else "" if contract.status == Status.REJECTED else "done", url


def _approval_step(contract: Contract, url: str) -> Step:
    title = _("Approval")
    stopping = (SeatStatus.RETURN, SeatStatus.VETO)
    stopped = next(
        (s.decision.signed_by for s in contract.seats if s.status in stopping and s.decision), None
    )
    if contract.status == Status.APPROVING:
        waiting = [approvers.seat_words(s) for s in contract.seats if s.status == SeatStatus.OPEN]
        return title, _("Waiting for %(who)s", who=_(", ").join(waiting)), "now", url
    if contract.approved_at is not None:
        return title, _("Approved %(day)s", day=short_day(contract.approved_at)), "done", url
    if stopped is not None:
        words = _("Vetoed by %(who)s") if contract.status == Status.REJECTED else _("Returned by %(who)s")
        return title, words % {"who": stopped}, "no", url
    return title, route(contract), "", url


def _sign_step(contract: Contract, url: str) -> Step:
    if contract.signed_on is not None:
        return _("Signing"), f"{short_day(contract.signed_on)} · {filed_under(contract)}", "done", url
    return _("Signing"), _("Seal, archive"), "now" if contract.status == Status.APPROVED else "", url


def filed_under(contract: Contract) -> str:
    """Return the number in the archive, or that there is none yet."""
    return (contract.archiving and contract.archiving.archive_no) or _("not filed yet")


def _handoff_step(contract: Contract, url: str) -> Step:
    title, sheet = _("Handing over"), contract.handoff
    if sheet is None:
        return title, _("Within %(days)s working days of signing", days=policy("handoff_workdays")), "", ""
    if sheet.status == handoff.HandoffStatus.DONE:
        return title, _("Handed over %(day)s", day=short_day(sheet.done_at)), "done", url
    if sheet.status == handoff.HandoffStatus.VOID:
        return title, sheet.state.label, "", url
    late = handoff.is_overdue(sheet.status, sheet.due_on, clock.today())
    stopped = late or sheet.status == handoff.HandoffStatus.RETURNED
    return title, f"{due_in_workdays(sheet.due_on)} · {sheet.state.label}", "no" if stopped else "now", url


@dataclass(frozen=True, slots=True)
class Standing:
    """What one looks for first on a contract: the grade of its opportunity, how late it is, what it says of time."""

    grade: str
    words: str
    tone: str


def standing(contract: Contract) -> Standing:
    """Tell what one came for: lateness is that of the hand-off, while one is waited for (R42)."""
    sheet, words, tone = contract.handoff, "", ""
    if sheet is not None and sheet.status in handoff.WAITED_FOR:
        late = handoff.is_overdue(sheet.status, sheet.due_on, clock.today())
        words, tone = _("hand-off %(due)s", due=due_in_workdays(sheet.due_on)), "late" if late else ""
    grade = contract.opportunity.grade if contract.opportunity else ""
    return Standing(grade, words, tone)


# ---------------------------------------------------------------------------------- the record page


def page(contract: Contract, user: User) -> dict[str, Any]:
    """Return what every page of one contract needs besides its own part."""
    return {
        "contract": contract,
        "steps_of": steps(contract),
        "stop": stop(contract),
        "capitals": in_capitals(contract.amount),
        "route": route(contract),
        "keeps": access.may_keep(contract, user),
    }


def next_step(contract: Contract, user: User) -> tuple[str, str] | None:
    """Return label and address of what this person does next with a contract."""
    if contract.status in SUBMITTABLE:
        return _("Checklist"), address("checklist.show", contract_id=contract.id)
    if is_asked(contract, user, clock.now()):
        return _("Decide"), address("approval.show", contract_id=contract.id)
    if contract.handoff is not None and contract.handoff.status in handoff.WAITED_FOR:
        return _("Handing over"), address("handoff.show", contract_id=contract.id)
    return None


def facts(contract: Contract, user: User) -> list[Fact]:
    """Return what a contract says, line by line; the gross margin to those who see it."""
    opportunity = contract.opportunity
    return [
        (_("Contract amount"), f"¥{yuan(contract.amount)}"),
        (_("In capitals"), in_capitals(contract.amount)),
        (_("Tax rate"), contract.tax_words),
        (_("Kind"), spec("F11.kind").label_of(contract.kind)),
        (_("Our signing entity"), contract.our_entity),
        (_("Signing"), _signing(contract)),
        (_("Contract term"), _term(contract)),
        (_("Delivery"), " · ".join(filter(None, (_delivery(contract), contract.delivery_cycle)))),
        (_("Delivered"), contract.delivery_content),
        (_("After-sales"), contract.after_sales),
        (_("Acceptance"), contract.acceptance),
        (_("Text"), _text(contract)),
        *([(_("Why without a quotation"), contract.unquoted_because)] if contract.unquoted_because else []),
        (_("Opportunity"), f"{opportunity.number} {opportunity.name}" if opportunity else ""),
        *margin(contract, user),
        *_sealed(contract),
    ]


def _signing(contract: Contract) -> str:
    method = spec("F11.sign_method").label_of(contract.sign_method)
    return f"{method} · {_('%(count)s copies', count=contract.copies)}"


def _delivery(contract: Contract) -> str:
    return both(iso(contract.delivery_on), iso(contract.delivery_approved_on))


def _term(contract: Contract) -> str:
    return f"{iso(contract.starts_on)}–{iso(contract.ends_on)}"


def _text(contract: Contract) -> str | None:
    return _("Our standard text") if contract.is_standard_text else contract.deviation


def _sealed(contract: Contract) -> Iterable[Fact]:
    if contract.signed_on is None:
        return
    seal = contract.seal_facts()
    kind = spec("F11.seal_kind").label_of(seal["seal_kind"] or "")
    told = (kind, seal["seal_copies"] or "/", seal["sealed_by"] or "/", iso(seal["sealed_on"]))
    yield _("Signed on"), day(contract.signed_on)
    yield _("Seal"), " · ".join(map(str, told))


def head(opportunity: Opportunity | None, contract: Contract | None = None) -> list[tuple[str, str]]:
    """Return what stands above the terms of a contract, drawn up or still to be, and is not changed there."""
    source = contract or opportunity
    return [
        (_("Customer"), source.customer.full_name if source else ""),
        (_("Opportunity"), f"{opportunity.number} {opportunity.name}" if opportunity else "/"),
        (_("Owner"), source.owner.name if source else ""),
        (_("Contract no."), contract.number if contract else _("Given when it is saved")),
    ]


def ends_approval(contract: Contract) -> bool:
    """Tell whether any change of the terms ends an approval that is running or given."""
    return contract.status in UNDER_APPROVAL


def files_end_round(contract: Contract) -> bool:
    """Tell whether one more file ends an approval that is running (W24)."""
    return contract.status == Status.APPROVING


def lacks_text(contract: Contract) -> bool:
    """Tell whether the next file is most likely the contract's own text: it is asked for, and there is none yet."""
    return contract.status in SUBMITTABLE and Lack.TEXT in queries.lacking(contract)


def archive_values(contract: Contract, user: User, today: date) -> dict[str, Any]:
    """Return what the form of the archive begins with."""
    kept = contract.seal_facts()
    return {
        "archive_no": kept["archive_no"],
        "archived_by": kept["archived_by"] or user.name,
        "archived_on": kept["archived_on"] or today,
    }


def saved(reopened: Sequence[int]) -> str:
    """Say what an edit did to the checklist."""
    if not reopened:
        return _("Saved.")
    named = _(", ").join(f"{no} {checklist.ITEMS[no].title}" for no in reopened)
    return _("Saved. To be checked and explained again: %(items)s.", items=named)
