"""Shape and wording of a decision (F11)."""

from __future__ import annotations

from wtforms import (
    HiddenField,
    PasswordField,
    RadioField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length

from salesapp.documents.forms.f11 import VERDICTS
from salesapp.web.forms import Form
from salesapp.words import lazy_gettext as _l


class DecisionForm(Form):
    """One approver's decision (F11); the password only where it completes the approval."""

    step_id = HiddenField(validators=[InputRequired()])
    verdict = RadioField(
        _l("Verdict"),
        choices=[SelectChoice(value=code, label=label) for code, label in VERDICTS],
        validators=[InputRequired(_l("Say how you decide."))],
    )
    comment = TextAreaField(_l("Opinion"), [Length(max=1000)], description=_l("A return needs its reason"))
    password = PasswordField(
        _l("Your password"), [Length(max=200)], description=_l("Typed once more: this decision completes the approval"),
        render_kw={"autocomplete": "current-password"},
    )  # fmt: skip


class PressForm(Form):
    """A button that takes nothing but itself."""
