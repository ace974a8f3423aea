"""Forms of the playbook: rules by group, words, scripts, questions, answers."""

from __future__ import annotations

import secrets
from decimal import Decimal
from typing import Any

from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, Optional

from salesapp.accounts.settings import policy as in_force
from salesapp.playbook import actions
from salesapp.playbook.policies import APPROVERS, in_group
from salesapp.playbook.rules import Group, Kind, Policy
from salesapp.playbook.scripts import KIND_NAMES
from salesapp.web.forms import Form, Rows
from salesapp.words import lazy_gettext as _l

needed = DataRequired(_l("This must be filled in."))
METHODS = {
    "data": _l("Comparison of figures"),
    "case": _l("A customer's success"),
    "trial": _l("A trial"),
    "third_party": _l("Proof by a third party"),
}
PARTS = {"S": _l("Situation"), "P": _l("Problem"), "I": _l("Implication"), "N": _l("Need-payoff")}


def _at_most(count: int) -> Length:
    return Length(max=count, message=_l("At most %(max)d characters."))


def _choices(labels) -> list[SelectChoice]:
    return [SelectChoice(value=str(value), label=label) for value, label in labels.items()]


class BandRow(Rows):
    """One line of the approval matrix: up to an amount in units of 10,000 yuan, who approves."""

    below = StringField(_l("Below (10,000 yuan)"), render_kw={"inputmode": "decimal"})
    roles = SelectMultipleField(_l("Who approves"), choices=_choices(APPROVERS))


class RulesForm(Form):
    """The rules of one group; saving compares with what the person had seen."""

    group: Group

    def load(self) -> RulesForm:
        """Put the values in force into the form."""
        self.version.data = actions.fingerprint(self.group)
        for one in in_group(self.group):
            field, value = self[one.key], in_force(one.key)
            if one.kind is Kind.BANDS:
                _load_bands(field, value)
            else:
                field.data = shown(one, value) if one.kind in (Kind.WHOLE, Kind.STEPS) else value
        return self

    def _show_theirs(self) -> None:
        """Put the other person's values beside one's own."""
        self.stale = True
        for one in in_group(self.group):
            mine, theirs = self[one.key].data, in_force(one.key)
            if one.kind is not Kind.BANDS and str(mine) != shown(one, theirs):
                self.theirs[one.key] = shown(one, theirs)
        self.version.data = actions.fingerprint(self.group)
        self.token.data = secrets.token_urlsafe(16)

    def problems(self):
        """Name a refused table of bands too, which is a list of rows."""
        yield from super().problems()
        for field in self:
            if isinstance(field, FieldList):
                yield from ((field, error) for error in field.errors if isinstance(error, str))


def _load_bands(field: FieldList, bands) -> None:
    while field.entries:
        field.pop_entry()
    for band in bands:
        below = "" if band.below is None else _plain(band.below / 10_000)
        field.append_entry({"below": below, "roles": list(band.roles)})
    field.append_entry({"below": "", "roles": []})


def _plain(amount: Decimal) -> str:
    return format(amount.normalize(), "f")


def shown(one: Policy, value: Any) -> str:
    """Return a policy's value as it is typed into its field."""
    if one.kind is Kind.STEPS:
        return ", ".join(_plain(amount) for amount in value)
    return str(value)


def _field(one: Policy):
    words = {"label": one.label, "description": one.help}
    match one.kind:
        case Kind.WHOLE:
            return StringField(**words, validators=[_at_most(12)], render_kw={"inputmode": "numeric"})
        case Kind.FLAG:
            return BooleanField(**words)
        case Kind.CHOICE:
            return RadioField(**words, choices=_choices(one.choices))
        case Kind.STEPS:
            return StringField(**words, validators=[_at_most(80)])
        case Kind.BANDS:
            return FieldList(FormField(BandRow), min_entries=0, max_entries=12, **words)


def rules_form(group: Group) -> type[RulesForm]:
    """Return the form of a group of rules, a field for each."""
    fields = {one.key: _field(one) for one in in_group(group)}
    return type("RulesForm", (RulesForm,), {"group": group, **fields})


class WordForm(Form):
    """A value of a dictionary."""

    label = StringField(_l("Words"), [needed, _at_most(60)])
    active = BooleanField(_l("In use"), default=True)


class ScriptForm(Form):
    """A script with placeholders (R15)."""

    kind = SelectField(_l("Kind"), choices=_choices(KIND_NAMES))
    name = StringField(_l("Title"), [needed, _at_most(60)])
    subject = StringField(_l("Subject"), [Optional(), _at_most(200)], description=_l("For mails."))
    body = TextAreaField(_l("Text"), [needed, _at_most(4000)], render_kw={"rows": 12})
    active = BooleanField(_l("In use"), default=True)


class QuestionForm(Form):
    """A question of the SPIN bank (R19)."""

    part = RadioField(_l("Part"), choices=_choices(PARTS))
    question = StringField(_l("Question"), [needed, _at_most(200)])
    active = BooleanField(_l("In use"), default=True)


class AnswerForm(Form):
    """An answer to an objection (R37)."""

    kind = SelectField(_l("Kind of objection"), choices=[])
    method = SelectField(_l("Way of answering"), choices=_choices(METHODS))
    objection = StringField(_l("What the customer says"), [needed, _at_most(200)])
    answer = TextAreaField(
        _l("Answer"),
        [needed, _at_most(2000)],
        description=_l("Take the concern seriously first, then show figures or a case. Never contradict."),
        render_kw={"rows": 6},
    )
    active = BooleanField(_l("In use"), default=True)


def answer_form(kinds) -> type[AnswerForm]:
    """Return the form of an answer that offers these kinds of objection."""
    offered = [SelectChoice(value=word.code, label=word.label) for word in kinds]
    return type("AnswerForm", (AnswerForm,), {"kind": SelectField(_l("Kind of objection"), choices=offered)})
