"""Shape and wording of the hand-off sheet and of its receipts (F12)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length

from salesapp.contracts.handoff.models import HandoffPoint
from salesapp.contracts.handoff.rules import FIELDS, Receipt
from salesapp.documents.forms.f12 import RECEIPTS
from salesapp.documents.forms.fields import with_fields
from salesapp.web.fields import at_most
from salesapp.web.forms import Form
from salesapp.words import lazy_gettext as _l

#: The sheet's words for the two answers, by the code that is kept.
ANSWERS = dict(zip((Receipt.ACCEPTED, Receipt.RETURNED), (choice.label for choice in RECEIPTS), strict=True))


@with_fields("F12", required=False, invoice_kind=SelectField)
class HandoffForm(Form):
    """What the sales representative writes on the hand-off sheet. Empty fields may be saved, not sent."""

    def sheet(self) -> dict[str, Any]:
        """Return the fields of the sheet as the hand-off takes them."""
        values = self.values()
        return {name: values[name] for name in FIELDS}

    def answers(self) -> dict[int, str | None]:
        """Return what is said to each point that was asked back."""
        values = self.values()
        return {int(name[6:]): values[name] for name in values if name.startswith("point_")}


def sheet_form(points: Iterable[HandoffPoint]) -> type[HandoffForm]:
    """Return the sheet's form with a field for each point that was asked back."""
    fields = {
        f"point_{point.id}": StringField(point.asked, [at_most(500)], default=point.answer)
        for point in points
    }
    return type("HandoffForm", (HandoffForm,), fields)


class ReceiptForm(Form):
    """The answer of finance or after-sales."""

    answer = RadioField(
        _l("Receipt"), choices=[SelectChoice(value=str(code), label=label) for code, label in ANSWERS.items()],
        validators=[InputRequired(_l("Accept it or return it."))],
    )  # fmt: skip
    opinion = TextAreaField(
        _l("Opinion"),
        [Length(max=1000)],
        description=_l("A return: one line for each point that is missing; each is answered"),
    )
