"""Forms of the playbook: rules by group, words, scripts, questions, answers."""

from __future__ import annotations

from wtforms import (
    BooleanField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from salesapp.playbook.scripts import KIND_NAMES
from salesapp.web.fields import at_most, choices, needed
from salesapp.web.forms import Form
from salesapp.words import lazy_gettext as _l

METHODS = {
    "data": _l("Comparison of figures"),
    "case": _l("A customer's success"),
    "trial": _l("A trial"),
    "third_party": _l("Proof by a third party"),
}
PARTS = {"S": _l("Situation"), "P": _l("Problem"), "I": _l("Implication"), "N": _l("Need-payoff")}


class WordForm(Form):
    """A value of a dictionary."""

    label = StringField(_l("Words"), [needed, at_most(60)])
    active = BooleanField(_l("In use"), default=True)


class ScriptForm(Form):
    """A script with placeholders (R15)."""

    kind = SelectField(_l("Kind"), choices=choices(KIND_NAMES))
    name = StringField(_l("Title"), [needed, at_most(60)])
    subject = StringField(_l("Subject"), [Optional(), at_most(200)], description=_l("For mails."))
    body = TextAreaField(_l("Text"), [needed, at_most(4000)], render_kw={"rows": 12})
    active = BooleanField(_l("In use"), default=True)


class QuestionForm(Form):
    """A question of the SPIN bank (R19)."""

    part = RadioField(_l("Part"), choices=choices(PARTS))
    question = StringField(_l("Question"), [needed, at_most(200)])
    active = BooleanField(_l("In use"), default=True)


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
