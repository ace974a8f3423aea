"""Shape and wording of the signature and the archive (F11)."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import (
    BooleanField,
    RadioField,
    StringField,
)
from wtforms.validators import Length, NumberRange, Optional

from salesapp.contracts.signing.rules import Promised
from salesapp.documents.forms.fields import from_spec
from salesapp.web.fields import entered
from salesapp.web.forms import Form
from salesapp.web.moments import DateField
from salesapp.web.numbers import Whole
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l


class SignatureForm(Form):
    """The day of signing and the seal (F11)."""

    signed_on = DateField(_l("Signed on"), [entered], back=True)
    seal_kind = from_spec(RadioField, "F11.seal_kind", validators=[entered], default="contract")
    seal_copies = from_spec(
        Whole, "F11.seal_copies", validators=[entered, NumberRange(min=1, max=99)], units="份"
    )
    sealed_by = from_spec(StringField, "F11.sealed_by", validators=[entered, Length(max=50)])
    sealed_on = from_spec(DateField, "F11.sealed_on", validators=[entered])
    conditions_met = BooleanField(_l("Conditions of the approval are met"))


def signature_form(past: Iterable[Promised]) -> type[SignatureForm]:
    """Return the form of a signature that asks for the dates that are past anew, old beside new."""
    asked = {
        one.field: DateField(
            _("%(what)s: new date", what=one.label),
            [Optional()],
            description=_("Approved: %(day)s, already past", day=one.day),
        )
        for one in past
    }
    return type("SignatureForm", (SignatureForm,), asked)


class ArchiveForm(Form):
    """Where the signed paper lies (F11)."""

    archive_no = from_spec(StringField, "F11.archive_no", validators=[entered, Length(max=40)])
    archived_by = from_spec(StringField, "F11.archived_by", validators=[entered, Length(max=50)])
    archived_on = from_spec(DateField, "F11.archived_on", validators=[entered])
