"""Shape and wording of what is typed about a quotation (F09)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import request
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice

from salesapp.customers.contacts.models import Contact
from salesapp.documents.forms.fields import from_spec
from salesapp.quotations.lines.forms import LinesField
from salesapp.quotations.models import HEAD
from salesapp.quotations.reckoning.rules import ROUNDING_LABELS, Rounding
from salesapp.quotations.tables.forms import TableFields
from salesapp.quotations.validity.rules import UNIT_LABELS, Unit
from salesapp.web.fields import at_most, choices, entered, needed
from salesapp.web.forms import Form
from salesapp.web.moments import DateField
from salesapp.web.numbers import Whole, Yuan
from salesapp.web.params import id_or
from salesapp.words import lazy_gettext as _l

#: What a button of the editor does without saving.
STEPS = ("search", "pick", "paste", "propose", "refetch")


class Discount(Yuan):
    """What is taken off the whole: nothing where nothing was typed."""

    def _value(self) -> str:
        return "" if not self.raw_data and not self.data else super()._value()


class QuotationForm(TableFields, Form):
    """A quotation: its head, its lines, its terms."""

    opportunity_id = HiddenField("")
    contact_id = from_spec(SelectField, "F09.contact", choices=[], validate_choice=False)
    quoted_on = from_spec(DateField, "F09.quoted_on", validators=[entered])
    valid_count = Whole(
        _l("Valid for"), [entered], description=_l("The day of quoting is not counted; the last day counts until midnight."),
        render_kw={"inputmode": "numeric"},
    )  # fmt: skip
    valid_unit = SelectField(_l("Days or months"), choices=choices(UNIT_LABELS), default=Unit.DAYS)
    items = LinesField(_l("Lines"))
    discount = Discount(
        _l("Discount on the whole"), description=_l("Spread over the lines by amount, each at its own rate."),
        render_kw={"inputmode": "decimal"},
    )  # fmt: skip
    rounding = SelectField(_l("Rounded down"), choices=choices(ROUNDING_LABELS), default=Rounding.NONE)
    delivery_cycle = from_spec(StringField, "F09.delivery_cycle", validators=[at_most(100)])
    warranty = from_spec(StringField, "F09.warranty", validators=[at_most(100)])
    payment_terms = from_spec(TextAreaField, "F09.payment_terms", validators=[at_most(1000)])
    remark = TextAreaField(_l("Remarks"), [at_most(1000)], description=_l("The customer reads them."))
    off_reason = from_spec(TextAreaField, "F09.off_reason", validators=[at_most(1000)])
    #: Whether list and floor prices are taken anew when it is saved: 重取目录价 was pressed.
    fresh = HiddenField("")
    product_q = StringField(_l("Find products"), [at_most(100)])
    new_name = StringField(_l("Name of the new product"), [at_most(200)])
    new_spec = StringField(_l("Specification"), [at_most(200)])
    new_unit = StringField(_l("Unit"), [at_most(20)])
    new_rate = SelectField(_l("Tax rate"), choices=[], validate_choice=False)

    #: Keeps what stands in the page: nothing was saved yet.
    asks = ""

    def offer(self, contacts: Iterable[Contact]) -> QuotationForm:
        """Offer the people of the customer."""
        blank = SelectChoice(value="", label=_l("nobody in particular"))
        people = [
            SelectChoice(value=str(one.id), label=f"{one.name} {one.title or ''}".strip()) for one in contacts
        ]
        self.contact_id.choices = [blank, *people]
        self.new_rate.choices = [SelectChoice(value=rate, label=label) for rate, label in self.items.rates]
        return self

    @property
    def step(self) -> str:
        """What a button asked for that saves nothing."""
        asked = request.form.get("step", "")
        return asked if asked in STEPS else ""

    @property
    def picked(self) -> list[int]:
        """The products that were ticked."""
        return [number for text in request.form.getlist("pick") if (number := id_or(text, 0))]

    def head(self) -> dict[str, Any]:
        """Return what it says besides its lines, as the domain takes it."""
        values = {name: value for name, value in self.values().items() if name in HEAD}
        return values | {
            "contact_id": id_or(self.contact_id.data, None) or None,
            "rounding": self.rounding.data or "",
        }

    def problems(self):
        """Name each cell that is wrong instead of the lines as a whole."""
        for found, said in super().problems():
            if found is self.items and any(True for _cell in self.items.cells()):
                yield from self.items.cells()
            else:
                yield found, said

    def _adds_row(self) -> bool:
        """Add a blank row where that was asked; a step of the editor saves nothing either."""
        if request.form.get("add_row") == self.items.name:
            self.items.append()
        return "add_row" in request.form or bool(self.step)


class SendForm(Form):
    """To whom it was sent."""

    to = StringField(_l("Sent to"), [at_most(200)], render_kw={"placeholder": _l("Zhou* by mail")})


class LossForm(Form):
    """Why it comes to nothing."""

    reason = StringField(_l("Reason"), [needed, at_most(300)])


class CopyForm(Form):
    """For which opportunity it is copied."""

    opportunity_id = SelectField(_l("Opportunity"), [entered], choices=[], validate_choice=False)

    def offer(self, rows: Iterable[Any]) -> CopyForm:
        """Offer the open opportunities."""
        self.opportunity_id.choices = [
            SelectChoice(value=str(row.id), label=f"{row.number} {row.name} · {row.customer}") for row in rows
        ]
        return self


class PressForm(Form):
    """A button by itself."""
