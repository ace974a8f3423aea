"""Shape and wording of sharing a customer, handing it over, and keeping files with it (3.1)."""

from __future__ import annotations

from wtforms import MultipleFileField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from salesapp.customers.people_forms import CHOOSE, NEEDED
from salesapp.web.forms import Form
from salesapp.web.params import record_id
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l


class ShareForm(Form):
    """A colleague to work on the customer too."""

    user_id = SelectField(_l("Colleague"), [InputRequired(CHOOSE)], coerce=record_id)
    note = StringField(
        _l("For what"), [Length(max=60)], render_kw={"placeholder": _l("Technical demonstration")}
    )

    def __init__(self, *args, colleagues=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.user_id.choices = [SelectChoice(value=user.id, label=user.name) for user in colleagues]


class HandOverForm(Form):
    """A new owner of the customer."""

    owner_id = SelectField(_l("New owner"), [InputRequired(CHOOSE)], coerce=record_id)
    reason = StringField(
        _l("Reason"),
        [DataRequired(NEEDED), Length(max=200)],
        render_kw={"placeholder": _l("Move, leave, rearranged territories …")},
    )

    def __init__(self, *args, owners=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.owner_id.choices = [SelectChoice(value=user.id, label=user.name) for user in owners]


class AttachForm(Form):
    """Files to keep with the customer."""

    files = MultipleFileField(
        _l("Files"),
        description=_l("Pictures, PDF and Office files of up to 20 MB"),
        render_kw={"accept": "image/*,.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx"},
    )
    note = StringField(_l("What they are"), [Length(max=200)])

    def validate_files(self, field) -> None:
        field.data = [upload for upload in field.data or () if getattr(upload, "filename", "")]
        if not field.data:
            raise ValidationError(_("Choose a file first."))
        if len(field.data) > 10:
            raise ValidationError(_("At most ten files at once."))
