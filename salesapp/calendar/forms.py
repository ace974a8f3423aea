"""What is typed into the calendar: company days."""

from __future__ import annotations

from wtforms import RadioField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional, ValidationError

from salesapp.chinese.festivals import FIRST_YEAR, LAST_YEAR
from salesapp.web.fields import at_most, entered, needed
from salesapp.web.forms import Form
from salesapp.web.moments import DateField
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l


def within_the_calendar(form, field) -> None:
    """Refuse a day in a year whose festivals nobody can reckon."""
    if field.data and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
        raise ValidationError(
            _("The calendar knows the years %(first)s to %(last)s.", first=FIRST_YEAR, last=LAST_YEAR)
        )


class CalendarDay(DateField):
    """A day of any year: which ones it knows is for the calendar to say."""

    years = range(1, 10_000)


class CompanyDaysForm(Form):
    """Days on which the company, other than the country, rests or works."""

    first = CalendarDay(_l("From the day"), [entered, within_the_calendar])
    last = CalendarDay(
        _l("To the day"), [Optional(), within_the_calendar], description=_l("Leave empty for a single day.")
    )
    working = RadioField(
        _l("These days are"),
        choices=[
            SelectChoice(value="off", label=_l("off")),
            SelectChoice(value="worked", label=_l("worked")),
        ],
        default="off",
    )
    name = StringField(_l("Occasion"), [needed, at_most(60)])
