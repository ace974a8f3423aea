"""Shape and wording of an order to print several sheets."""

from __future__ import annotations

from wtforms import BooleanField, HiddenField, SelectMultipleField

from salesapp.web.forms import Form
from salesapp.web.params import record_id
from salesapp.words import lazy_gettext as _l


class BatchForm(Form):
    """Which sheets are printed together."""

    form_code = HiddenField()
    records = SelectMultipleField(_l("Records"), coerce=record_id, choices=[], validate_choice=False)
    masked = BooleanField(_l("Mask names, phones and accounts"))


class CancellationForm(Form):
    """Calls off what is not printed yet."""
