"""A delivery as its pages and its lines of work show it (R42)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Row

from salesapp.accounts.models import User
from salesapp.calendar.lateness.rules import is_late
from salesapp.calendar.page import due_in_workdays
from salesapp.contracts.delivery import queries
from salesapp.contracts.delivery.access import may_report
from salesapp.contracts.delivery.models import Milestone
from salesapp.contracts.delivery.rules import Kind, State
from salesapp.contracts.delivery.warranty.rules import months_of
from salesapp.contracts.models import Contract
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.web.coming import Expected
from salesapp.web.formats import iso, short_moment
from salesapp.words import gettext as _
from salesapp.work.rules import Todo

END_OF_DAY = time(23, 59)
COMING = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Line:
    """One milestone as the page shows it."""

    kind: Kind
    state: State
    planned: str
    done: str
    said: str
    files: Sequence[Any]  # their number and name
    url: str  # where it is reported, for those who do

    @property
    def label(self) -> str:
        """What it is called."""
        return self.kind.label


@dataclass(frozen=True, slots=True)
class Delivery:
    """The delivery of one contract."""

    contract_id: int
    lines: Sequence[Line]
    warranty: str
    may_report: bool
    url: str


def delivery(contract: Contract, user: User, papers: Sequence[Any]) -> Delivery:
    """Return the delivery of a contract as its part of the page shows it, with the papers of its milestones."""
    reports, files = may_report(contract, user), defaultdict(list)
    for paper in papers:
        files[paper.owner_id].append(paper)
    lines = [_line(contract, each, files[each.id], reports) for each in contract.milestones]
    url = address("delivery.show", contract_id=contract.id)
    return Delivery(contract.id, lines, _warranty(contract), reports, url)


def _line(contract: Contract, row: Milestone, files: Sequence[Any], reports: bool) -> Line:
    state = row.state(clock.today())
    who = f"{row.reported_by.name} {short_moment(row.reported_at)}" if row.reported_by else ""
    said = " · ".join(filter(None, (row.note, row.reason, who)))
    opens = reports and state != State.LEFT_OUT
    url = address("delivery.report", contract_id=contract.id, kind=row.kind) if opens else ""
    return Line(row.what, state, iso(row.planned_on), iso(row.done_on), said, files, url)


def _warranty(contract: Contract) -> str:
    kept = contract.warranty
    if kept is None:
        return ""
    if not kept.months:
        return _("No warranty was agreed")
    return _(
        "%(months)s months, %(first)s–%(last)s",
        months=kept.months,
        first=iso(kept.starts_on),
        last=iso(kept.ends_on),
    )


def planned_values(contract: Contract) -> dict[str, Any]:
    """Return what the form of the plan begins with."""
    values: dict[str, Any] = {}
    for each in contract.milestones:
        values |= {f"{each.kind}_on": each.planned_on, f"{each.kind}_out": each.left_out}
    return values


def open_kinds(contract: Contract) -> list[Kind]:
    """Return the milestones that are still to be planned or reached."""
    return [each.what for each in contract.milestones if each.done_on is None]


def promised_months(contract: Contract) -> int | None:
    """Return the months of warranty that hand-off or contract tell of."""
    told = contract.handoff.warranty if contract.handoff else None
    return months_of(told) or months_of(contract.after_sales)


# ------------------------------------------------------------------------------------ the day's lines


def to_plan(row: Row, now: datetime) -> Todo:
    """Return the line that asks after-sales for the days of a delivery."""
    named = _("Plan the delivery: %(customer)s %(number)s", **_named(row))
    return _made(row, now, queries.PLAN, named, _kinds(row), _("Give the days"), "delivery.show")


def to_report(row: Row, now: datetime) -> Todo:
    """Return the line that asks after-sales to report a milestone."""
    named = _("%(what)s: %(customer)s %(number)s", what=_kinds(row), **_named(row))
    return _made(
        row,
        now,
        queries.REPORT,
        named,
        row.facts["owner"],
        _("Report"),
        "delivery.report",
        row.facts["kinds"][0],
    )


def late(row: Row, now: datetime) -> Todo:
    """Return the line that tells the owner of a contract that its delivery is late."""
    named = _("%(what)s is late: %(customer)s %(number)s", what=_kinds(row), **_named(row))
    return _made(row, now, queries.LATE, named, row.facts.get("reason") or "", _("Look"), "delivery.show")


def _kinds(row: Row) -> str:
    return _(", ").join(Kind(kind).label for kind in row.facts["kinds"])


def _named(row: Row) -> dict[str, str]:
    return {"customer": row.facts["customer"], "number": row.facts["number"]}


def _made(
    row: Row, now: datetime, kind: str, title: str, detail: str, label: str, endpoint: str, which: str = ""
) -> Todo:
    today, more = clock.local(now).date(), {"kind": which} if which else {}
    due_on = clock.local(row.due_at).date() if row.due_at else today
    return Todo(
        due_at=datetime.combine(due_on, END_OF_DAY, clock.zone()), kind=kind, title=title, detail=detail,
        url=address("contracts.show", contract_id=row.subject_id), action_label=label,
        action_url=address(endpoint, contract_id=row.subject_id, **more), overdue=is_late(due_on, today),
        soon=due_on == today and row.due_at is not None, due_words=due_in_workdays(due_on, now), waiting=row.waiting,
    )  # fmt: skip


def expected(user: User, now: datetime) -> Iterator[Expected]:
    """Yield the milestones planned for the next 30 days."""
    today = clock.local(now).date()
    for row in queries.planned(user, today, today + COMING):
        url = address("contracts.show", contract_id=row.id)
        yield Expected(f"{row.customer} {row.number}", Kind(row.kind).label, url, row.planned_on)
