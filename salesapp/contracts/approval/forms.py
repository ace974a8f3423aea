"""Shape and wording of sending a contract into its approval."""

from __future__ import annotations

from wtforms import StringField

from salesapp.web.fields import at_most
from salesapp.web.forms import Form
from salesapp.words import lazy_gettext as _l


class PressForm(Form):
    """A button that takes nothing but itself."""


class SubmissionForm(Form):
    """The button that submits, with an answer to the reason of a return."""

    answer = StringField(_l("Answer to the return"), [at_most(500)])
