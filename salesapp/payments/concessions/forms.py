"""Shape and wording of asking for a write-off or a refund, and of booking one that was agreed."""

from __future__ import annotations

from wtforms import HiddenField, SelectField, StringField

from salesapp.payments.concessions.rules import CAUSE_LABELS
from salesapp.web.fields import at_most, choices, entered, needed
from salesapp.web.forms import Form
from salesapp.web.moments import DateField
from salesapp.web.numbers import Yuan
from salesapp.words import lazy_gettext as _l


class ConcessionForm(Form):
    """What is given up or paid back, and why."""

    node_id = HiddenField("")
    receipt_id = HiddenField("")
    amount = Yuan(_l("Amount (yuan)"), [entered], render_kw={"inputmode": "decimal"})
    cause = SelectField(_l("Cause"), choices=choices(CAUSE_LABELS))
    reason = StringField(_l("Reason"), [needed, at_most(200)])


class PaidBackForm(Form):
    """When the money left."""

    paid_on = DateField(_l("Paid back on"), [entered], back=True)
