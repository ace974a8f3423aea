"""What an administrator types about a team."""

from __future__ import annotations

from wtforms import BooleanField, StringField

from salesapp.web.fields import at_most, needed
from salesapp.web.forms import Form
from salesapp.words import lazy_gettext as _l


class TeamForm(Form):
    """A sales team."""

    name = StringField(_l("Team"), [needed, at_most(40)])
    active = BooleanField(_l("In use"), default=True)
