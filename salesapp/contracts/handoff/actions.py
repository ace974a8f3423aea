"""The hand-off: opened with the signature, filled from what is known, sent, received, escalated (R41, R42)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.activities import queries as activities
from salesapp.activities.promises import queries as promises
from salesapp.activities.rules import NEED_SOURCE_LABELS, SIDE_LABELS, NeedSource, Side
from salesapp.calendar.queries import work_calendar
from salesapp.calendar.rules import Moved, WorkCalendar
from salesapp.chinese import phones
from salesapp.contracts import access
from salesapp.contracts.handoff import mails, queries, rules
from salesapp.contracts.handoff.models import Handoff
from salesapp.contracts.handoff.rules import HandoffStatus
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import Status
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.db import reading
from salesapp.documents.numbering.actions import next_number
from salesapp.parts import in_parts
from salesapp.policies.queries import policy
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.words import gettext as _

#: Words in a job title or department by which the three kinds of contacts are guessed; the sender corrects them.
TECHNICAL = ("技术", "信息", "工艺", "设备", "工程", "研发", "IT")
MONEY = ("财务", "会计", "出纳")


def open_handoff(contract: Contract, *, signed_on: date, at: datetime) -> Handoff:
    """Open the hand-off of a contract just signed, due by the setting, filled from what is known."""
    contract.handoff = Handoff(
        number=next_number("handoff", signed_on),
        status=HandoffStatus.OPEN,
        due_on=rules.due_on(signed_on, work_calendar(), days=policy("handoff_workdays")),
        created_at=at,
        materials_given="",
    )
    contract.handoff.fill(known(contract))
    return contract.handoff


def known(contract: Contract) -> dict[str, Any]:
    """Gather what the sheet asks from contract, customer and contact records (R20, R22, R42)."""
    customer = contract.customer
    warranty, response = _after_sales(contract.after_sales)
    values = {
        "business_contact": _who(customer, ()),
        "technical_contact": _who(customer, TECHNICAL),
        "finance_contact": _who(customer, MONEY),
        "invoice_kind": "digital_special",
        "invoice_info": _invoice(customer),
        "delivery_content": contract.delivery_content,
        "delivery_on": contract.delivery_on,
        "delivery_place": customer.address,
        "acceptance": contract.acceptance,
        "warranty": warranty,
        "response_time": response,
        "materials": ["contract"],
    }
    if contract.opportunity_id:
        values |= {"needs": _needs(contract.opportunity_id), "promises": _promises(contract.opportunity_id)}
    return values


def _who(customer: Customer, words: Iterable[str]) -> str | None:
    """Return the key contact, or the first person in office whose title or department holds one of the words."""
    people = [contact for contact in customer.contacts if contact.status == "active"]
    if words:
        people = [p for p in people if any(word in f"{p.title}{p.department or ''}" for word in words)]
    return _described(people[0]) if people else None


def _described(contact: Contact) -> str:
    number = phones.shown(contact.mobile or contact.landline)
    return " ".join(filter(None, (contact.name, contact.title, number)))[:200]


def _invoice(customer: Customer) -> str:
    lines = (
        customer.invoice_title or customer.full_name,
        customer.invoice_tax_no or customer.credit_code,
        customer.invoice_address_phone,
        customer.invoice_bank,
    )
    return "\n".join(line for line in lines if line)


def _after_sales(text: str | None) -> tuple[str | None, str | None]:
    """Return warranty and time to respond from one line such as “12 个月；4 小时响应”."""
    parts = [part.strip() for part in (text or "").replace(";", "；").split("；") if part.strip()]
    return (parts[0][:100] if parts else None), (parts[1][:100] if len(parts) > 1 else None)


def _needs(opportunity_id: int) -> str:
    lines = []
    for need in activities.needs_of(opportunity_id):
        figure = f"（{need.value.normalize():f}{need.unit or ''}）" if need.value is not None else ""
        source = _(
            "%(source)s, %(day)s",
            source=NEED_SOURCE_LABELS[NeedSource(need.source)],
            day=clock.local(need.on).date(),
        )
        lines.append(f"{need.content}{figure} [{source}]")
    return "\n".join(lines)


def _promises(opportunity_id: int) -> str:
    lines = []
    for promise in promises.of_opportunity(opportunity_id):
        kept = _("already kept") if promise.done_at else _("not kept yet")
        if promise.due_on and not promise.done_at:
            kept = _("by %(day)s, not kept yet", day=f"{promise.due_on:%m-%d}")
        lines.append(
            f"{SIDE_LABELS[Side(promise.side)]}：{promise.content} [{promise.author} {clock.local(promise.on):%m-%d}, {kept}]"
        )
    return "\n".join(lines)


def keep_sheet(
    contract: Contract,
    values: Mapping[str, Any],
    answers: Mapping[int, str | None] | None = None,
    *,
    by: User,
    at: datetime,
) -> Handoff:
    """Save the sheet without sending it, and what is said to the points that were asked back."""
    handoff = _of(contract)
    access.check_keeper(contract, by)
    handoff.fill(values)
    handoff.answer(answers or {}, by=by, at=at)
    return handoff


def send(
    contract: Contract,
    values: Mapping[str, Any],
    answers: Mapping[int, str | None] | None = None,
    *,
    by: User,
    at: datetime,
) -> Handoff:
    """Hand the contract over: finance and after-sales are asked to receive it (R41)."""
    handoff = keep_sheet(contract, values, answers, by=by, at=at)
    handoff.send(by=by, at=at)
    contract.updated_at = at
    mails.ask_receivers(handoff, at)
    return handoff


def receive(contract: Contract, answer: str, opinion: str | None, *, by: User, at: datetime) -> Handoff:
    """Take the answer of finance or after-sales; with both acceptances the contract is handed over (R41).

    What after-sales has received it delivers: the milestones begin with the day that the sheet promises.
    """
    handoff = _of(contract)
    receipt = handoff.receive(answer, opinion, by=by, at=at)
    contract.updated_at = at  # two receivers at once must not both think the other is missing
    if receipt.department == rules.Department.SERVICE and receipt.status == rules.Receipt.ACCEPTED:
        contract.open_delivery(handoff.delivery_on)
    if handoff.status == HandoffStatus.DONE:
        contract.status = Status.HANDED_OVER
    mails.received(handoff, receipt, at)
    return handoff


def _of(contract: Contract) -> Handoff:
    if contract.handoff is None:
        raise rules.HandoffRefused(_("There is nothing to hand over before the contract is signed."))
    return contract.handoff


def escalate_overdue(*, at: datetime) -> int:
    """Tell the supervisors of hand-offs that are late, once each, and count them (R41).

    Everybody gets one mail, of all that are theirs, with the first part: of those that are cut off the next run tells.
    """
    today = clock.local(at).date()
    with reading():
        late = queries.overdue_ids(today)

    def tell(ids: Sequence[int]) -> int:
        if ids[0] == late[0]:
            mails.escalate(queries.overdue_rows(today), at)
        handoffs = queries.overdue_handoffs(today, ids)
        for handoff in handoffs:
            handoff.escalated_at = at
        return len(handoffs)

    return in_parts(late, tell)


def follow_rules(*, by: User | None, at: datetime) -> list[Moved]:
    """Calculate the open hand-offs again when the rule changes, and return those that moved (R41)."""
    return _reckon(work_calendar(), at, to=by)


def recalculate(calendar: WorkCalendar, *, by: User | None, at: datetime) -> list[Moved]:
    """Calculate the open hand-offs again when the calendar changes, and return those that moved (3.9)."""
    return _reckon(calendar, at, to=by)


def _reckon(calendar: WorkCalendar, at: datetime, to: User | None = None) -> list[Moved]:
    """Return what moved, told to a person: what they may not see is only counted."""
    moved = []
    for handoff in queries.open_handoffs():
        contract = handoff.contract
        if contract.signed_on is None:  # its hand-off opened with the signature
            continue
        due = rules.due_on(contract.signed_on, calendar, days=policy("handoff_workdays"))
        if due != handoff.due_on:
            what = _("Hand-off %(number)s", number=contract.number)
            moved.append(
                Moved(
                    what,
                    handoff.due_on,
                    due,
                    address("contracts.show", contract_id=contract.id),
                    contract.owner.name,
                    hidden=to is not None and not access.sees(contract.id, to),
                )
            )
            handoff.due_on = due
            if due >= clock.local(at).date():
                handoff.escalated_at = None
    return moved


def end(ids: Collection[int], *, by: User, at: datetime, reason: str) -> None:
    """End the hand-offs of contracts that ended before they were handed over."""
    for handoff in queries.these(ids):
        handoff.void()
