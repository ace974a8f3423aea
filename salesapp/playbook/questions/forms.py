"""What is typed about a question."""

from __future__ import annotations

from wtforms import (
    BooleanField,
    RadioField,
    SelectField,
    StringField,
)
from wtforms.fields import SelectChoice

from salesapp.playbook.questions.rules import PARTS
from salesapp.playbook.rules import offered
from salesapp.web.fields import at_most, choices, needed
from salesapp.web.forms import Form
from salesapp.words import lazy_gettext as _l

INDUSTRIES = [SelectChoice(value=code, label=words) for code, words in offered()]


class QuestionForm(Form):
    """A question of the SPIN bank (R19)."""

    part = RadioField(_l("Part"), choices=choices(PARTS))
    question = StringField(_l("Question"), [needed, at_most(200)])
    industry = SelectField(
        _l("Industry"), default="", choices=[SelectChoice(value="", label=_l("Every industry")), *INDUSTRIES],
        description=_l("Stands first beside the boxes of a customer of this industry."),
    )  # fmt: skip
    active = BooleanField(_l("In use"), default=True)
