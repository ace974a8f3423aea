"""What is done to opportunities over several things: opened, changed, graded, handed over, shared (F06)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from salesapp.accounts.belongings.actions import end_with
from salesapp.accounts.models import User
from salesapp.calendar.queries import work_calendar
from salesapp.customers import access as customers
from salesapp.customers.contacts.actions import when_contact_leaves
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.customers.ownership.actions import pass_on
from salesapp.db import db
from salesapp.documents.numbering.actions import next_number
from salesapp.opportunities import rules
from salesapp.opportunities.access import may_own, possible_collaborators, possible_owners
from salesapp.opportunities.board.rules import WIN_RATES, Stage, check_first_stage
from salesapp.opportunities.decisions import actions as decisions
from salesapp.opportunities.grading import actions as grading
from salesapp.opportunities.models import Opportunity, OpportunityCollaborator
from salesapp.opportunities.ownership.queries import has_contract
from salesapp.opportunities.rules import FileRefused, Status
from salesapp.playbook.dictionaries.queries import dictionary
from salesapp.policies.queries import policy
from salesapp.rights.access import check_runs
from salesapp.support.actions import follow
from salesapp.web import clock
from salesapp.words import gettext as _

TEXTS = ("name", "need", "product_type", "competitors", "support_needed")


def open_opportunity(values: Mapping[str, Any], *, by: User, at: datetime) -> Opportunity:
    """Open an opportunity: its file, its first stage, its grade, and the first due date of its rhythm (R25–R33)."""
    today = clock.local(at).date()
    customer = _customer(values["customer_id"], by)
    check_first_stage(values.get("stage") or Stage.FIRST_CONTACT)
    rules.check_expected(values["expected_close_on"], today)
    opportunity = Opportunity(
        number=next_number("opportunity", today),
        customer=customer,
        key_contact=_contact(values.get("key_contact_id"), customer),
        owner=_owner(values.get("owner_id"), by),
        stage=values.get("stage") or Stage.FIRST_CONTACT,
        stage_since=at,
        win_rate=WIN_RATES[values.get("stage") or Stage.FIRST_CONTACT],
        status=Status.OPEN, lapsed=0, created_by_id=by.id, created_at=at,
        amount=values["amount"], expected_close_on=values["expected_close_on"],
        **{name: values.get(name) for name in TEXTS},
    )  # fmt: skip
    opportunity.remember(None, opportunity.stage, by=by, at=at)
    grading.grade(opportunity, values, by=by, at=at)
    share(opportunity, values.get("collaborators") or (), by=by, at=at)
    db.session.add(opportunity)
    db.session.flush()
    decisions.begin(opportunity, at=at)
    return opportunity


def change(opportunity: Opportunity, values: Mapping[str, Any], *, by: User, at: datetime) -> Opportunity:
    """Change the file; a changed amount or date is kept with its reason and brings a new suggestion (F06, F07)."""
    values = dict(values)
    reason, rate_reason = values.pop("change_reason", None), values.pop("win_rate_reason", None)
    rate = values.pop("win_rate", None)
    collaborators = values.pop("collaborators", None)
    if "expected_close_on" in values and values["expected_close_on"] != opportunity.expected_close_on:
        rules.check_expected(values["expected_close_on"], clock.local(at).date())
    if "key_contact_id" in values:
        values["key_contact"] = _contact(values.pop("key_contact_id"), opportunity.customer)
    opportunity.describe(values, by=by, at=at, reason=reason)
    if rate is not None and rate != opportunity.win_rate:
        opportunity.set_win_rate(rate, rate_reason, by=by, at=at)
    if collaborators is not None:
        share(opportunity, collaborators, by=by, at=at)
    opportunity.resuggest(grading.suggest(opportunity, clock.local(at).date()), at=at)
    decisions.follow(opportunity, by=by, at=at)
    return opportunity


def close(opportunity: Opportunity, values: Mapping[str, Any], *, by: User, at: datetime) -> Opportunity:
    """End an opportunity as won, lost or parked (R6, F24).

    What hangs on a lost or parked one ends with it, of the kinds that ``ends`` names; a win without a contract is
    confirmed by ``without_contract``.
    """
    causes = [word.code for word in dictionary("close_reason", keep=opportunity.close_reason)]
    status = values["status"]
    if status in (Status.LOST, Status.PARKED):
        why = _("%(number)s has ended: %(how)s", number=opportunity.number, how=Status(status).label)
        end_with(("opportunity", opportunity.id), ends=values.get("ends") or (), by=by, at=at, reason=why)
    opportunity.close(
        status, by=by, at=at, reason=values.get("close_reason"), note=values.get("close_note"),
        recontact_on=values.get("recontact_on"), causes=causes, calendar=work_calendar(),
    )  # fmt: skip
    if status == Status.WON and not values.get("without_contract"):
        rules.check_contract(drawn=has_contract(opportunity.id))
    _ask_for_review(opportunity, at)
    decisions.stop(opportunity, by=by, at=at)
    follow("opportunity", opportunity.id, by=by, at=at)
    _tell(opportunity, by, at)
    return opportunity


def _ask_for_review(opportunity: Opportunity, at: datetime) -> None:
    day = clock.local(at).date()
    opportunity.ask_for_review(work_calendar().add_working_days(day, policy("review_workdays")))


def reopen(opportunity: Opportunity, reason: str | None, *, by: User, at: datetime) -> Opportunity:
    """Take a closed opportunity up again."""
    opportunity.reopen(by=by, at=at, reason=reason, calendar=work_calendar())
    if not opportunity.owner.active:  # the file slept while its owner left
        opportunity.owner = by if may_own(by) else opportunity.customer.owner or by
        db.session.flush()
    decisions.begin(opportunity, at=at)
    _tell(opportunity, by, at)
    return opportunity


End = Callable[[Opportunity, User, datetime], None]
_ends: list[End] = []


def when_it_ends(callback: End) -> None:
    """Register what follows an ending by hand or a reopening: ``callback(opportunity, by, at)``, in the same transaction."""
    if callback not in _ends:
        _ends.append(callback)


def _tell(opportunity: Opportunity, by: User, at: datetime) -> None:
    db.session.flush()
    for tell in _ends:
        tell(opportunity, by, at)


def win(opportunity: Opportunity, *, by: User, at: datetime) -> None:
    """End an opportunity as won because its contract was signed."""
    opportunity.win(by=by, at=at)
    _ask_for_review(opportunity, at)
    decisions.stop(opportunity, by=by, at=at)
    follow("opportunity", opportunity.id, by=by, at=at)


def take_back_win(opportunity: Opportunity, *, by: User, at: datetime, reason: str) -> None:
    """Open again what only a contract had won, since that contract is void (R6)."""
    opportunity.take_back_win(by=by, at=at, reason=reason, calendar=work_calendar())
    decisions.begin(opportunity, at=at)


def share(opportunity: Opportunity, user_ids: Iterable[int], *, by: User, at: datetime) -> None:
    """Let just these colleagues work along, and nobody else; only who runs the opportunity changes who helps."""
    wanted = {int(each) for each in user_ids} - {opportunity.owner.id}
    kept = [each for each in opportunity.collaborations if each.user_id in wanted]
    possible = {user.id for user in possible_collaborators()} if wanted else set()
    new = wanted - {each.user_id for each in kept}
    if not new <= possible:
        raise FileRefused(
            _("Choose active colleagues of sales, technical support or service."), field="collaborators"
        )
    added = [OpportunityCollaborator(user_id=each, added_by_id=by.id, added_at=at) for each in sorted(new)]
    if added or len(kept) != len(opportunity.collaborations):
        check_runs(opportunity, by)
        opportunity.collaborations = [*kept, *added]
        if opportunity.id is not None:
            pass_on(opportunity.customer, by=by, at=at)
            follow("opportunity", opportunity.id, by=by, at=at)


def _customer(customer_id: int | None, by: User) -> Customer:
    customer = customers.find(customer_id, by) if customer_id else None
    if customer is None:
        raise FileRefused(_("There is no such customer, or it is not shared with you."), field="customer_id")
    return customer


def hand_to_successor(contact: Contact, successor: Contact | None, by: User, at: datetime) -> None:
    """Make the successor of somebody who leaves the key contact of the open opportunities (R47)."""
    query = select(Opportunity).where(
        Opportunity.key_contact_id == contact.id, Opportunity.status == Status.OPEN
    )
    for opportunity in db.session.scalars(query).all() if successor is not None else ():
        opportunity.key_contact, opportunity.updated_at = successor, at


when_contact_leaves(hand_to_successor)


def _contact(contact_id: int | None, customer: Customer) -> Contact:
    contact = next((each for each in customer.contacts if each.id == contact_id), None)
    if contact is None:
        raise FileRefused(_("Choose somebody who works at this customer."), field="key_contact_id")
    return contact


def _owner(owner_id: int | None, by: User) -> User:
    if not owner_id or owner_id == by.id:
        if not may_own(by):
            raise FileRefused(_("Choose the sales rep who answers for it."), field="owner_id")
        return by
    owner = next((each for each in possible_owners(by) if each.id == owner_id), None)
    if owner is None:
        raise FileRefused(_("Choose somebody of your team."), field="owner_id")
    return owner
