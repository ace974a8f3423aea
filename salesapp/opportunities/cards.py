"""One opportunity as the board, lists and pages show it: plain values, and how it stands against its rhythm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import Row, func

from salesapp.accounts.models import User
from salesapp.calendar.queries import work_calendar
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.opportunities import cadence, policies, rules
from salesapp.opportunities.models import Opportunity
from salesapp.web import clock, formats
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

#: What a card is made of; every list selects just these columns, as plain rows.
_of, _customer, _contact = Opportunity.__table__.c, Customer.__table__.c, Contact.__table__.c
COLUMNS = (
    _of.id, _of.number, _of.name, _of.customer_id, func.coalesce(_customer.short_name, _customer.full_name).label("customer"),
    _customer.core_name, _contact.name.label("contact"), func.coalesce(_contact.department, _contact.title).label("department"),
    _of.grade, _of.suggested_grade, _of.amount, _of.win_rate, _of.stage, _of.stage_since, _of.status, _of.expected_close_on,
    _of.closed_on, _of.next_due_on, _of.week_of, _of.week_quota, _of.week_count, _of.last_follow_up_at, _of.approval_with,
    _of.owner_id, User.__table__.c.name.label("owner"), _of.updated_at, _of.version,
)  # fmt: skip
PERIODS = {7: _l("This week"), 14: _l("Two weeks")}
APPROVERS = {
    "supervisor": _l("Sales supervisor"), "finance": _l("Finance"), "legal": _l("Legal"), "director": _l("Director"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pace:
    """How the follow-ups stand: made of those owed in the period, when the next is due, and how that is said."""

    due_on: date | None
    state: str  # "late", "soon" or ""
    words: str
    done: int
    quota: int
    period: str

    @property
    def late(self) -> bool:
        """Whether a follow-up is overdue (漏跟进)."""
        return self.state == "late"


@dataclass(frozen=True, slots=True)
class Card:
    """One opportunity, small."""

    id: int
    number: str
    name: str
    title: str
    customer_id: int
    customer: str
    contact: str | None
    department: str | None
    grade: str
    suggested_grade: str
    amount: Decimal
    win_rate: int
    stage: str
    status: str
    stage_days: int
    expected_close_on: date
    expected_overdue: bool
    closed_on: date | None
    owner_id: int
    owner: str
    updated_at: datetime
    version: int
    pace: Pace

    @property
    def stage_label(self) -> str:
        """The stage, or how it ended, in words."""
        label = (
            rules.STAGE_LABELS[self.stage] if self.status == rules.OPEN else rules.STATUS_LABELS[self.status]
        )
        return str(label)


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What cards are measured against: today, and what each grade owes this week. Made once for a page."""

    now: datetime
    today: date
    rhythms: Mapping[str, cadence.Rhythm]
    quotas: Mapping[str, int]
    periods: Mapping[str, str]
    said: dict[date, str] = field(
        default_factory=dict, compare=False
    )  # due dates in words: few on a page of many

    @classmethod
    def of(cls, now: datetime) -> Yardstick:
        """Return the yardstick of a moment, from the policies and the calendar in force."""
        today, policy, calendar = clock.local(now).date(), policies.cadence(), work_calendar()
        quotas = {grade: cadence.quota(grade, today, calendar, policy) for grade in policy.rhythms}
        periods = {
            grade: str(PERIODS.get(rhythm.days) or _("%(days)s days", days=rhythm.days))
            for grade, rhythm in policy.rhythms.items()
        }
        return cls(now, today, policy.rhythms, quotas, periods)

    def card(self, row: Row) -> Card:
        """Return the card of one row of COLUMNS."""
        overdue = row.status == rules.OPEN and row.expected_close_on < self.today
        return Card(
            row.id, row.number, row.name, title(row.customer, row.core_name, row.name), row.customer_id, row.customer,
            row.contact, row.department, row.grade, row.suggested_grade, row.amount, row.win_rate, row.stage,
            row.status, max((self.today - clock.local(row.stage_since).date()).days, 0), row.expected_close_on,
            overdue, row.closed_on, row.owner_id, row.owner, row.updated_at, row.version, self.pace(row),
        )  # fmt: skip

    def pace(self, row: Row | Opportunity) -> Pace:
        """Return how a row, or a whole opportunity, stands against its rhythm."""
        rhythm, period = self.rhythms[row.grade], self.periods[row.grade]
        if row.status != rules.OPEN or row.next_due_on is None:
            return Pace(None, "", "", 0, 0, period)
        due_on = row.next_due_on
        state = "late" if due_on < self.today else "soon" if due_on == self.today else ""
        done, quota = self._made(row, rhythm, state)
        return Pace(due_on, state, self._words(row, due_on, state), done, quota, period)

    def _made(self, row, rhythm: cadence.Rhythm, state: str) -> tuple[int, int]:
        if not rhythm.weekly:
            return int(row.last_follow_up_at is not None and state != "late"), 1
        if row.week_of == cadence.monday(self.today):
            return row.week_count, max(row.week_quota, row.week_count)
        return 0, self.quotas[row.grade]

    def _words(self, row, due_on: date, state: str) -> str:
        if row.stage == rules.CONTRACT_APPROVAL and row.approval_with and state != "late":
            return _("In approval · %(role)s", role=APPROVERS.get(row.approval_with, row.approval_with))
        if due_on not in self.said:
            words = formats.due_words(due_on, self.now)
            soon = due_on <= self.today + timedelta(days=1)
            self.said[due_on] = words if soon else _("Next %(day)s", day=words)
        return self.said[due_on]


def title(customer: str, core_name: str, name: str) -> str:
    """Return what a card is called: the customer and the matter, without saying the customer twice."""
    for known in (customer, core_name):
        if known and name.startswith(known):
            name = name.removeprefix(known)
            break
    return f"{customer} {name.strip(' -—·')}".strip()
