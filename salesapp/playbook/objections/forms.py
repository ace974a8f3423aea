"""What is typed about an answer to an objection."""

from __future__ import annotations

from wtforms import (
    BooleanField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice

from salesapp.playbook.objections.rules import METHODS
from salesapp.web.fields import at_most, choices, needed
from salesapp.web.forms import Form
from salesapp.words import lazy_gettext as _l


class AnswerForm(Form):
    """An answer to an objection (R37)."""

    kind = SelectField(_l("Kind of objection"), choices=[])
    method = SelectField(_l("Way of answering"), choices=choices(METHODS))
    objection = StringField(_l("What the customer says"), [needed, at_most(200)])
    answer = TextAreaField(
        _l("Answer"),
        [needed, at_most(2000)],
        description=_l("Take the concern seriously first, then show figures or a case. Never contradict."),
        render_kw={"rows": 6},
    )
    active = BooleanField(_l("In use"), default=True)


def answer_form(kinds) -> type[AnswerForm]:
    """Return the form of an answer that offers these kinds of objection."""
    offered = [SelectChoice(value=word.code, label=word.label) for word in kinds]
    return type("AnswerForm", (AnswerForm,), {"kind": SelectField(_l("Kind of objection"), choices=offered)})
