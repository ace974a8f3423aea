"""A trip outside the city: put to the supervisor as soon as it is agreed with the customer (F04 审批意见)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.activities.visits import access
from salesapp.activities.visits.models import Visit
from salesapp.activities.visits.queries import hold, load
from salesapp.activities.visits.rules import UNBOOKED, Status, check_turn
from salesapp.activities.visits.trips import queries
from salesapp.activities.visits.trips.rules import TRIP, Leave, is_away
from salesapp.approvals import actions as approvals
from salesapp.approvals.content.actions import content_changed, terminate
from salesapp.approvals.models import Approval
from salesapp.approvals.route.rules import PlannedSeat, route
from salesapp.approvals.rules import ALONG, VERDICT_LABELS, ApprovalRefused, Outcome, Verdict
from salesapp.approvals.subjects.rules import Described, Subject
from salesapp.chinese import regions
from salesapp.chinese.texts import enumerated
from salesapp.policies.queries import policy
from salesapp.rights.rules import Role
from salesapp.web import formats
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

LEAVES = {
    Outcome.RUNNING: Leave.WAITING,
    Outcome.APPROVED: Leave.AGREED,
    Outcome.RETURNED: Leave.REFUSED,
    Outcome.VETOED: Leave.REFUSED,
}


def is_trip(visit: Visit) -> bool:
    """Tell whether a visit leads out of our cities, and whoever goes asks before that."""
    return is_away(visit.region, policy("visit_cities")) and access.asks_for_trips(visit.owner)


def leave(visit: Visit) -> tuple[Leave, Approval | None]:
    """Return whether somebody may leave for a visit, and the round that says so."""
    round_ = queries.latest(visit.id)
    if round_ is None and not is_trip(visit):
        return Leave.NEEDLESS, None
    return (LEAVES.get(Outcome(round_.outcome), Leave.UNASKED) if round_ else Leave.UNASKED), round_


def ask(visit: Visit, *, answer: str | None = None, by: User, at: datetime) -> Approval:
    """Put a trip to the supervisor."""
    check_turn(visit.status, (*UNBOOKED, Status.BOOKED))
    if not is_trip(visit):
        raise ApprovalRefused(_("This place lies in our own city: nobody need be asked."))
    if leave(visit)[0] is Leave.AGREED:
        raise ApprovalRefused(_("This trip is agreed to already."))
    return approvals.submit(SUBJECT, visit, answer=answer, by=by, at=at)


def begin(visit: Visit, *, at: datetime) -> None:
    """Ask for a trip that is booked, in the name of whoever goes.

    Where nobody can decide, or an objection is still to be answered, it is asked by hand: the page says so.
    """
    if (
        visit.status != Status.BOOKED
        or not is_trip(visit)
        or leave(visit)[0] in (Leave.WAITING, Leave.AGREED)
    ):
        return
    try:
        approvals.submit(SUBJECT, visit, by=visit.owner, at=at)
    except ApprovalRefused:
        return


def follow(visit: Visit, *, by: User, at: datetime) -> None:
    """Ask anew where a change touched what was agreed to, or is being decided: another day is another trip (W24)."""
    content_changed("visit", visit.id, by=by, at=at)
    begin(visit, at=at)


def stop(visit: Visit, *, by: User, at: datetime) -> None:
    """End the question with the visit."""
    terminate(TRIP, visit.id, because=_("The visit was cancelled."), by=by, at=at)


def _describe(visit: Visit) -> Described:
    where = regions.words(visit.region)
    return Described(
        number=visit.number, title=_("Trip to %(where)s: %(what)s", where=where, what=visit.purpose)[:200],
        customer=visit.customer.full_name, owner_id=visit.owner_id, owner=visit.owner.name,
        team_id=visit.owner.team_id, url=f"/visits/{visit.id}", along=visit.companion_ids,
    )  # fmt: skip


def _freeze(visit: Visit) -> Mapping[str, Any]:
    return {
        "customer": visit.customer_id, "owner": visit.owner_id, "region": visit.region, "starts_at": visit.starts_at,
        "ends_at": visit.ends_at, "transport": visit.transport, "purpose": visit.purpose,
        "expected": visit.expected, "place": visit.place, "contacts": sorted(one.id for one in visit.contacts),
        ALONG: sorted(visit.companion_ids),
    }  # fmt: skip


def _route(visit: Visit, submitter: Any, vacant: Collection[str]) -> Sequence[PlannedSeat]:
    return route({Role.SUPERVISOR}, submitter_role=submitter.role, vacant=vacant)


def _facts(visit: Visit, user: Any) -> list[tuple[Any, Any]]:
    return [
        (_("Customer"), visit.customer.full_name),
        (_("Visitor"), visit.owner.name),
        (_("Companions"), enumerated(each.user.name for each in visit.companions)),
        (_("Whom you meet"), enumerated(f"{one.name} {one.title}" for one in visit.contacts)),
        (_("Appointment"), formats.moment(visit.starts_at)),
        (_("Place"), " · ".join(part for part in (regions.words(visit.region), visit.place) if part)),
        (_("Transport"), visit.transport),
        (_("Purpose"), visit.purpose),
        (_("Expected result"), visit.expected),
    ]


SUBJECT = Subject(
    type=TRIP,
    record="visit",
    label=_l("Trip outside the city"),
    load=load,
    hold=hold,
    sees=access.sees,
    describe=_describe,
    freeze=_freeze,
    rests_on=lambda visit: [("visit", visit.id)],
    parts={
        "customer": _l("Customer"), "owner": _l("Visitor"), "region": _l("Place"), "starts_at": _l("Begins at"),
        "ends_at": _l("Ends about"), "transport": _l("Transport"), "purpose": _l("Purpose"),
        "expected": _l("Expected result"), "place": _l("Place"), "contacts": _l("Whom you meet"), ALONG: _l("Companions"),
    },
    reads={"region": lambda value, visit: regions.words(value) or "/"},
    points={"customer": "customer", "owner": "user", "contacts": "contact", ALONG: "user"},
    parts_since=("expected", "place", "contacts", ALONG),
    route=_route,
    asks=lambda: {Role.SUPERVISOR},
    settings=("visit_cities",),
    runs=lambda visit, user: user.id == visit.owner_id,
    binds=lambda visit: visit.status in (*UNBOOKED, Status.BOOKED),
    awaits=lambda visit: visit.status in (*UNBOOKED, Status.BOOKED),
    answers={one: VERDICT_LABELS[one] for one in (Verdict.AGREE, Verdict.RETURN, Verdict.VETO)},
    task=lambda title: _("Decide on the trip: %(what)s", what=title),
    asks_password=False,
    facts=_facts,
)  # fmt: skip
