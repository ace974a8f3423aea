"""Shape and wording of linking a row to a customer."""

from __future__ import annotations

from typing import Any

from wtforms import SelectMultipleField

from salesapp.customers.picking.forms import Picked, customer_named, customer_words
from salesapp.documents.forms.fields import from_spec
from salesapp.prospecting.lists.models import Prospect
from salesapp.web.fields import chosen
from salesapp.web.forms import Form
from salesapp.web.params import record_id
from salesapp.words import lazy_gettext as _l


class LinkForm(Form):
    """Which customer a row is, and who of its people becomes a contact there."""

    customer_id = from_spec(
        Picked,
        "F06.customer",
        coerce=record_id,
        resolve=customer_named,
        words=customer_words,
        validators=[chosen],
    )
    people = SelectMultipleField(_l("Become contacts there"), coerce=int, choices=[])

    def offer(self, row: Prospect) -> LinkForm:
        """Offer the people of a row."""
        self.people.choices = [(one.id, one.name or one.mobile or "") for one in row.people]
        return self

    def link(self) -> dict[str, Any]:
        """Return what was chosen."""
        return {"customer_id": self.customer_id.data, "people": set(self.people.data or ())}
