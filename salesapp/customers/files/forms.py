"""Shape and wording of files that are kept with a customer."""

from __future__ import annotations

from wtforms import MultipleFileField, StringField
from wtforms.validators import ValidationError

from salesapp.web.fields import at_most
from salesapp.web.forms import Form
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l


class AttachForm(Form):
    """Files to keep with the customer."""

    files = MultipleFileField(
        _l("Files"),
        description=_l("Pictures, PDF and Office files of up to 20 MB"),
        render_kw={"accept": "image/*,.pdf,.ofd,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.wps,.et,.dps"},
    )
    note = StringField(_l("What they are"), [at_most(200)])

    def validate_files(self, field) -> None:
        field.data = [upload for upload in field.data or () if getattr(upload, "filename", "")]
        if not field.data:
            raise ValidationError(_("Choose a file first."))
        if len(field.data) > 10:
            raise ValidationError(_("At most ten files at once."))
