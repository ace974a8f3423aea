"""What is typed about a question."""

from __future__ import annotations

from wtforms import (
    BooleanField,
    RadioField,
    StringField,
)

from salesapp.playbook.questions.rules import PARTS
from salesapp.web.fields import at_most, choices, needed
from salesapp.web.forms import Form
from salesapp.words import lazy_gettext as _l


class QuestionForm(Form):
    """A question of the SPIN bank (R19)."""

    part = RadioField(_l("Part"), choices=choices(PARTS))
    question = StringField(_l("Question"), [needed, at_most(200)])
    active = BooleanField(_l("In use"), default=True)
