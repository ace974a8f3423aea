"""Shape of giving rows to people: some by hand, the free ones by a rule (R14)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import request
from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from salesapp.accounts.models import User
from salesapp.prospecting.assignment.rules import WAY_LABELS, Way, group_words
from salesapp.web.fields import choices, chosen
from salesapp.web.forms import Form
from salesapp.web.moments import DateField
from salesapp.web.params import id_or, record_id
from salesapp.words import lazy_gettext as _l


class GiveForm(Form):
    """Some rows, to somebody or to nobody."""

    rows = SelectMultipleField(_l("Rows"), coerce=record_id, choices=[], validate_choice=False)
    owner_id = SelectField(_l("First contact by"), coerce=record_id)
    planned_on = DateField(_l("Planned day"), [Optional()])

    def offer(self, people: Iterable[User]) -> GiveForm:
        """Offer whom one may give rows to."""
        self.owner_id.choices = [
            *(SelectChoice(value=one.id, label=one.name) for one in people),
            SelectChoice(value=0, label=_l("Nobody: take them back")),
        ]
        return self


class ShareForm(Form):
    """The free rows of a list, by a rule: by turn among some people, or each group to somebody."""

    way = RadioField(_l("Rule"), [chosen], choices=choices(WAY_LABELS), default=Way.TURN.value)
    people = SelectMultipleField(_l("Among whom"), coerce=record_id)

    def offer(self, people: Sequence[User], way: Way) -> ShareForm:
        """Offer whom one may give rows to; all are ticked at first."""
        self.people.choices = [SelectChoice(value=one.id, label=one.name) for one in people]
        if not self.is_submitted():
            self.way.data, self.people.data = way.value, [one.id for one in people]
        return self

    def groups(self) -> dict[str, int]:
        """Return who was chosen for each group."""
        found: dict[str, int] = {}
        for name, value in request.form.items():
            if name.startswith("group-") and (person := id_or(value, 0)):
                found[name.removeprefix("group-")[:6]] = person
        return found


def grouped(counts: Mapping[str, int], way: Way) -> list[dict[str, Any]]:
    """Return the groups with their words and how many rows each has, the largest first."""
    ordered = sorted(counts, key=lambda code: (-counts[code], code))
    return [{"code": code, "words": group_words(way, code), "count": counts[code]} for code in ordered]
