"""Shape and wording of going through the clauses with the customer (R39)."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import BooleanField, HiddenField, MultipleFileField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice

from salesapp.contracts.checklist.rules import WAY_LABELS
from salesapp.contracts.explanations.rules import ANSWER_LABELS
from salesapp.web.fields import at_most, choices, chosen
from salesapp.web.forms import Form
from salesapp.words import lazy_gettext as _l


class BeginForm(Form):
    """With whom of the customer, and how. Nothing of it is filled in beforehand."""

    who = RadioField(_l("With whom"), validate_choice=False)
    other = StringField(_l("Somebody else"), [at_most(50)])
    way = RadioField(_l("Way"), [chosen], choices=choices(WAY_LABELS))

    def offer(self, names: Iterable[str]) -> BeginForm:
        """Offer the people of the customer."""
        self.who.choices = [SelectChoice(value=name, label=name) for name in names]
        return self

    @property
    def name(self) -> str | None:
        """Whom it is gone through with: the name that was typed goes before."""
        return self.other.data or self.who.data


class AnswerForm(Form):
    """The customer's answer to one clause."""

    no = HiddenField()
    answer = RadioField(_l("Answer"), [chosen], choices=choices(ANSWER_LABELS))
    words = TextAreaField(_l("The customer's words"), [at_most(300)])


class EndForm(Form):
    """The end of a round."""

    no_objection = BooleanField(_l("The customer has no objection left"))
    remark = StringField(_l("Note"), [at_most(300)])
    signature = MultipleFileField(
        _l("Signature of the customer"),
        description=_l("With a finger on the screen, or a photograph of it; if they like"),
    )
