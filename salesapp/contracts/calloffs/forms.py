"""Shape and wording of a call-off."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import RadioField
from wtforms.fields import SelectChoice

from salesapp.web.forms import Form
from salesapp.words import lazy_gettext as _l


class CallOffForm(Form):
    """Which contract is called off."""

    contract = RadioField(_l("Contract that is called off"), validate_choice=False)

    def offer(self, contracts: Iterable) -> CallOffForm:
        """Offer the customer's contracts that are under no framework."""
        self.contract.choices = [
            SelectChoice(value=str(c.id), label=f"{c.number} {c.name} ¥{c.amount:,.2f}") for c in contracts
        ]
        return self
