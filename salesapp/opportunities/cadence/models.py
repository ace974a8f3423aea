"""The follow-ups of one opportunity: counting one, and when the next is due (R30–R33)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, WriteOnlyMapped, mapped_column, object_session

from salesapp.accounts.models import User
from salesapp.db import DERIVED, Base, UTCDateTime, moment
from salesapp.opportunities.cadence import rules
from salesapp.opportunities.grading.rules import GRADES
from salesapp.opportunities.rules import check_open
from salesapp.policies.queries import policy
from salesapp.web import clock

LOOK_BACK = timedelta(weeks=3)  # as far as a follow-up that is written down late still finds its week


def in_force() -> rules.Cadence:
    """Return how often each grade is followed up, and what a holiday week does, as the team has set it (R30–R33)."""
    return rules.Cadence(
        rhythms={
            grade: rules.Rhythm(
                policy(f"followup_{grade.lower()}_count"), policy(f"followup_{grade.lower()}_days")
            )
            for grade in GRADES
        },
        holiday_days=policy("followup_holiday_days"),
        holiday_rule=policy("followup_holiday_rule"),
    )


class FollowUp(Base):
    """One follow-up as the rhythm counts it (R30–R33).

    ``due_on`` is the due date that it met, none for an extra one; ``missed`` counts those that had lapsed before it.
    """

    __tablename__ = "follow_up"
    __table_args__ = (
        Index("ix_follow_up_opportunity_day", "opportunity_id", "day"),
        # what the rate of a month adds up, without reading a row
        Index("ix_follow_up_day", "day", "opportunity_id", "on_time", "due_on", "missed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment] = mapped_column(UTCDateTime, index=True)
    day: Mapped[date]
    due_on: Mapped[date | None]
    on_time: Mapped[bool]
    missed: Mapped[int] = mapped_column(default=0)


class Followed:
    """What the rhythm keeps: the week that is counted, what it owes, what was done, and when the next is due."""

    if TYPE_CHECKING:  # what the rhythm reads of the file
        id: Mapped[int]
        status: Mapped[str]
        grade: Mapped[str]
        created_at: Mapped[moment]
        updated_at: Mapped[moment]
        follow_ups: WriteOnlyMapped[FollowUp]

    next_due_on: Mapped[date | None]
    last_follow_up_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    week_of: Mapped[date | None] = mapped_column(
        info=DERIVED
    )  # the Monday of the week that the next two count for
    week_quota: Mapped[int] = mapped_column(default=0)
    week_count: Mapped[int] = mapped_column(default=0, info=DERIVED)
    lapsed: Mapped[int] = mapped_column(default=0)  # missed follow-ups that stand on no follow-up's row yet

    def record_follow_up(self, *, by: User, at: datetime, calendar: rules.Calendar) -> FollowUp:
        """Count a follow-up at a moment and move the next due date (R30–R33).

        ``at`` is when it took place, which may lie days back. A second one on the same day is kept as extra; it changes the
        row too, so that nobody gives the opportunity to somebody else meanwhile: it counts for whose it is.
        """
        check_open(self.status)
        day = clock.local(at).date()
        done = rules.record(self.grade, self._rhythm(), self._days_since(day), day, calendar, in_force())
        follow_up = FollowUp(
            by_id=by.id, at=at, day=day, due_on=done.due_on, on_time=done.on_time, missed=done.missed + self.lapsed,
        )  # fmt: skip
        self.follow_ups.add(follow_up)
        self.lapsed, self.updated_at = 0, clock.now()
        self._take(done.state)
        if self.last_follow_up_at is None or self.last_follow_up_at < at:
            self.last_follow_up_at = at
        return follow_up

    def begin_rhythm(self, day: date, calendar: rules.Calendar) -> None:
        """Start the rhythm of its grade on a day; what was done in this week already counts (R33).

        What had lapsed before is not forgotten: it waits for the next follow-up's row.
        """
        week = rules.monday(day)
        done = sum(each >= week for each in self._days_since(day))
        self._take(rules.begin(self.grade, day, calendar, in_force(), done=done))

    def follow_calendar(self, calendar: rules.Calendar, today: date, policy: rules.Cadence) -> date:
        """Find the next due date again because the calendar changed, and return it (3.9)."""
        last = clock.local(self.last_follow_up_at).date() if self.last_follow_up_at else None
        self.next_due_on = after = rules.reckon(self.grade, self._rhythm(), last, today, calendar, policy)
        return after

    def follow_rules(self, calendar: rules.Calendar, today: date, policy: rules.Cadence) -> date:
        """Take on the rhythm that its grade has now, and return the next due date."""
        last = clock.local(self.last_follow_up_at).date() if self.last_follow_up_at else None
        state = rules.follow(self.grade, self._rhythm(), last, today, calendar, policy)
        self._take(state)
        return state.next_due_on

    def lapse(self, day: date, calendar: rules.Calendar) -> None:
        """Count what was missed until a day, before the rhythm ends or another begins."""
        self.lapsed += rules.missed(self.grade, self._rhythm(), day, calendar, in_force())

    def _rhythm(self) -> rules.State:
        due = self.next_due_on or clock.local(self.created_at).date()
        return rules.State(self.week_of, self.week_quota, self.week_count, due)

    def _take(self, state: rules.State) -> None:
        self.week_of, self.week_quota = state.week_of, state.week_quota
        self.week_count, self.next_due_on = state.week_count, state.next_due_on

    def _days_since(self, day: date) -> list[date]:
        """Return the days of its follow-ups since three weeks before a day."""
        session = object_session(self)
        if session is None or self.id is None:
            return []
        since = FollowUp.day >= day - LOOK_BACK
        return list(session.scalars(self.follow_ups.select().where(since).with_only_columns(FollowUp.day)))
