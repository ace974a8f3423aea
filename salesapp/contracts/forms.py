"""Shape and wording of what people type about contracts (F11 and the plan of F13)."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    MultipleFileField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from salesapp.contracts import checklist, payments
from salesapp.contracts.payments import Node
from salesapp.documents.forms.fields import from_spec
from salesapp.web.fields import Amount, choices
from salesapp.web.forms import Form, Rows
from salesapp.web.moments import DateField
from salesapp.words import lazy_gettext as _l

LONG = Length(max=4000)
RATES = ("13", "9", "6", "3", "1", "0")
#: The sheets, the capitals and the bands of approval reckon in yuan; another currency needs them first.
CURRENCIES = {"CNY": _l("Yuan")}


class NodeRow(Rows):
    """One payment node (F13)."""

    kind = SelectField(_l("Item of payment"), choices=choices(payments.NODE_LABELS))
    condition = StringField(
        _l("Condition of payment"),
        [Length(max=200)],
        render_kw={"placeholder": _l("Within 5 days of signing")},
    )
    planned_on = DateField(_l("Planned date"), [Optional()])
    percent = Amount(
        _l("Share of amount"),
        [Optional()],
        places=None,
        render_kw={"inputmode": "decimal", "placeholder": "30"},
    )
    amount = Amount(
        _l("Amount (yuan)"), [Optional()], places=2,
        render_kw={"inputmode": "decimal", "placeholder": _l("By the share")},
    )  # fmt: skip

    def is_blank(self) -> bool:
        """Return whether nothing was typed: the kind always says something."""
        typed = (self.condition.data, self.planned_on.raw_data, self.percent.raw_data, self.amount.raw_data)
        return not any(any(map(str.strip, value)) if isinstance(value, list) else value for value in typed)

    def validate(self, *args, **kwargs) -> bool:
        """Ask for condition, day and share of every row that says anything."""
        good = super().validate(*args, **kwargs)
        if self.is_blank():
            return good
        for field in (self.condition, self.planned_on, self.percent):
            if field.data in (None, "") and not field.errors:
                field.errors = [*field.errors, _l("Please fill this in.")]
                good = False
        return good


def _rate(value: object) -> str | None:
    """Return a tax rate as its choice is written: 13, not 13.00; what is no number is no choice."""
    try:
        return f"{Decimal(str(value)).normalize():f}" if value is not None else None
    except InvalidOperation as error:
        raise ValueError(str(error)) from error


class ContractForm(Form):
    """The terms of a contract, in the order of F11."""

    name = from_spec(StringField, "F11.name", validators=[InputRequired(), Length(max=100)])
    kind = from_spec(SelectField, "F11.kind", validators=[InputRequired()])
    our_entity = from_spec(StringField, "F11.our_entity", validators=[InputRequired(), Length(max=100)])
    amount = from_spec(
        Amount, "F11.amount", validators=[InputRequired()], places=2, render_kw={"inputmode": "decimal"}
    )
    tax_rate = from_spec(
        SelectField, "F11.tax_rate", choices=[SelectChoice(value=rate, label=f"{rate}%") for rate in RATES],
        coerce=_rate,
    )  # fmt: skip
    currency = SelectField(_l("Currency"), choices=choices(CURRENCIES), default="CNY")
    sign_method = from_spec(RadioField, "F11.sign_method", default="paper")
    copies = from_spec(
        IntegerField, "F11.copies", validators=[InputRequired(), NumberRange(min=1, max=99)], default=4,
        render_kw={"inputmode": "numeric"},
    )  # fmt: skip
    starts_on = from_spec(DateField, "F11.starts_on", validators=[InputRequired()])
    ends_on = from_spec(DateField, "F11.ends_on", validators=[InputRequired()])
    delivery_on = from_spec(DateField, "F11.delivery_on", validators=[InputRequired()])
    delivery_cycle = StringField(
        _l("Delivery time"), [Length(max=100)], description=_l("From which day, how many days, in parts or at once"),
        render_kw={"placeholder": _l("30 days from receipt of the advance")},
    )  # fmt: skip
    delivery_content = TextAreaField(
        _l("What is delivered, how much"), [LONG], description=_l("As in the quotation"),
        render_kw={"placeholder": _l("Planning software, one set")},
    )  # fmt: skip
    payment_nodes = FieldList(FormField(NodeRow), min_entries=1, max_entries=payments.MOST_NODES)
    payment_terms = TextAreaField(
        _l("Further terms of payment"), [LONG], description=_l("What the nodes do not say")
    )
    after_sales = from_spec(TextAreaField, "F11.after_sales", validators=[InputRequired(), LONG])
    acceptance = TextAreaField(
        _l("Standard of acceptance"), [LONG], description=_l("By what standard, within which time"),
        render_kw={"placeholder": _l("Within ten working days of arrival")},
    )  # fmt: skip
    is_standard_text = from_spec(BooleanField, "F11.is_standard_text", default=True)
    template_version = StringField(
        _l("Template version"), [Length(max=40)], render_kw={"placeholder": "XS-HT-MB-2026.2"}
    )
    deviation = from_spec(TextAreaField, "F11.deviation", validators=[LONG])
    gross_margin = from_spec(
        Amount, "F11.gross_margin", validators=[Optional(), NumberRange(min=-100, max=100)], places=None,
        render_kw={"inputmode": "decimal"},
    )  # fmt: skip
    attachments = from_spec(MultipleFileField, "F11.attachments")

    def nodes(self) -> list[Node]:
        """Return the payment nodes that were typed; rows left empty are none."""
        rows = [entry.form for entry in self.payment_nodes if not entry.form.is_blank()]
        return [
            Node(row.kind.data, row.condition.data, row.planned_on.data, row.percent.data, row.amount.data)
            for row in rows
        ]

    def terms(self) -> dict[str, Any]:
        """Return the terms as the contract takes them."""
        values = self.values()
        for name in ("payment_nodes", "attachments"):
            values.pop(name)
        return values | {
            "tax_rate": Decimal(self.tax_rate.data),
            "is_standard_text": bool(self.is_standard_text.data),
        }

    def files(self) -> list:
        """Return the files that were chosen."""
        return [file for file in self.attachments.data or () if getattr(file, "filename", "")]


class DraftForm(ContractForm):
    """A new contract: the terms, and the opportunity they come from."""

    opportunity_id = HiddenField(validators=[InputRequired()])

    def terms(self) -> dict[str, Any]:
        """Return the terms without the opportunity."""
        terms = super().terms()
        terms.pop("opportunity_id")
        return terms


class CheckForm(Form):
    """One row of the checklist. Result and details come together; what is not shown is not changed."""

    seen = IntegerField(default=0, validators=[Optional()])
    result = SelectField(choices=choices(dict.fromkeys(("", *checklist.Result), "")), default="")
    note = StringField(_l("Note"), [Length(max=300)])
    explained_on = DateField(_l("Explained on"), [Optional()])
    confirmed_by = StringField(_l("Confirmed by"), [Length(max=50)])
    confirmed_way = SelectField(_l("Way"), choices=choices({"": "", **checklist.WAY_LABELS}), default="")
    confirmed_on = DateField(_l("Confirmed on"), [Optional()])
    objection = StringField(_l("Objection"), [Length(max=300)])
    exception = StringField(_l("Exception"), [Length(max=300)])

    def mark(self, no: int) -> checklist.Mark:
        """Return the row as the rules of the checklist take it."""
        values = self.values()
        values.pop("seen")
        return checklist.Mark(no, **values)
