"""What is typed about a notice: its text, pasted."""

from __future__ import annotations

from wtforms import TextAreaField
from wtforms.validators import Length

from salesapp.calendar.notices.rules import LONGEST_NOTICE
from salesapp.web.fields import needed
from salesapp.web.forms import Form
from salesapp.words import lazy_gettext as _l


class NoticeForm(Form):
    """The text of the notice on days off, as it stands on the government's page."""

    text = TextAreaField(
        _l("Text of the notice"),
        [needed, Length(max=LONGEST_NOTICE, message=_l("This is too long for a notice on days off."))],
        description=_l("Copy the whole notice with its title, and paste it here."),
        render_kw={"rows": 14},
    )
