"""Shape and wording of asking for an invoice, issuing it, making it red, delivering it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import FieldList, FormField, HiddenField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from salesapp.contracts.payments.models import PaymentNode
from salesapp.documents.forms.fields import field
from salesapp.quotations.reckoning.rules import RATE_LABELS
from salesapp.web.fields import at_most, choices, entered, needed
from salesapp.web.forms import Form, Rows
from salesapp.web.moments import DateField
from salesapp.web.numbers import Number, Yuan
from salesapp.web.params import id_or
from salesapp.words import lazy_gettext as _l


class LineRow(Rows):
    """One line of an invoice."""

    name = StringField(_l("Item"), [needed, at_most(100)])
    spec = StringField(_l("Specification"), [at_most(60)])
    unit = StringField(_l("Unit"), [at_most(10)])
    quantity = Number(_l("Quantity"), [Optional()])
    gross = Yuan(_l("Amount, tax included"), [entered], render_kw={"inputmode": "decimal"})
    rate = SelectField(_l("Tax rate"), choices=choices(RATE_LABELS), default="13")

    def is_blank(self) -> bool:
        """Return whether nothing was typed: the rate always says something."""
        typed = (self.name.data, self.spec.data, self.unit.data)
        return not any(typed) and not any(str(v).strip() for v in (self.gross.raw_data or ()))


class RequestForm(Form):
    """An invoice that is asked for (F14)."""

    contract_id = HiddenField("")
    node_id = SelectField(_l("Payment no."), coerce=lambda value: id_or(value), default="")
    kind = field("F14.kind", SelectField, default="special")
    title = field("F14.title")
    tax_no = field("F14.tax_no")
    address_phone = field("F14.address_phone")
    bank = field("F14.bank")
    delivery = field("F14.delivery")
    remark = field("F14.remark")
    lines = FieldList(FormField(LineRow), min_entries=1, max_entries=50)

    def offer(self, nodes: Sequence[PaymentNode]) -> RequestForm:
        """Offer the instalments of the contract."""
        self.node_id.choices = [SelectChoice(value="", label=_l("The contract as a whole"))]
        self.node_id.choices += [
            SelectChoice(value=str(node.id), label=f"{node.seq} {node.kind_label} ¥{node.amount:,.2f}")
            for node in nodes
        ]
        return self

    def rows(self) -> list[dict[str, Any]]:
        """Return the lines that were typed."""
        found = [entry.form for entry in self.lines if not entry.form.is_blank()]
        return [
            {
                "name": row.name.data, "spec": row.spec.data, "unit": row.unit.data, "quantity": row.quantity.data,
                "gross": row.gross.data, "rate": row.rate.data,
            }
            for row in found
        ]  # fmt: skip


class IssueForm(Form):
    """What finance issued."""

    number = StringField(
        _l("Invoice number"), [needed], description=_l("20 figures"), render_kw={"inputmode": "numeric"}
    )
    amount = Yuan(_l("Amount, tax included"), [entered])
    issued_on = DateField(_l("Invoiced on"), [entered], back=True)


class RedForm(IssueForm):
    """The red invoice that takes one back."""

    reason = StringField(_l("Reason"), [needed, at_most(200)])


class ReturnForm(Form):
    """Why a request is returned."""

    reason = StringField(_l("Reason"), [needed, at_most(200)])


class DeliveredForm(Form):
    """To whom it was delivered."""

    delivered_to = StringField(_l("Delivered to"), [needed, at_most(120)])
    delivered_on = DateField(_l("Delivered on"), [entered], back=True)
