"""Asking for another owner, and what an approval of it leads to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.approvals import actions as approvals
from salesapp.approvals.models import Approval
from salesapp.approvals.route.rules import PlannedSeat, route
from salesapp.approvals.rules import VERDICT_LABELS, Outcome, Verdict
from salesapp.approvals.subjects.rules import Described, Subject
from salesapp.customers import access
from salesapp.customers.models import Customer
from salesapp.customers.ownership.actions import pass_on
from salesapp.customers.ownership.requests import queries
from salesapp.customers.ownership.requests.models import OwnerRequest
from salesapp.customers.ownership.rules import OwnershipNotAllowed, OwnershipRefused
from salesapp.db import db
from salesapp.rights.rules import Role
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l


def ask(customer: Customer, to: User | None, *, reason: str, by: User, at: datetime) -> OwnerRequest:
    """Ask that a customer goes to another owner; who runs it does so at once instead (3.1)."""
    if not access.may_change(by):
        raise OwnershipNotAllowed(_("Only salespeople ask for another owner."))
    if access.may_hand_over(by):
        raise OwnershipRefused(_("You change the owner yourself."))
    if to is None or to.id not in {user.id for user in queries.possible(customer)}:
        raise OwnershipRefused(_("Choose somebody of the team."), field="to_id")
    if not reason.strip():
        raise OwnershipRefused(_("Say why the owner changes."), field="reason")
    if queries.open_of(customer.id) is not None:
        raise OwnershipRefused(_("Another owner is being decided on already."))
    request = OwnerRequest(customer=customer, to=to, by=by, reason=reason.strip(), at=at)
    db.session.add(request)
    db.session.flush()
    approvals.submit(SUBJECT, request, by=by, at=at)
    return request


def _describe(request: OwnerRequest) -> Described:
    customer = request.customer
    return Described(
        number=customer.number,
        title=_("Owner: %(before)s → %(after)s", before=customer.owner.name if customer.owner else "/",
                after=request.to.name),
        customer=customer.full_name, owner_id=request.to_id, owner=request.to.name,
        team_id=customer.owner.team_id if customer.owner else request.to.team_id,
        url=f"/customers/{customer.id}/ownership",
    )  # fmt: skip


def _freeze(request: OwnerRequest) -> Mapping[str, Any]:
    return {"owner": request.customer.owner_id, "to": request.to_id, "reason": request.reason}


def _route(request: OwnerRequest, submitter: Any, vacant: Collection[str]) -> Sequence[PlannedSeat]:
    return route({Role.SUPERVISOR}, submitter_role=submitter.role, vacant=vacant)


def _ended(request: OwnerRequest, approval: Approval, *, by: User | None, at: datetime) -> None:
    request.ended_at = at
    if approval.outcome == Outcome.APPROVED and by is not None:
        request.customer.hand_over(request.to, by=by, at=at, reason=request.reason)
        pass_on(request.customer, by=by, at=at)


def _facts(request: OwnerRequest, user: Any) -> list[tuple[str, str]]:
    customer = request.customer
    return [
        (_("Customer"), customer.full_name),
        (_("Present owner"), customer.owner.name if customer.owner else "/"),
        (_("New owner"), request.to.name),
        (_("Reason"), request.reason),
        (_("Asked for by"), request.by.name),
    ]


SUBJECT = Subject(
    type="owner_request",
    label=_l("Change of owner"),
    load=queries.load,
    sees=lambda request_id, user: (
        (found := queries.load(request_id)) is not None and access.sees(found.customer_id, user)
    ),
    describe=_describe,
    freeze=_freeze,
    rests_on=lambda request: [("customer", request.customer_id)],
    parts={"owner": _l("Present owner"), "to": _l("New owner"), "reason": _l("Reason")},
    route=_route,
    runs=lambda request, user: request.by_id == user.id,
    binds=lambda request: request.ended_at is None,
    ended=_ended,
    answers={one: VERDICT_LABELS[one] for one in (Verdict.AGREE, Verdict.VETO)},
    asks_password=False,
    facts=_facts,
)
