"""Asking for another owner, and what an approval of it leads to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from salesapp.accounts import queries as people
from salesapp.accounts.belongings import queries as belongings
from salesapp.accounts.belongings.rules import goes
from salesapp.accounts.models import User
from salesapp.approvals import actions as approvals
from salesapp.approvals import queries as rounds
from salesapp.approvals.content.actions import terminate
from salesapp.approvals.models import Approval
from salesapp.approvals.route.rules import PlannedSeat, route
from salesapp.approvals.rules import VERDICT_LABELS, Outcome, Verdict
from salesapp.approvals.subjects.rules import Described, Subject
from salesapp.customers import access
from salesapp.customers.models import Customer
from salesapp.customers.ownership.actions import give
from salesapp.customers.ownership.queries import hold
from salesapp.customers.ownership.requests import queries
from salesapp.customers.ownership.requests.models import OwnerRequest
from salesapp.customers.ownership.rules import OwnershipRefused
from salesapp.db import db
from salesapp.rights.access import check_runs, runs
from salesapp.rights.rules import Role
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l


def ask(
    customer: Customer,
    to: User | None,
    *,
    reason: str,
    by: User,
    at: datetime,
    along: Collection[str] | None = None,
    keeps_reader: bool = False,
) -> OwnerRequest:
    """Ask that a customer goes to another owner; its owner asks, who leads the team does so at once instead (3.1)."""
    check_runs(customer, by)
    if access.may_assign(by):
        raise OwnershipRefused(_("You change the owner yourself."))
    if to is None or to.id not in {user.id for user in queries.possible(customer)}:
        raise OwnershipRefused(_("Choose somebody of the team."), field="to_id")
    if not reason.strip():
        raise OwnershipRefused(_("Say why the owner changes."), field="reason")
    hold(customer.id)
    if queries.open_of(customer.id) is not None:
        raise OwnershipRefused(_("Another owner is being decided on already."))
    request = OwnerRequest(
        customer=customer, to=to, by=by, reason=reason.strip(), at=at, keeps_reader=keeps_reader,
        along=None if along is None else sorted(along),
    )  # fmt: skip
    db.session.add(request)
    db.session.flush()
    approvals.submit(SUBJECT, request, by=by, at=at)
    return request


def take_over(ids: Sequence[int], to: User | None, *, by: User, at: datetime, reason: str) -> None:
    """End the wishes for somebody who leaves; where a successor could own the customer, the same is asked for that one."""
    for request in queries.these(ids):
        customer, asker = request.customer, request.by
        terminate(SUBJECT.type, request.id, because=reason, by=by, at=at)
        fit = to is not None and to.id in {user.id for user in queries.possible(customer)}
        if fit and asker.active and runs(customer, asker) and not access.may_assign(asker):
            ask(
                customer, to, reason=request.reason, by=asker, at=at, along=request.along,
                keeps_reader=request.keeps_reader,
            )  # fmt: skip


def _describe(request: OwnerRequest) -> Described:
    customer, before = request.customer, _owner_before(request)
    return Described(
        number=customer.number,
        title=_("Owner: %(before)s → %(after)s", before=before.name if before else "/", after=request.to.name),
        customer=customer.full_name, owner_id=request.to_id, owner=request.to.name,
        team_id=customer.owner.team_id if customer.owner else request.to.team_id,
        url=f"/customers/{customer.id}/ownership",
    )  # fmt: skip


def _owner_before(request: OwnerRequest) -> User | None:
    """Return from whom it is wished away: whoever owns the customer, and once that is decided the owner of that time."""
    if request.ended_at is None:
        return request.customer.owner
    latest = rounds.latest("owner_request", request.id)
    owner_id = latest.frozen.get("owner") if latest is not None and latest.frozen else None
    return people.find(owner_id) if owner_id else None


def _freeze(request: OwnerRequest) -> Mapping[str, Any]:
    asked = {"owner": request.customer.owner_id, "to": request.to_id, "reason": request.reason}
    answers = {"along": request.along, "keeps_reader": request.keeps_reader or None}
    return asked | {name: value for name, value in answers.items() if value is not None}


def _route(request: OwnerRequest, submitter: Any, vacant: Collection[str]) -> Sequence[PlannedSeat]:
    return route({Role.SUPERVISOR}, submitter_role=submitter.role, vacant=vacant)


def _ended(request: OwnerRequest, approval: Approval, *, by: User | None, at: datetime) -> None:
    request.ended_at = at
    if approval.outcome == Outcome.APPROVED and by is not None:
        if request.to_id not in {user.id for user in queries.possible(request.customer)}:
            raise OwnershipRefused(_("%(name)s can no longer own this customer.", name=request.to.name))
        give(
            request.customer, request.to, by=by, at=at, reason=request.reason, along=request.along,
            keeps_reader=request.keeps_reader,
        )  # fmt: skip


def _facts(request: OwnerRequest, user: Any) -> list[tuple[str, str]]:
    before = _owner_before(request)
    label = _("Present owner") if request.ended_at is None else _("Owner at the submission")
    return [
        (_("Customer"), request.customer.full_name),
        (label, before.name if before else "/"),
        (_("New owner"), request.to.name),
        (_("Reason"), request.reason),
        (_("Goes along"), _("; ").join(_going(request)) or _("nothing")),
        (_("Former owner"), _("goes on seeing it") if request.keeps_reader else _("sees it no more")),
        (_("Asked for by"), request.by.name),
    ]


def _going(request: OwnerRequest) -> list[str]:
    """Return what goes along as it stands now, kind by kind; once that is decided, the kinds that were asked for."""
    if request.ended_at is not None:
        return belongings.labels_of("customer", request.along)
    owner_id = request.customer.owner_id
    heaps = belongings.of_record(("customer", request.customer_id), owner_id) if owner_id else []
    return [heap.words for heap in heaps if goes(heap.name, request.along)]


SUBJECT = Subject(
    type="owner_request",
    label=_l("Change of owner"),
    load=queries.load,
    hold=queries.hold,
    sees=lambda request_id, user: (
        (found := queries.load(request_id)) is not None and access.sees(found.customer_id, user)
    ),
    describe=_describe,
    freeze=_freeze,
    rests_on=lambda request: [("customer", request.customer_id)],
    parts={
        "owner": _l("Present owner"),
        "to": _l("New owner"),
        "reason": _l("Reason"),
        "along": _l("What goes along"),
        "keeps_reader": _l("The former owner goes on seeing it"),
    },
    points={"owner": "user", "to": "user"},
    route=_route,
    asks=lambda: {Role.SUPERVISOR},
    runs=lambda request, user: request.by_id == user.id,
    binds=lambda request: request.ended_at is None,
    awaits=lambda request: request.ended_at is None,
    ended=_ended,
    answers={one: VERDICT_LABELS[one] for one in (Verdict.AGREE, Verdict.VETO)},
    asks_password=False,
    facts=_facts,
)
