"""Shape and wording of one row of the checklist (F10)."""

from __future__ import annotations

from wtforms import (
    IntegerField,
    SelectField,
    StringField,
)
from wtforms.validators import Length, Optional

from salesapp.contracts.checklist import rules as checklist
from salesapp.web.fields import choices
from salesapp.web.forms import Form
from salesapp.web.moments import DateField
from salesapp.words import lazy_gettext as _l


class CheckForm(Form):
    """One row of the checklist. Result and details come together; what is not shown is not changed."""

    seen = IntegerField(default=0, validators=[Optional()])
    result = SelectField(choices=choices(dict.fromkeys(("", *checklist.Result), "")), default="")
    note = StringField(_l("Note"), [Length(max=300)])
    explained_on = DateField(_l("Explained on"), [Optional()], back=True)
    confirmed_by = StringField(_l("Confirmed by"), [Length(max=50)])
    confirmed_way = SelectField(_l("Way"), choices=choices({"": "", **checklist.WAY_LABELS}), default="")
    confirmed_on = DateField(_l("Confirmed on"), [Optional()], back=True)
    objection = StringField(_l("Objection"), [Length(max=300)])
    exception = StringField(_l("Exception"), [Length(max=300)])

    def mark(self, no: int) -> checklist.Mark:
        """Return the row as the rules of the checklist take it."""
        values = self.values()
        values.pop("seen")
        return checklist.Mark(no, **values)
