"""Shape and wording of ending a contract and of issuing a lost original again."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange

from salesapp.contracts.hanging.rules import AGREED
from salesapp.web.fields import at_most, entered, needed
from salesapp.web.forms import Form
from salesapp.web.moments import DateField
from salesapp.web.numbers import Whole
from salesapp.words import lazy_gettext as _l


class CompletionForm(Form):
    """A contract is completed."""

    ended_on = DateField(_l("Completed on"), [needed], back=True)
    remark = TextAreaField(_l("Note"), [at_most(500)])
    agreed = BooleanField(AGREED)


class RenewalForm(Form):
    """Another contract goes on in the place of this one."""

    successor = RadioField(_l("Goes on in"), validate_choice=False)
    ended_on = DateField(_l("Renewed from"), [needed], back=True)
    agreed = BooleanField(AGREED)

    def offer(self, contracts: Iterable) -> RenewalForm:
        """Offer the other signed contracts of the customer."""
        self.successor.choices = [
            SelectChoice(value=str(c.id), label=f"{c.number} {c.name}") for c in contracts
        ]
        return self


class ReissueForm(Form):
    """A lost original is issued again."""

    copies = Whole(
        _l("Copies"), [entered, NumberRange(min=1, max=20)], units="份", render_kw={"inputmode": "numeric"}
    )
    issued_on = DateField(_l("Issued again on"), [needed], back=True)
    reason = StringField(_l("How it was lost, who asked"), [at_most(200)])
