"""The follow-ups of one opportunity: counting one, and when the next is due (R30–R33)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy.orm import object_session

from salesapp.accounts.models import User
from salesapp.opportunities import cadence, policies, rules
from salesapp.opportunities.history import FollowUp
from salesapp.web import clock

LOOK_BACK = timedelta(weeks=3)  # as far as a follow-up that is written down late still finds its week


class Followed:
    """The verbs of the rhythm; the columns stand on the opportunity."""

    def record_follow_up(self, *, by: User, at: datetime, calendar: cadence.Calendar) -> FollowUp:
        """Count a follow-up at a moment and move the next due date (R30–R33).

        ``at`` is when it took place, which may lie days back. A second one on the same day is kept as extra.
        """
        rules.check_open(self.status)
        day = clock.local(at).date()
        done = cadence.record(
            self.grade, self._rhythm(), self._days_since(day), day, calendar, policies.cadence()
        )
        follow_up = FollowUp(
            by_id=by.id, at=at, day=day, due_on=done.due_on, on_time=done.on_time, missed=done.missed + self.lapsed,
        )  # fmt: skip
        self.follow_ups.add(follow_up)
        self.lapsed = 0
        self._take(done.state)
        if self.last_follow_up_at is None or self.last_follow_up_at < at:
            self.last_follow_up_at = at
        return follow_up

    def begin_rhythm(self, day: date, calendar: cadence.Calendar) -> None:
        """Start the rhythm of its grade on a day; what was done in this week already counts (R33).

        What had lapsed before is not forgotten: it waits for the next follow-up's row.
        """
        policy, week = policies.cadence(), cadence.monday(day)
        done = sum(each >= week for each in self._days_since(day))
        self._take(cadence.begin(self.grade, day, calendar, policy, done=done))

    def follow_calendar(self, calendar: cadence.Calendar, today: date, policy: cadence.Cadence) -> None:
        """Find the next due date again because the calendar changed (3.9)."""
        last = clock.local(self.last_follow_up_at).date() if self.last_follow_up_at else None
        self.next_due_on = cadence.reckon(self.grade, self._rhythm(), last, today, calendar, policy)

    def overdue_on(self, day: date) -> bool:
        """Tell whether a follow-up was due before a day (漏跟进)."""
        return self.status == rules.OPEN and self.next_due_on is not None and self.next_due_on < day

    def _lapse(self, day: date, calendar: cadence.Calendar) -> None:
        self.lapsed += cadence.missed(self.grade, self._rhythm(), day, calendar, policies.cadence())

    def _rhythm(self) -> cadence.State:
        due = self.next_due_on or clock.local(self.created_at).date()
        return cadence.State(self.week_of, self.week_quota, self.week_count, due)

    def _take(self, state: cadence.State) -> None:
        self.week_of, self.week_quota = state.week_of, state.week_quota
        self.week_count, self.next_due_on = state.week_count, state.next_due_on

    def _days_since(self, day: date) -> list[date]:
        """Return the days of its follow-ups since three weeks before a day."""
        session = object_session(self)
        if session is None or self.id is None:
            return []
        since = FollowUp.day >= day - LOOK_BACK
        return list(session.scalars(self.follow_ups.select().where(since).with_only_columns(FollowUp.day)))
