"""The rules of a team as a form: a field for each policy of a group."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    RadioField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import Optional

from salesapp.chinese.texts import enumerated
from salesapp.policies import actions
from salesapp.policies.dates.rules import Along, OpenDates
from salesapp.policies.queries import in_group
from salesapp.policies.queries import policy as in_force
from salesapp.policies.reading.rules import LONGEST
from salesapp.policies.rules import APPROVERS, Group, Kind, Policy
from salesapp.refusals import Refusal
from salesapp.web.fields import at_most, choices
from salesapp.web.forms import Form, Rows
from salesapp.words import lazy_gettext as _l


class BandRow(Rows):
    """One line of the approval matrix: up to an amount in units of 10,000 yuan, who approves."""

    below = StringField(_l("Below (10,000 yuan)"), render_kw={"inputmode": "decimal"})
    roles = SelectMultipleField(_l("Who approves"), choices=choices(APPROVERS))


class RulesForm(Form):
    """The rules of one group; saving compares with what the person had seen."""

    group: Group
    dates = RadioField(
        _l("Open dates"),
        [Optional()],
        choices=choices({Along.MOVE: _l("move along"), Along.KEEP: _l("stay as they are")}),
        validate_choice=False,
    )
    #: The open dates that the rules as typed would move, once somebody tried.
    moved: Sequence[Any] = ()
    #: What is asked of them, where nothing is wrong.
    asks = ""

    def refuse(self, refusal: Refusal) -> None:
        """Keep which open dates would move, to be shown with the question: nothing of the form is wrong."""
        if isinstance(refusal, OpenDates):
            self.moved, self.asks = refusal.moved, str(refusal)
        else:
            super().refuse(refusal)

    def load(self) -> RulesForm:
        """Put the values in force into the form."""
        self.version.data = actions.fingerprint(self.group)
        for one in in_group(self.group):
            field, value = self[one.key], in_force(one.key)
            if one.kind is Kind.BANDS:
                _load_bands(field, value)
            else:
                field.data = shown(one, value) if one.kind in (Kind.WHOLE, Kind.STEPS, Kind.CITIES) else value
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
    if one.kind is Kind.CITIES:
        return enumerated(value)
    return str(value)


def _field(one: Policy):
    words = {"label": one.label, "description": one.help}
    match one.kind:
        case Kind.WHOLE:
            return StringField(**words, validators=[at_most(12)], render_kw={"inputmode": "numeric"})
        case Kind.FLAG:
            return BooleanField(**words)
        case Kind.CHOICE:
            return RadioField(**words, choices=choices(one.choices))
        case Kind.STEPS:
            return StringField(**words, validators=[at_most(80)])
        case Kind.CITIES:
            return StringField(**words, validators=[at_most(200)])
        case Kind.WORDS:
            return StringField(**words, validators=[at_most(LONGEST)])
        case Kind.BANDS:
            return FieldList(FormField(BandRow), min_entries=0, max_entries=12, **words)


def rules_form(group: Group) -> type[RulesForm]:
    """Return the form of a group of rules, a field for each."""
    fields = {one.key: _field(one) for one in in_group(group)}
    return type("RulesForm", (RulesForm,), {"group": group, **fields})
