"""A time of day typed by a person: the team's wall clock on the screen, a moment in UTC below it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from wtforms.fields import DateField as WTFormsDateField
from wtforms.fields import DateTimeLocalField
from wtforms.validators import StopValidation

from salesapp.chinese import dates
from salesapp.chinese.dates import DateRefused
from salesapp.web import clock
from salesapp.words import gettext as _

MINUTE = "%Y-%m-%dT%H:%M"
YEARS = range(1900, 2200)


def wall_clock(typed: datetime) -> datetime:
    """Return the moment at which the team's clocks show this; an aware one is taken as it is."""
    return (typed if typed.tzinfo else typed.replace(tzinfo=clock.zone())).astimezone(UTC)


def check_year(field: WTFormsDateField, years: range = YEARS) -> None:
    """Refuse a day or a moment of a year that nobody lives in; the field then holds nothing."""
    if field.data is not None and field.data.year not in years:
        field.data = None
        raise ValueError(_("Please check the year."))


class Looking:
    """A field of days that knows where it looks: a day without its year is the next one, or with ``back`` the last."""

    data: Any
    render_kw: Any
    process_errors: Any

    def __init__(self, *args, back: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.ahead = not back
        if back:  # for who pastes a day into the picker of the browser
            self.render_kw = {**(self.render_kw or {}), "data-back": True}

    def pre_validate(self, form) -> None:
        """Stop where no day was read: what else would be said of it is not so."""
        if self.process_errors:
            raise StopValidation


class DateField(Looking, WTFormsDateField):
    """A day of a year that people live in, however it is spelt; the browser shows its own picker."""

    years = YEARS

    def process_formdata(self, valuelist) -> None:
        """Read the day, or refuse it in one sentence."""
        self.data = None
        if not valuelist or not valuelist[0].strip():
            return
        try:
            self.data = dates.read(valuelist[0], today=clock.today(), ahead=self.ahead)
        except DateRefused as refused:
            raise ValueError(str(refused)) from refused
        check_year(self, self.years)


class Moment(Looking, DateTimeLocalField):
    """A time typed as the wall clock of the team shows it; a moment in UTC for everybody else."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("format", [MINUTE])
        super().__init__(*args, **kwargs)

    def process_data(self, value: datetime | None) -> None:
        self.data = clock.local(value).replace(tzinfo=None) if value and value.tzinfo else value

    def process_formdata(self, valuelist) -> None:
        """Read day and time, or refuse them in one sentence."""
        self.data = None
        if not valuelist or not valuelist[0].strip():
            self.raw_data = [""]  # a blank is nothing, also for who asks whether something was typed
            return
        try:
            self.data = dates.read_moment(valuelist[0], today=clock.today(), ahead=self.ahead)
        except DateRefused as refused:
            raise ValueError(str(refused)) from refused
        check_year(self)

    @property
    def moment(self) -> datetime | None:
        """The moment in UTC."""
        return wall_clock(self.data) if self.data else None
