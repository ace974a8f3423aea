"""What is done about objections: one is written down as it was said, and answered until it is resolved (R36, R37)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.documents.attachments.actions import attach_all
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.rules import Status
from salesapp.playbook.dictionaries.queries import dictionary
from salesapp.playbook.library import queries as library
from salesapp.playbook.objections import queries as bank
from salesapp.proposals import access, queries
from salesapp.proposals import rules as proposals
from salesapp.proposals.models import Proposal
from salesapp.proposals.objections import queries as raised
from salesapp.proposals.objections import rules
from salesapp.proposals.objections.models import CustomerObjection
from salesapp.refusals import check_all
from salesapp.web import clock
from salesapp.words import gettext as _


def raise_objection(
    opportunity: Opportunity, values: Mapping[str, Any], *, by: User, at: datetime
) -> CustomerObjection:
    """Write down what a customer objects, and the first answer where one was given on the spot."""
    access.check_writes(opportunity, by)
    proposals.check_open(opportunity.status == Status.OPEN)
    check_raised(opportunity, values, at=at)
    objection = CustomerObjection(
        opportunity_id=opportunity.id, opportunity=opportunity, words=values["words"].strip(), kind=values["kind"],
        raised_on=values["raised_on"], contact_id=_contact(opportunity, values.get("contact_id")),
        proposal_id=_proposal(opportunity, values.get("proposal_id")), state=rules.State.OPEN, next_on=values.get("next_on"),
        created_by_id=by.id, created_at=at,
    )  # fmt: skip
    db.session.add(objection)
    if answered(values):
        _answer(objection, values, by, at)
    _tell(objection)
    return objection


def check_raised(opportunity: Opportunity, values: Mapping[str, Any], *, at: datetime) -> None:
    """Refuse an objection that cannot be, or a first answer: all that is wrong at once."""
    today = clock.local(at).date()
    kinds = [word.code for word in dictionary(raised.KINDS)]
    opened_on = clock.local(opportunity.created_at).date()
    check_all(
        lambda: rules.check_objection(
            values["words"],
            values["kind"],
            values["raised_on"],
            kinds=kinds,
            today=today,
            opened_on=opened_on,
        ),
        lambda: _check_first(values, today),
    )


def answered(values: Mapping[str, Any]) -> bool:
    """Return whether an answer is among what was typed."""
    return bool(values.get("method") or (values.get("points") or "").strip())


def _check_first(values: Mapping[str, Any], today: Any) -> None:
    if answered(values):
        rules.check_reply(
            values.get("method"), values.get("points"), values.get("state"), values.get("next_on"), today=today,
            raised_on=today,
        )  # fmt: skip
    elif values.get("state") in (rules.State.EASED, rules.State.RESOLVED):
        raise rules.ObjectionRefused(_("Write what was answered."), field="points")
    else:
        rules.check_state(values.get("state") or rules.State.OPEN, values.get("next_on"), today=today)


def _contact(opportunity: Opportunity, contact_id: int | None) -> int | None:
    if not contact_id:
        return None
    if contact_id not in {one.id for one in queries.people(opportunity.customer_id, (contact_id,))}:
        raise rules.ObjectionRefused(_("Choose somebody who works at this customer."), field="contact_id")
    return contact_id


def _proposal(opportunity: Opportunity, proposal_id: int | None) -> int | None:
    if not proposal_id:
        return None
    found = db.session.get(Proposal, proposal_id)
    if found is None or found.opportunity_id != opportunity.id:
        raise rules.ObjectionRefused(_("Choose a version of this opportunity."), field="proposal_id")
    return proposal_id


def answer(
    objection: CustomerObjection, values: Mapping[str, Any], *, by: User, at: datetime
) -> CustomerObjection:
    """Keep an answer that was given, and how far it helped."""
    access.check_writes(objection.opportunity, by)
    proposals.check_open(objection.opportunity.status == Status.OPEN)
    _answer(objection, values, by, at)
    _tell(objection)
    return objection


def _answer(objection: CustomerObjection, values: Mapping[str, Any], by: User, at: datetime) -> None:
    given = dict(values)
    for name, find in (("answer_id", bank.answer), ("evidence_id", library.find)):
        number = given.get(name) or None
        if number and find(number) is None:
            raise rules.ObjectionRefused(_("This is not there any more: choose again."), field=name)
        given[name] = number
    reply = objection.answer(given, today=clock.local(at).date(), by=by, at=at)
    if files := given.get("files"):
        db.session.flush()
        attach_all(files, reply, by=by, at=at)


def _tell(objection: CustomerObjection) -> None:
    """Let the opportunity know how many objections wait: its card says so."""
    db.session.flush()
    objection.opportunity.count_objections(raised.pending(objection.opportunity_id))
