"""Shape and wording of an order to print several sheets."""

from __future__ import annotations

from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange

from salesapp.documents.batches.rules import MOST_BLANKS
from salesapp.documents.forms import registry
from salesapp.web.fields import entered
from salesapp.web.forms import Form
from salesapp.web.numbers import Number
from salesapp.web.params import record_id
from salesapp.words import lazy_gettext as _l


class BatchForm(Form):
    """Which sheets are printed together."""

    form_code = HiddenField()
    records = SelectMultipleField(_l("Records"), coerce=record_id, choices=[], validate_choice=False)
    masked = BooleanField(_l("Mask names, phones and accounts"))


def _forms() -> list[SelectChoice]:
    return [
        SelectChoice(value=code, label=f"{one.number} {one.title}") for code, one in registry.forms().items()
    ]


class BlanksForm(Form):
    """How many blank sheets are printed, each with a number of its own."""

    form_code = SelectField(_l("Form"), choices=_forms)
    count = Number(
        _l("Number of sheets"),
        places=0,
        default=10,
        validators=[entered, NumberRange(1, MOST_BLANKS)],
        render_kw={"inputmode": "numeric"},
    )
    compact = BooleanField(_l("Compact, without instructions"))


class CancellationForm(Form):
    """Calls off what is not printed yet."""
