"""Shape and wording of what approvers type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import (
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length

from salesapp.accounts.models import User
from salesapp.approvals.rules import Verdict, When
from salesapp.rights.rules import ROLE_LABELS, Role
from salesapp.web.fields import entered, needed
from salesapp.web.forms import Form
from salesapp.web.params import record_id
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

WHEN_LABELS = {When.BEFORE: _l("Before my decision"), When.AFTER: _l("After my agreement")}


class DecisionForm(Form):
    """One approver's decision; the password only where it completes the approval."""

    seat_id = HiddenField(validators=[entered])
    verdict = RadioField(_l("Verdict"), choices=[], validators=[InputRequired(_l("Say how you decide."))])
    back_to = SelectField(_l("Return to"), choices=[], validate_choice=False)
    comment = TextAreaField(_l("Opinion"), [Length(max=1000)])
    password = PasswordField(
        _l("Your password"), [Length(max=200)], description=_l("Typed once more: this decision completes the approval"),
        render_kw={"autocomplete": "current-password"},
    )  # fmt: skip

    def offer(self, answers: Mapping[Verdict, Any], earlier: Iterable[tuple[int, str]]) -> DecisionForm:
        """Offer these answers, and the steps of this round that a return may go to."""
        self.verdict.choices = [SelectChoice(value=one.value, label=words) for one, words in answers.items()]
        worded = [str(words) for one, words in answers.items() if one is not Verdict.AGREE]
        self.comment.description = (
            _("In words where it is: %(verdicts)s", verdicts=_(", ").join(worded)) if worded else ""
        )
        places = [SelectChoice(value=str(seq), label=label) for seq, label in earlier]
        self.back_to.choices = [SelectChoice(value="", label=_l("To whoever submitted it")), *places]
        return self


class BunchForm(Form):
    """Several agreements at once."""

    seats = SelectMultipleField(
        _l("What is agreed to"), choices=[], coerce=int, validate_choice=False, validators=[entered]
    )


class ColleagueForm(Form):
    """A colleague who is asked too, or instead."""

    seat_id = HiddenField(validators=[entered])
    to = SelectField(
        _l("Colleague"), coerce=record_id, choices=[], validators=[needed], validate_choice=False
    )
    because = StringField(_l("Reason"), [Length(max=200)])

    def offer(self, people: Iterable[User]) -> ColleagueForm:
        """Offer these colleagues; none of them is chosen beforehand."""
        self.to.choices = [SelectChoice(value=0, label=_l("Please choose"))] + [
            SelectChoice(value=person.id, label=f"{person.name} · {ROLE_LABELS[Role(person.role)]}")
            for person in people
        ]
        return self


class SignerForm(ColleagueForm):
    """A colleague who is asked too (加签)."""

    when = RadioField(
        _l("When"), choices=[SelectChoice(value=one.value, label=label) for one, label in WHEN_LABELS.items()],
        validators=[InputRequired(_l("Choose whether before or after you."))],
    )  # fmt: skip


class PressForm(Form):
    """A button that takes nothing but itself."""
