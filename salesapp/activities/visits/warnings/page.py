"""What speaks against an appointment, in words: nothing is forbidden by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from salesapp.accounts.models import User
from salesapp.activities.visits.models import Visit
from salesapp.activities.visits.rules import end_of
from salesapp.activities.visits.warnings import queries
from salesapp.activities.visits.warnings.rules import Against, Meeting, Slot, against
from salesapp.calendar.queries import work_calendar
from salesapp.chinese.texts import enumerated
from salesapp.policies.queries import policy
from salesapp.web import clock
from salesapp.web.formats import time_of
from salesapp.words import gettext as _


@dataclass(frozen=True, slots=True)
class Warned:
    """One thing that speaks against an appointment, and the visit that it is about, where it is one."""

    words: str
    visit_id: int | None = None
    number: str = ""


def warnings(visit: Visit, user: User) -> Iterator[Warned]:
    """Yield what speaks against the appointment of an open visit: other visits of whoever goes, the way, a day off.

    An appointment that the reader may not see is one of which only the time is told.
    """
    if visit.starts_at is None or not visit.is_open:
        return
    minutes = policy("visit_length_minutes")
    names = {visit.owner_id: visit.owner.name} | {each.user_id: each.user.name for each in visit.companions}
    mine = Slot(
        visit.id, visit.number, "", visit.starts_at, end_of(visit.starts_at, visit.ends_at, minutes=minutes),
        visit.region, frozenset(names),
    )  # fmt: skip
    others = queries.around(visit.starts_at, list(names), without=visit.id, minutes=minutes, seen_by=user)
    for found in against(mine, others, minutes=policy("visit_travel_minutes")):
        people = enumerated(names[one] for one in sorted(found.who))
        seen = found.other.visit_id if found.other.number else None
        yield Warned(_words(found, people), seen, found.other.number)
    if not work_calendar().is_working(clock.local(visit.starts_at).date()):
        yield Warned(_("Nobody works on this day by the calendar."))


def _words(found: Meeting, people: str) -> str:
    times = f"{time_of(found.other.starts_at)}–{time_of(found.other.ends_at)}"
    customer = found.other.customer or _("another appointment")
    if found.against is Against.CLASH:
        return _(
            "%(people)s: at the same time as %(customer)s (%(times)s).", people=people, customer=customer, times=times,
        )  # fmt: skip
    return _(
        "%(people)s: only %(minutes)s minutes for the way to or from another district, %(customer)s (%(times)s).",
        people=people, minutes=found.minutes, customer=customer, times=times,
    )  # fmt: skip
