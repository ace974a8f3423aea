"""What is typed into the calendar: a pasted notice, company days."""

from __future__ import annotations

from wtforms import DateField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from salesapp.calendar.notice import LONGEST_NOTICE
from salesapp.web.forms import Form
from salesapp.words import lazy_gettext as _l

needed = DataRequired(_l("This must be filled in."))


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

    first = DateField(_l("From the day"), [InputRequired(_l("This must be filled in."))])
    last = DateField(_l("To the day"), [Optional()], description=_l("Leave empty for a single day."))
    working = RadioField(
        _l("These days are"),
        choices=[
            SelectChoice(value="off", label=_l("off")),
            SelectChoice(value="worked", label=_l("worked")),
        ],
        default="off",
    )
    name = StringField(_l("Occasion"), [needed, Length(max=60, message=_l("At most %(max)d characters."))])
