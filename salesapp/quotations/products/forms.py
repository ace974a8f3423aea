"""Shape and wording of what is typed about a product and its price."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from salesapp.quotations.products.rules import PLACES
from salesapp.quotations.reckoning.rules import RATE_LABELS
from salesapp.web.fields import at_most, choices, entered, needed
from salesapp.web.forms import Form
from salesapp.web.moments import DateField
from salesapp.web.numbers import Amount, Percent, Whole
from salesapp.words import lazy_gettext as _l

RATE_CHOICES = [SelectChoice(value="", label=_l("Choose")), *choices(RATE_LABELS)]


class Price(Amount):
    """A price in yuan, as fine as it was typed."""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{Decimal(self.data).normalize():f}"


class PriceFields:
    """What a price is: the list's, the floor, from when until when, why."""

    list_price = Price(_l("List price (tax included)"), [Optional()], render_kw={"inputmode": "decimal"})
    floor_price = Price(
        _l("Floor price"), [Optional()], description=_l("Below it finance agrees too. Only finance and the director see it."),
        render_kw={"inputmode": "decimal"},
    )  # fmt: skip
    starts_on = DateField(_l("Holds from"), [Optional()])
    ends_on = DateField(
        _l("Holds until"),
        [Optional()],
        description=_l("That day included. Left empty: until the next version."),
    )
    reason = StringField(
        _l("Why"), [at_most(200)], render_kw={"placeholder": _l("Price list of the second half-year")}
    )


class FactsForm(Form):
    """What a product says of itself."""

    code = StringField(_l("Code"), [needed, at_most(40)], render_kw={"placeholder": "PC-100"})
    name = StringField(_l("Product or service"), [needed, at_most(200)])
    spec = StringField(_l("Specification"), [at_most(200)])
    unit = StringField(_l("Unit"), [at_most(20)], render_kw={"placeholder": _l("set")})
    tax_rate = SelectField(_l("Tax rate"), choices=RATE_CHOICES, validate_choice=False)
    price_places = Whole(
        _l("Decimals of its price"), [entered], default=PLACES, description=_l("2, or up to 6 where one piece costs little."),
        render_kw={"inputmode": "numeric"},
    )  # fmt: skip
    off_rep = Percent(
        _l("Representatives give up to"), [Optional()], description=_l("Left empty: as of any product (settings)."),
        render_kw={"inputmode": "decimal"},
    )  # fmt: skip
    off_supervisor = Percent(_l("Supervisors give up to"), [Optional()], render_kw={"inputmode": "decimal"})
    off_director = Percent(_l("The director gives up to"), [Optional()], render_kw={"inputmode": "decimal"})
    note = TextAreaField(_l("Remarks"), [at_most(500)])


class NewProductForm(PriceFields, FactsForm):
    """A new product, with its first price."""


class PriceForm(PriceFields, Form):
    """Another price of a product."""


class EndForm(Form):
    """When a version of the list ends."""

    ends_on = DateField(_l("Holds until"), [entered])


class PressForm(Form):
    """A button by itself."""


def facts_of(form: Form) -> dict[str, Any]:
    """Return what was typed, as the domain takes it."""
    return {
        name: (value.strip() if isinstance(value, str) else value) for name, value in form.values().items()
    }
