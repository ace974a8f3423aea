"""Shape and wording of asking for another owner."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import SelectField, StringField
from wtforms.fields import SelectChoice

from salesapp.accounts.belongings.forms import AlongForm
from salesapp.accounts.models import User
from salesapp.web.fields import at_most, chosen, needed
from salesapp.web.params import record_id
from salesapp.words import lazy_gettext as _l


class OwnerRequestForm(AlongForm):
    """Who should own the customer, and why; what goes along is asked as when a leader gives it away."""

    to_id = SelectField(_l("New owner"), [chosen], coerce=record_id)
    reason = StringField(_l("Reason"), [needed, at_most(200)])

    def __init__(self, *args, people: Iterable[User] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.to_id.choices = [SelectChoice(value=user.id, label=user.name) for user in people]
