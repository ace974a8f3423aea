"""Shape and wording of naming a deputy."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Length

from salesapp.accounts.models import User
from salesapp.rights.rules import ROLE_LABELS, Role
from salesapp.web.fields import chosen, needed
from salesapp.web.forms import Form
from salesapp.web.moments import DateField
from salesapp.web.params import id_or
from salesapp.words import lazy_gettext as _l


class DeputyForm(Form):
    """Who stands in for whom, from a day to a day."""

    principal = SelectField(_l("Who is away"), coerce=id_or, choices=[], validators=[chosen])
    deputy = SelectField(_l("Who decides meanwhile"), coerce=id_or, choices=[], validators=[chosen])
    starts_on = DateField(_l("From"), [needed])
    ends_on = DateField(_l("Until, included"), [needed])
    because = StringField(_l("Reason"), [Length(max=200)])

    def offer(self, principals: Iterable[User], people: Iterable[User]) -> DeputyForm:
        """Offer these people."""
        self.principal.choices, self.deputy.choices = _choices(principals), _choices(people)
        return self


def _choices(people: Iterable[User]) -> list[SelectChoice]:
    named = [
        SelectChoice(value=one.id, label=f"{one.name} · {ROLE_LABELS[Role(one.role)]}") for one in people
    ]
    return [SelectChoice(value="", label=_l("Choose…")), *named]
