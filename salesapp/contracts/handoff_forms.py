"""Shape and wording of the hand-off sheet and of its receipts (F12)."""

from __future__ import annotations

from wtforms import RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from salesapp.contracts.forms import LONG, Amount
from salesapp.contracts.handoff import Receipt
from salesapp.contracts.handoffs import FIELDS
from salesapp.documents.forms.f12 import RECEIPTS
from salesapp.documents.forms.fields import from_spec
from salesapp.web.forms import Form
from salesapp.web.moments import DateField
from salesapp.words import lazy_gettext as _l

LINE = Length(max=200)
SHORT = Length(max=100)
#: The sheet's words for the two answers, by the code that is kept.
ANSWERS = dict(zip((Receipt.ACCEPTED, Receipt.RETURNED), (choice.label for choice in RECEIPTS), strict=True))


class HandoffForm(Form):
    """What the sales representative writes on the hand-off sheet. Empty fields may be saved, not sent."""

    business_contact = from_spec(StringField, "F12.business_contact", validators=[LINE])
    technical_contact = from_spec(StringField, "F12.technical_contact", validators=[LINE])
    finance_contact = from_spec(StringField, "F12.finance_contact", validators=[LINE])
    invoice_kind = from_spec(SelectField, "F12.invoice_kind")
    invoice_info = from_spec(TextAreaField, "F12.invoice_info", validators=[LONG])
    deposit = from_spec(
        Amount, "F12.deposit", validators=[Optional()], places=2, render_kw={"inputmode": "decimal"}
    )
    delivery_content = from_spec(TextAreaField, "F12.delivery_content", validators=[LONG])
    delivery_on = from_spec(DateField, "F12.delivery_on", validators=[Optional()])
    delivery_place = from_spec(StringField, "F12.delivery_place", validators=[LINE])
    acceptance = from_spec(TextAreaField, "F12.acceptance", validators=[LONG])
    warranty = from_spec(StringField, "F12.warranty", validators=[SHORT])
    response_time = from_spec(StringField, "F12.response_time", validators=[SHORT])
    needs = from_spec(TextAreaField, "F12.needs", validators=[LONG])
    promises = from_spec(TextAreaField, "F12.promises", validators=[LONG])
    customer_notes = from_spec(TextAreaField, "F12.customer_notes", validators=[LONG])
    materials = from_spec(SelectMultipleField, "F12.materials")
    open_items = from_spec(TextAreaField, "F12.open_items", validators=[LONG])

    def sheet(self) -> dict:
        """Return the fields of the sheet as the hand-off takes them."""
        values = self.values()
        return {name: values[name] for name in FIELDS}


class ReceiptForm(Form):
    """The answer of finance or after-sales."""

    answer = RadioField(
        _l("Receipt"), choices=[SelectChoice(value=str(code), label=label) for code, label in ANSWERS.items()],
        validators=[InputRequired(_l("Accept it or return it."))],
    )  # fmt: skip
    opinion = TextAreaField(_l("Opinion"), [Length(max=1000)], description=_l("A return needs its reason"))
