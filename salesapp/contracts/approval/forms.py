"""Shape and wording of sending a contract into its approval."""

from __future__ import annotations

from wtforms import StringField

from salesapp.web.fields import at_most
from salesapp.web.forms import Form
from salesapp.words import lazy_gettext as _l


class SubmissionForm(Form):
    """The buttons that submit and withdraw, with an answer to the reason of a return or veto."""

    answer = StringField(_l("Answer to the reason"), [at_most(500)])
