"""What is typed about a value of a dictionary."""

from __future__ import annotations

from wtforms import (
    BooleanField,
    StringField,
)

from salesapp.web.fields import at_most, needed
from salesapp.web.forms import Form
from salesapp.words import lazy_gettext as _l


class WordForm(Form):
    """A value of a dictionary."""

    label = StringField(_l("Words"), [needed, at_most(60)])
    active = BooleanField(_l("In use"), default=True)
