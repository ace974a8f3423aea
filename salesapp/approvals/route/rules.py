"""Who is asked to approve, in which order, and by when (3.6b). Pure: the try-out and the real route are one function."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Protocol

from salesapp.approvals.rules import ApprovalRefused, Mode
from salesapp.calendar.lateness import rules as lateness
from salesapp.policies.rules import Band, band_of
from salesapp.rights.rules import ROLE_LABELS, Role
from salesapp.words import gettext as _

#: Whose seat is that of the record's own team.
TEAM_ROLE = Role.SUPERVISOR
#: The place of each role in the row, in its order; roles of one place decide side by side.
PLACES = {
    Role.SUPERVISOR: 1,
    Role.LEGAL: 2,
    Role.FINANCE: 2,
    Role.TECH: 2,
    Role.SERVICE: 2,
    Role.DIRECTOR: 3,
}
_EVERYBODY = (Role.SUPERVISOR, Role.FINANCE, Role.LEGAL, Role.DIRECTOR)
#: Who approves up to which amount in yuan, exclusive, until a team sets it otherwise (3.6b).
DEFAULT_BANDS = (
    Band(Decimal(100_000), (Role.SUPERVISOR,)),
    Band(Decimal(500_000), (Role.SUPERVISOR, Role.FINANCE)),
    Band(Decimal(1_000_000), _EVERYBODY),
    Band(None, _EVERYBODY),
)


class WorkDays(Protocol):
    """What is asked of the work calendar."""

    def add_working_days(self, start: date, count: int) -> date: ...

    def is_working(self, day: date) -> bool: ...

    def working_day_on_or_after(self, day: date) -> date: ...


@dataclass(frozen=True, slots=True)
class PlannedSeat:
    """One signature that a subject needs: its place in the row, whose it is, and how its place decides."""

    seq: int
    role: Role
    mode: Mode = Mode.ALL
    #: Never counted together with a decision of the same person at another place.
    four_eyes: bool = False


def plan(
    amount: Decimal,
    *,
    bands: Iterable[Band],
    nonstandard: bool = False,
    nonstandard_to_director: bool = True,
    submitter_role: str = Role.REP,
    vacant: Collection[str] = (),
) -> tuple[PlannedSeat, ...]:
    """Return the seats of approval for an amount in yuan (3.6b); the try-out asks this function too.

    A deviation or exception adds legal and, by the setting, the director. A supervisor's own submission skips the
    supervisors and goes to the director; so does one of a team without another supervisor. ``vacant`` holds the
    roles that nobody but those who may not decide fills; any other vacant role is refused by name.
    """
    roles = {Role(role) for role in band_of(bands, amount).roles}
    if nonstandard:
        roles |= {Role.LEGAL, Role.DIRECTOR} if nonstandard_to_director else {Role.LEGAL}
    return route(roles, submitter_role=submitter_role, vacant=vacant)


def route(
    roles: Collection[Role], *, submitter_role: str = Role.REP, vacant: Collection[str] = ()
) -> tuple[PlannedSeat, ...]:
    """Return the seats of these roles in their order; refuse a role that nobody fills, naming it (3.6b)."""
    wanted = set(roles)
    if Role.SUPERVISOR in wanted and (submitter_role == Role.SUPERVISOR or Role.SUPERVISOR in vacant):
        wanted = wanted - {Role.SUPERVISOR} | {Role.DIRECTOR}
    for role in sorted(wanted & set(vacant), key=lambda one: PLACES[Role(one)]):
        raise ApprovalRefused(vacancy_words(role))
    places = sorted({PLACES[role] for role in wanted})
    ordered = sorted(wanted, key=list(PLACES).index)
    return tuple(PlannedSeat(places.index(PLACES[role]) + 1, role) for role in ordered)


def vacancy_words(role: str) -> str:
    """Say that nobody fills a role that has to decide, and who can help."""
    return _(
        "Nobody fills the role “%(role)s”. Ask an administrator to name somebody.",
        role=ROLE_LABELS[Role(role)],
    )


def route_words(seats: Iterable[tuple[int, str]]) -> str:
    """Write the way of an approval from (place, who): 主管 → 法务、财务 → 总监."""
    by_place: dict[int, list[str]] = {}
    for seq, who in seats:
        by_place.setdefault(seq, []).append(who)
    return " → ".join(_(", ").join(by_place[seq]) for seq in sorted(by_place))


def bands_words(bands: Iterable[Band]) -> str:
    """Write who approves up to which amount in one line: <10 销售主管；10–50 销售主管、财务；≥50 … (in 10,000 yuan)."""
    lines, low = [], Decimal(0)
    for band in bands:
        who = _(", ").join(str(ROLE_LABELS[Role(role)]) for role in band.roles)
        lines.append(f"{_range(low, band.below)} {who}")
        low = band.below or low
    return _("; ").join(lines)


def _range(low: Decimal, below: Decimal | None) -> str:
    first, last = f"{low.normalize() / 10_000:f}", f"{below.normalize() / 10_000:f}" if below else ""
    if not last:
        return f"≥{first}" if low else _("any amount")
    return f"{first}–{last}" if low else f"<{last}"


def route_change(before: Sequence[str], after: Sequence[str]) -> str:
    """Say which roles a new round asks that the last one did not, and which it no longer asks (W17)."""
    added = [str(ROLE_LABELS[Role(role)]) for role in after if role not in before]
    dropped = [str(ROLE_LABELS[Role(role)]) for role in before if role not in after]
    parts = []
    if added:
        parts.append(_("The route now also asks: %(roles)s.", roles=_(", ").join(added)))
    if dropped:
        parts.append(_("No longer asked: %(roles)s.", roles=_(", ").join(dropped)))
    return " ".join(parts)


def due_at(opened: datetime, calendar: WorkDays, *, days: int) -> datetime:
    """Return the moment, in the time zone of ``opened``, by which a seat is to be decided.

    The limit counts working days; the hour of the day is kept, and what arrives on a day off counts from the morning
    of the next working day (W22).
    """
    start = opened
    if not calendar.is_working(opened.date()):
        day = calendar.working_day_on_or_after(opened.date())
        start = opened.replace(
            year=day.year, month=day.month, day=day.day, hour=9, minute=0, second=0, microsecond=0
        )
    day = calendar.add_working_days(start.date(), days)
    return start.replace(year=day.year, month=day.month, day=day.day)


def is_late(due: datetime | None, now: datetime) -> bool:
    """Tell whether a seat that waits has passed its limit."""
    return due is not None and lateness.is_late(due, now)


def check_reminder(reminded_at: datetime | None, now: datetime, *, hours: int, shown: str) -> None:
    """Refuse to remind again within so many hours, whoever asks; ``shown`` is when it is free again (3.6b, W21)."""
    if reminded_at is not None and now - reminded_at < timedelta(hours=hours):
        raise ApprovalRefused(_("Reminded already. It is possible again after %(time)s.", time=shown))


def reminder_leaves_at(now: datetime, calendar: WorkDays) -> datetime:
    """Return when a reminder goes out: now in working hours, else at nine on the next working morning (W21).

    ``now`` is in the team's time zone.
    """
    if calendar.is_working(now.date()) and 8 <= now.hour < 20:
        return now
    day = now.date() if now.hour < 8 else now.date() + timedelta(days=1)
    day = calendar.working_day_on_or_after(day)
    return now.replace(year=day.year, month=day.month, day=day.day, hour=9, minute=0, second=0, microsecond=0)
