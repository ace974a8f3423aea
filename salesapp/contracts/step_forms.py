"""Shape and wording of the steps of a contract: decision, signature, archive, end (F11)."""

from __future__ import annotations

from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    MultipleFileField,
    PasswordField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange

from salesapp.documents.forms.f11 import VERDICTS
from salesapp.documents.forms.fields import from_spec
from salesapp.web.forms import Form
from salesapp.web.moments import DateField
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


class SignatureForm(Form):
    """The day of signing and the seal (F11)."""

    signed_on = DateField(_l("Signed on"), [InputRequired()])
    seal_kind = from_spec(RadioField, "F11.seal_kind", validators=[InputRequired()], default="contract")
    seal_copies = from_spec(
        IntegerField, "F11.seal_copies", validators=[InputRequired(), NumberRange(min=1, max=99)]
    )
    sealed_by = from_spec(StringField, "F11.sealed_by", validators=[InputRequired(), Length(max=50)])
    sealed_on = from_spec(DateField, "F11.sealed_on", validators=[InputRequired()])
    conditions_met = BooleanField(_l("Conditions of the approval are met"))


class ArchiveForm(Form):
    """Where the signed paper lies (F11)."""

    archive_no = from_spec(StringField, "F11.archive_no", validators=[InputRequired(), Length(max=40)])
    archived_by = from_spec(StringField, "F11.archived_by", validators=[InputRequired(), Length(max=50)])
    archived_on = from_spec(DateField, "F11.archived_on", validators=[InputRequired()])


class VoidForm(Form):
    """Why a contract is void."""

    reason = StringField(
        _l("Reason"), [Length(max=200)], description=_l("The number stays taken and is never used again")
    )


class FilesForm(Form):
    """Files for a contract."""

    files = MultipleFileField(_l("Files"), [InputRequired()])


class PressForm(Form):
    """A button that takes nothing but itself."""
