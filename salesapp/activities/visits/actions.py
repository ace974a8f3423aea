"""What is done with visits: planned, agreed, moved, called off, passed on with what they hang on (R16, R17)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.activities.visits import access, queries, rules
from salesapp.activities.visits.models import Visit
from salesapp.activities.visits.repeats.rules import repeated
from salesapp.activities.visits.rules import VisitRefused
from salesapp.activities.visits.trips import actions as trips
from salesapp.calendar.queries import work_calendar
from salesapp.customers import access as customers
from salesapp.customers.contacts.actions import when_contact_leaves
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.customers.ownership.actions import when_hands_change
from salesapp.db import db
from salesapp.documents.numbering.actions import next_number
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.queries import find as find_opportunity
from salesapp.refusals import StaleEdit
from salesapp.web import clock
from salesapp.web.formats import short_moment
from salesapp.words import gettext as _

#: What a visit is about.
FACTS = ("kind", "place", "region", "transport", "purpose", "expected", "outline", "risks")


def plan(values: Mapping[str, Any], *, by: User, at: datetime) -> Visit:
    """Plan a visit; where its time and the way in which it was agreed are known, it is booked at once (R16).

    A repeated one is planned for each of its days: each is agreed with the customer by itself.
    """
    customer = customers.find(values["customer_id"], by)
    if customer is None:
        raise VisitRefused(_("There is no such customer, or it is not shared with you."), field="customer_id")
    starts_at, ends_at = values.get("starts_at"), values.get("ends_at")
    rules.check_times(starts_at, ends_at, at)
    others = _repeated(values)
    first = _planned(values, customer, starts_at, ends_at, by, at)
    first.repeats = values.get("repeats") or None
    if values.get("booked_way"):
        confirmed = bool(values.get("confirmed"))
        first.book(starts_at, ends_at, values["booked_way"], confirmed=confirmed, by=by, at=at)
        trips.begin(first, at=at)
    for begins in others:
        ends = begins + (ends_at - starts_at) if ends_at and starts_at else None
        _planned(values, customer, begins, ends, by, at).repeat_of_id = first.id
    db.session.flush()
    return first


def _repeated(values: Mapping[str, Any]) -> list[datetime]:
    """Return when the repetitions of a visit begin: at the same hour, on days that are worked."""
    every, starts_at = values.get("repeats"), values.get("starts_at")
    if not every:
        return []
    if starts_at is None:
        raise VisitRefused(_("What is repeated has a first time: say when it begins."), field="starts_at")
    first, working = clock.local(starts_at), work_calendar().working_day_on_or_after
    found = repeated(first.date(), every, values.get("repeat_until"), working=working)
    return [clock.at(day, first.hour, first.minute) for day in found.days if day != first.date()]


def _planned(
    values: Mapping[str, Any], customer: Customer, starts_at: datetime | None, ends_at: datetime | None, by: User, at: datetime
) -> Visit:  # fmt: skip
    owner = access.goer(values.get("owner_id"), by)
    if not customers.sees(customer.id, owner):
        raise VisitRefused(
            _("%(name)s does not see this customer: share it first.", name=owner.name), field="owner_id"
        )
    contacts = _their_people(values.get("contact_ids") or (), customer)
    rules.check_plan(values.get("purpose"), contacts)
    visit = Visit(
        number=next_number("visit", clock.local(at).date()), customer=customer, owner=owner, contacts=contacts,
        opportunity=_opportunity(values.get("opportunity_id"), customer, by), created_by=by, created_at=at,
        **{name: values.get(name) for name in FACTS},
    )  # fmt: skip
    visit.region = visit.region or customer.region
    visit.place = visit.place or customer.address
    visit.plan(by=by, at=at)
    visit.wish_for(starts_at, ends_at)
    visit.accompany(access.companions(values.get("companion_ids") or (), owner))
    db.session.add(visit)
    db.session.flush()
    return visit


def _opportunity(opportunity_id: int | None, customer: Customer, by: User) -> Opportunity | None:
    found = find_opportunity(opportunity_id, by) if opportunity_id else None
    if opportunity_id and (found is None or found.customer_id != customer.id):
        raise VisitRefused(_("This opportunity belongs to another customer."), field="opportunity_id")
    return found


def _their_people(contact_ids: Sequence[int], customer: Customer) -> list[Contact]:
    known = {contact.id: contact for contact in customer.contacts}
    return [known[int(each)] for each in contact_ids if int(each) in known]


def change(visit: Visit, values: Mapping[str, Any], *, by: User, at: datetime) -> Visit:
    """Change what an open visit is about, who goes and whom they meet; its time has a turn of its own."""
    access.check_change(visit, by)
    rules.check_turn(visit.status, rules.OPEN)
    contacts = _their_people(values.get("contact_ids") or (), visit.customer)
    rules.check_plan(values.get("purpose"), contacts)
    if set(contacts) != set(visit.contacts):
        visit.tell(at)
    visit.contacts = contacts
    visit.opportunity = _opportunity(values.get("opportunity_id"), visit.customer, by)
    visit.describe({name: values.get(name) for name in FACTS}, at=at)
    _set_owner(visit, values.get("owner_id"), by, at)
    wanted = {int(each) for each in values.get("companion_ids") or ()}
    if wanted != set(visit.companion_ids):
        kept = [each for each in visit.companions if each.user_id in wanted]
        new = access.companions(sorted(wanted - set(visit.companion_ids)), visit.owner)
        visit.accompany([*kept, *new])
    trips.follow(visit, by=by, at=at)
    return visit


def _set_owner(visit: Visit, owner_id: int | None, by: User, at: datetime) -> None:
    if not owner_id or owner_id == visit.owner_id:
        return
    owner = access.goer(owner_id, by)
    if not customers.sees(visit.customer_id, owner):
        raise VisitRefused(
            _("%(name)s does not see this customer: share it first.", name=owner.name), field="owner_id"
        )
    visit.pass_to(owner, by=by, at=at)


def check_seen(visit: Visit, seen: str | None) -> None:
    """Refuse a turn of an appointment that somebody moved since the page was shown, where the page tells which it was."""
    if seen and seen != rules.mark_of(visit.starts_at, visit.ends_at):
        when = short_moment(visit.starts_at) or _("no time yet")
        raise StaleEdit(
            _("The time of this visit was changed meanwhile: %(when)s. Look at it again.", when=when)
        )


def book(visit: Visit, values: Mapping[str, Any], *, by: User, at: datetime, seen: str | None = None) -> None:
    """Note what was agreed with the customer: when, how, and whether they confirmed it (R16)."""
    access.check_change(visit, by)
    check_seen(visit, seen)
    rules.check_times(values["starts_at"], values.get("ends_at"), at)
    visit.book(
        values["starts_at"], values.get("ends_at"), values.get("booked_way"), confirmed=bool(values.get("confirmed")),
        by=by, at=at,
    )  # fmt: skip
    trips.follow(visit, by=by, at=at)


def confirm(visit: Visit, *, by: User, at: datetime, seen: str | None = None) -> None:
    """Note that the customer confirmed the appointment: the one that was seen, not another that a colleague made of it."""
    access.check_change(visit, by)
    check_seen(visit, seen)
    visit.confirm(by=by, at=at)


def move(visit: Visit, values: Mapping[str, Any], *, by: User, at: datetime, seen: str | None = None) -> None:
    """Move an appointment, to another time or to one that is still to be agreed, with the reason (R16)."""
    access.check_change(visit, by)
    check_seen(visit, seen)
    rules.check_times(values.get("starts_at"), values.get("ends_at"), at)
    visit.move(
        values.get("starts_at"), values.get("ends_at"), values.get("booked_way"), values.get("reason"), by=by, at=at
    )  # fmt: skip
    trips.follow(visit, by=by, at=at)


def start(visit: Visit, *, by: User, at: datetime, seen: str | None = None) -> None:
    """Note that one is there: at the appointment that was seen, not at another that a colleague made of it."""
    access.check_change(visit, by)
    check_seen(visit, seen)
    visit.start(by=by, at=at)


def cancel(visit: Visit, reason: str | None, *, by: User, at: datetime, seen: str | None = None) -> None:
    """Call a visit off, with the reason."""
    access.check_change(visit, by)
    check_seen(visit, seen)
    visit.cancel(reason, by=by, at=at)
    trips.stop(visit, by=by, at=at)


# ----------------------------------------------------------------------------- people and records change


def take_over(ids: Sequence[int], to: User, *, by: User, at: datetime, reason: str | None) -> None:
    """Let the new owner of what a visit is about go, or a successor who sees the customer; else the customer's owner."""
    for visit in queries.these(ids):
        unseen = not customers.sees(visit.customer_id, to)
        heir = visit.customer.owner if unseen and visit.customer.owner else to
        if heir.id != visit.owner_id:
            visit.pass_to(heir, by=by, at=at, reason=reason)
            trips.follow(visit, by=by, at=at)


