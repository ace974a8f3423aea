"""What is typed into the calendar: a pasted notice, company days."""

from __future__ import annotations

from wtforms import DateField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from salesapp.calendar.notice import LONGEST_NOTICE
from salesapp.chinese.festivals import FIRST_YEAR, LAST_YEAR
from salesapp.web.forms import Form
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

needed = DataRequired(_l("This must be filled in."))


def within_the_calendar(form, field) -> None:
    """Refuse a day in a year whose festivals nobody can reckon."""
    if field.data and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
        raise ValidationError(
            _("The calendar knows the years %(first)s to %(last)s.", first=FIRST_YEAR, last=LAST_YEAR)
        )


class NoticeForm(Form):
    """The text of the notice on days off, as it stands on the government's page."""

    text = TextAreaField(
        _l("Text of the notice"),
        [needed, Length(max=LONGEST_NOTICE, message=_l("This is too long for a notice on days off."))],
        description=_l("Copy the whole notice with its title, and paste it here."),
        render_kw={"rows": 14},
    )


class CompanyDaysForm(Form):
    """Days on which the company, other than the country, rests or works."""

    first = DateField(_l("From the day"), [InputRequired(_l("This must be filled in.")), within_the_calendar])
    last = DateField(
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
    name = StringField(_l("Occasion"), [needed, Length(max=60, message=_l("At most %(max)d characters."))])
