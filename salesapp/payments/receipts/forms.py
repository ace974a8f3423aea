"""Shape and wording of booking money, sharing it out, paying it back and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from wtforms import BooleanField, HiddenField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from salesapp.customers.picking.forms import Picked
from salesapp.documents.forms.fields import field
from salesapp.payments.receipts import queries
from salesapp.payments.receipts.rules import OpenNode
from salesapp.web.fields import at_most, entered, needed
from salesapp.web.forms import Form
from salesapp.web.moments import DateField
from salesapp.web.numbers import Yuan
from salesapp.web.params import record_id
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l


def _name_of(customer_id: Any) -> str:
    found = queries.customer(customer_id)
    return found.full_name if found else ""


class WhoseForm(Form):
    """Whose money it is."""

    customer = Picked(
        _l("Customer"), [needed], resolve=queries.customer_named, words=_name_of, coerce=record_id,
        description=_l("Its whole name, or its number"),
    )  # fmt: skip


class Shares(Form):
    """A form with one amount for each instalment that waits for money."""

    _nodes: Sequence[OpenNode] = ()

    @classmethod
    def over(cls, nodes: Sequence[OpenNode]) -> type[Any]:
        """Return this form with a field for each of these instalments."""
        fields = {
            f"share_{node.id}": Yuan(
                _("%(number)s node %(seq)s", number=node.number, seq=node.seq), [Optional()],
                render_kw={"inputmode": "decimal"},
            )
            for node in nodes
        }  # fmt: skip
        return type(cls.__name__, (cls,), fields | {"_nodes": nodes})

    def shares(self) -> dict[int, Decimal]:
        """Return what was typed beside instalments; nothing and 0 are no share."""
        typed = {node.id: self[f"share_{node.id}"].data for node in self._nodes}
        return {number: amount for number, amount in typed.items() if amount}

    def rows(self) -> list[tuple[OpenNode, Any]]:
        """Return the instalments with their fields, for the page."""
        return [(node, self[f"share_{node.id}"]) for node in self._nodes]


class ReceiptForm(Shares):
    """Money that came in (F13)."""

    customer_id = HiddenField("")
    received_on = field("F13.receipt.received_on", DateField, back=True)
    amount = field("F13.receipt.amount", Yuan)
    way = field("F13.receipt.way", SelectField, default="transfer")
    matures_on = field("F13.receipt.matures_on", DateField, required=False)
    payer = StringField(_l("Payer"), [at_most(120)], description=_l("As the bank names them"))
    remark = StringField(_l("Text of the payment"), [at_most(200)])
    opportunity_id = SelectField(
        _l("Opportunity"), coerce=lambda value: int(value) if value else None, default=""
    )
    as_advance = BooleanField(_l("Keep what is left as the customer's advance"))

    def offer(self, opportunities: Sequence[Any]) -> ReceiptForm:
        """Offer the customer's opportunities, for money that comes before its contract."""
        blank = SelectChoice(value="", label="/")
        named = [SelectChoice(value=str(one.id), label=f"{one.number} {one.name}") for one in opportunities]
        self.opportunity_id.choices = [blank, *named]
        return self


class MatchForm(Shares):
    """What of an advance goes to which instalment."""


class ReversalForm(Form):
    """Why a row is taken back."""

    reason = StringField(_l("Reason"), [needed, at_most(200)])


class ReleaseForm(Form):
    """How much of what was received on a contract becomes the customer's advance."""

    amount = Yuan(_l("Amount (yuan)"), [entered], render_kw={"inputmode": "decimal"})


class HonourForm(Form):
    """When a bill was paid."""

    answered_on = DateField(_l("Paid by the bank on"), [entered], back=True)


class DishonourForm(Form):
    """When a bill was refused, and why."""

    answered_on = DateField(_l("Refused by the bank on"), [entered], back=True)
    reason = StringField(_l("Reason"), [needed, at_most(120)])


class MonthForm(Form):
    """Which month is closed: the button that is pressed says it."""