def stay_behind(ids: Sequence[int], to: User | None, *, by: User, at: datetime, reason: str | None) -> None:
    """Take who leaves off the visits on which they were to come along."""
    for place in queries.companies(ids):
        visit = place.visit
        visit.companions.remove(place)
        trips.follow(visit, by=by, at=at)


def end(ids: Sequence[int], *, by: User, at: datetime, reason: str) -> None:
    """Call visits off since what they are about has ended."""
    for visit in queries.these(ids):
        visit.cancel(reason[:300], by=by, at=at)
        trips.stop(visit, by=by, at=at)


def hand_to_owner(customer: Customer, by: User, at: datetime) -> None:
    """Let the owner of a customer go, where who was to go no longer sees the customer."""
    for visit in queries.open_of(customer.id):
        goer = visit.owner
        if customer.owner is not None and not (goer.active and customers.sees(customer.id, goer)):
            visit.pass_to(customer.owner, by=by, at=at)
            trips.follow(visit, by=by, at=at)


def meet_successor(contact: Contact, successor: Contact | None, by: User, at: datetime) -> None:
    """Meet the successor of a contact who left (R47)."""
    if successor is None:
        return
    for visit in queries.open_with(contact.id):
        others = [each for each in visit.contacts if each.id not in (contact.id, successor.id)]
        visit.contacts = [*others, successor]
        trips.follow(visit, by=by, at=at)


when_contact_leaves(meet_successor)
when_hands_change(hand_to_owner)
