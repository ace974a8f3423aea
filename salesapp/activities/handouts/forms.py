"""What is typed when something was given to a customer."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import RadioField, SelectField
from wtforms.fields import SelectChoice

from salesapp.activities.rules import CHANNEL_LABELS, Channel
from salesapp.customers.picking.forms import Picked, customer_named, customer_words
from salesapp.playbook.library.models import LibraryItem
from salesapp.web.fields import choices, entered
from salesapp.web.forms import Form
from salesapp.web.params import record_id
from salesapp.words import lazy_gettext as _l


class HandoutForm(Form):
    """What a customer got, and in which way."""

    item_id = SelectField(_l("What was given"), [entered], coerce=record_id)
    customer_id = Picked(
        _l("Customer"), [entered], resolve=customer_named, words=lambda one: customer_words(int(one)),
        coerce=record_id,
    )  # fmt: skip
    way = RadioField(_l("In which way"), choices=choices(CHANNEL_LABELS), default=Channel.MAIL)

    def offer(self, items: Iterable[LibraryItem]) -> None:
        """List what may be given."""
        self.item_id.choices = [SelectChoice(value=item.id, label=item.name) for item in items]
