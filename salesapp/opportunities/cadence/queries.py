"""How opportunities stand against the rhythm of their grade: what is overdue, and the pace of one (R30–R33)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement

from salesapp.calendar.lateness.rules import is_late
from salesapp.calendar.queries import work_calendar
from salesapp.opportunities.board.rules import Stage
from salesapp.opportunities.cadence import rules
from salesapp.opportunities.cadence.models import in_force
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.rules import Status
from salesapp.rights.rules import ROLE_LABELS, Role
from salesapp.web import cache, clock, formats
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l
from salesapp.words import spoken

PERIODS = {7: _l("This week"), 14: _l("Two weeks")}


def overdue(today: date) -> ColumnElement[bool]:
    """Return the condition under which a follow-up is overdue: open, and its day has passed (R24 漏跟进)."""
    return (Opportunity.status == Status.OPEN) & is_late(Opportunity.next_due_on, today)


@dataclass(frozen=True, slots=True)
class Pace:
    """How the follow-ups stand: made of those owed in the period, when the next is due, and how that is said."""

    due_on: date | None
    state: str  # "late", "soon" or ""
    words: str
    done: int
    quota: int
    period: str
    waived: bool = False

    @property
    def late(self) -> bool:
        """Whether a follow-up is overdue (漏跟进)."""
        return self.state == "late"

    @property
    def made(self) -> str:
        """What was made of what the period owes, in words; or that a holiday week owes nothing (R33)."""
        if self.quota:
            return _("%(period)s %(done)s/%(quota)s", period=self.period, done=self.done, quota=self.quota)
        return _("holiday week: none due") if self.waived else ""


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What opportunities are measured against: today, and what each grade owes this week. Made once a day and language."""

    now: datetime
    today: date
    rhythms: Mapping[str, rules.Rhythm]
    quotas: Mapping[str, int]
    periods: Mapping[str, str]
    said: dict[date, str] = field(
        default_factory=dict, compare=False
    )  # due dates in words: few among many opportunities

    @classmethod
    def of(cls, now: datetime) -> Yardstick:
        """Return the yardstick of a moment, from the policies and the calendar in force."""
        kept: dict[Any, Yardstick] = cache.stamped("opportunities.yardsticks", dict)
        key = (clock.local(now).date(), spoken())
        if key not in kept:
            kept[key] = cls._made_of(now)
        return kept[key]

    @classmethod
    def _made_of(cls, now: datetime) -> Yardstick:
        today, policy, calendar = clock.local(now).date(), in_force(), work_calendar()
        quotas = {grade: rules.quota(grade, today, calendar, policy) for grade in policy.rhythms}
        periods = {
            grade: str(PERIODS.get(rhythm.days) or _("%(days)s days", days=rhythm.days))
            for grade, rhythm in policy.rhythms.items()
        }
        return cls(now, today, policy.rhythms, quotas, periods)

    def pace(self, row: Any) -> Pace:
        """Return how an opportunity, a row of its columns or a row of work stands against its rhythm."""
        rhythm, period = self.rhythms[row.grade], self.periods[row.grade]
        if row.status != Status.OPEN or row.next_due_on is None:
            return Pace(None, "", "", 0, 0, period)
        due_on = row.next_due_on
        state = rules.urgency(due_on, self.today)
        done, quota = self._made(row, rhythm, state)
        waived = rhythm.weekly and not self.quotas[row.grade]
        return Pace(due_on, state, self._words(row, due_on, state), done, quota, period, waived)

    def _made(self, row, rhythm: rules.Rhythm, state: str) -> tuple[int, int]:
        if not rhythm.weekly:
            return int(row.last_follow_up_at is not None and state != "late"), 1
        if row.week_of == rules.monday(self.today):
            return row.week_count, max(row.week_quota, row.week_count)
        return 0, self.quotas[row.grade]

    def _words(self, row, due_on: date, state: str) -> str:
        if row.stage == Stage.CONTRACT_APPROVAL and row.approval_with and state != "late":
            return _("In approval · %(role)s", role=ROLE_LABELS[Role(row.approval_with)])
        if due_on not in self.said:
            words = formats.due_words(due_on, self.now)
            soon = due_on <= self.today + timedelta(days=1)
            self.said[due_on] = words if soon else _("Next %(day)s", day=words)
        return self.said[due_on]
