"""The values of the printed plan of a visit (F04)."""

from __future__ import annotations

from salesapp.accounts.models import User
from salesapp.activities.visits import queries
from salesapp.activities.visits.models import Visit
from salesapp.activities.visits.rules import Status
from salesapp.activities.visits.trips.actions import is_trip
from salesapp.activities.visits.trips.queries import latest
from salesapp.approvals.rules import VERDICT_LABELS, Verdict
from salesapp.chinese import addresses
from salesapp.documents.paper.values import SheetData, Signature
from salesapp.rights.rules import Role
from salesapp.words import gettext as _


def plan(visit_id: int, user: User) -> SheetData | None:
    """Return the sheet F04 of one visit, if this person may see it."""
    visit = queries.find(visit_id, user)
    if visit is None:
        return None
    opinion, signatures = _opinion(visit)
    asked = opinion or is_trip(visit)
    return SheetData(
        number=visit.number,
        values={
            "number": visit.number, "visitor": visit.owner.name,
            "companions": [_companion(each.user.name, each.coaches) for each in visit.companions],
            "customer": visit.customer.full_name,
            "their_people": [f"{contact.name} {contact.title}" for contact in visit.contacts],
            "kind": visit.kind, "starts_at": visit.starts_at, "ends_at": visit.ends_at, "booked_way": visit.booked_way,
            "confirmed": visit.confirmed,
            "place": addresses.full(visit.region, visit.place) or None,
            "transport": visit.transport, "purpose": visit.purpose, "expected": visit.expected,
            "preparation": [each.item for each in visit.preparation if each.item and each.done_at],
            "more_preparation": "；".join(
                f"{'☑' if each.done_at else '□'}{each.words}" for each in visit.preparation if each.words
            ) or None,
            "outline": visit.outline, "risks": visit.risks, "opinion": opinion,
        },
        signatures={"applicant": Signature(visit.owner.name, visit.created_at), **signatures},
        closed=() if asked else (str(Role.SUPERVISOR),),
        url=f"/visits/{visit.id}",
        subject=visit.customer.short_name or visit.customer.full_name,
        status="void" if visit.status == Status.CANCELLED else "",
    )  # fmt: skip


def _companion(name: str, coaches: bool) -> str:
    return _("%(name)s (supervisor)", name=name) if coaches else name


def _opinion(visit: Visit) -> tuple[str | None, dict[str, Signature]]:
    """Return the word of the supervisor on a trip outside the city, and the signature beside it."""
    round_ = latest(visit.id)
    seats = (
        [seat for seat in round_.decided if not seat.superseded and not seat.added_by_id] if round_ else []
    )
    decision = seats[-1].decision if seats else None
    if decision is None:
        return None, {}
    word, refused = str(VERDICT_LABELS[Verdict(decision.verdict)]), decision.verdict == Verdict.VETO
    signature = Signature(
        decision.signed_by, decision.at, word, refused=refused, words=decision.comment or ""
    )
    return decision.verdict, {str(Role.SUPERVISOR): signature}
