"""Things that happened, told in any order and carried out in the order of time, each by its own verb."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from salesapp.accounts.models import User
from salesapp.calendar.rules import WorkCalendar
from salesapp.db import db
from salesapp.web import clock

Deed = Callable[[User, datetime], None]
OPEN, CLOSE = time(9, 0), time(18, 0)


class Diary:
    """The company's past. A deed takes ``by`` and ``at``; the clock stands at ``at`` while it is done."""

    def __init__(self, at: datetime, people: Mapping[str, User], calendar: WorkCalendar):
        self.now, self.people, self.calendar = at, people, calendar
        self.today = clock.local(at).date()
        self._deeds: list[tuple[datetime, int, str, Deed]] = []

    def day(self, ago: int) -> date:
        """Return the working day so many working days ago; 0 is today, or the last working day before it."""
        today = (
            self.today
            if self.calendar.is_working(self.today)
            else self.calendar.add_working_days(self.today, -1)
        )
        return self.calendar.add_working_days(today, -ago) if ago else today

    def on(self, ago: int, hour: int, minute: int = 0) -> datetime:
        """Return a moment of a working day so many working days ago; of today never one to come."""
        return min(clock.at(self.day(ago), hour, minute), self.now - timedelta(minutes=5))

    def to_come(self, days: int, hour: int, minute: int = 0) -> datetime:
        """Return a moment of the working day so many working days from today."""
        return clock.at(self.calendar.add_working_days(self.today, days), hour, minute)

    def write(self, moment: datetime, who: str, deed: Deed) -> None:
        """Plan a deed of a person for a moment."""
        self._deeds.append((min(moment, self.now), len(self._deeds), who, deed))

    def live(self) -> None:
        """Do everything, in the order in which it happened."""
        for moment, _, who, deed in sorted(self._deeds, key=lambda each: each[:2]):
            person = self.people[who]
            with clock.frozen(moment):
                db.session.info.update(actor=person, ip=None)
                deed(person, moment)
                db.session.flush()
        db.session.info.pop("actor", None)
