"""Shape and wording of what is done about an overdue instalment."""

from __future__ import annotations

from wtforms import BooleanField, SelectField
from wtforms.fields import SelectChoice

from salesapp.documents.forms.f13 import REASONS
from salesapp.documents.forms.fields import field
from salesapp.web.fields import entered
from salesapp.web.forms import Form
from salesapp.web.moments import DateField
from salesapp.words import lazy_gettext as _l


class ChaseForm(Form):
    """Why it is overdue, what is done, what they promised (F13)."""

    reason = field(
        "F13.chase.reason", SelectField, required=False,
        choices=[SelectChoice(value="", label="/"), *(SelectChoice(value=code, label=word) for code, word in REASONS)],
        default="",
    )  # fmt: skip
    measure = field("F13.chase.measure", required=False)
    promised_on = field("F13.chase.promised_on", DateField, required=False)
    written = BooleanField(_l("The promise is in writing"))


class ServedForm(Form):
    """When the letter reached them."""

    served_on = DateField(_l("Letter served on"), [entered], back=True)
