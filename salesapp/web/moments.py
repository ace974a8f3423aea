"""A time of day typed by a person: the team's wall clock on the screen, a moment in UTC below it."""

from __future__ import annotations

from datetime import UTC, datetime

from wtforms.fields import DateField as WTFormsDateField
from wtforms.fields import DateTimeLocalField

from salesapp.web import clock
from salesapp.words import gettext as _

MINUTE = "%Y-%m-%dT%H:%M"
YEARS = range(1900, 2200)


def wall_clock(typed: datetime) -> datetime:
    """Return the moment at which the team's clocks show this; an aware one is taken as it is."""
    return (typed if typed.tzinfo else typed.replace(tzinfo=clock.zone())).astimezone(UTC)


def check_year(field: WTFormsDateField) -> None:
    """Refuse a day or a moment of a year that nobody lives in; the field then holds nothing."""
    if field.data is not None and field.data.year not in YEARS:
        field.data = None
        raise ValueError(_("Please check the year."))


class DateField(WTFormsDateField):
    """A day of a year that people live in."""

    def process_formdata(self, valuelist) -> None:
        super().process_formdata(valuelist)
        check_year(self)


class Moment(DateTimeLocalField):
    """A time typed as the wall clock of the team shows it; a moment in UTC for everybody else."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("format", [MINUTE, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"])
        super().__init__(*args, **kwargs)

    def process_data(self, value: datetime | None) -> None:
        self.data = clock.local(value).replace(tzinfo=None) if value and value.tzinfo else value

    def process_formdata(self, valuelist) -> None:
        if not valuelist or not valuelist[0].strip():
            # A blank is nothing, also for who asks whether something was typed.
            self.data, self.raw_data = None, [""]
            return
        super().process_formdata(valuelist)
        check_year(self)

    @property
    def moment(self) -> datetime | None:
        """The moment in UTC."""
        return wall_clock(self.data) if self.data else None
