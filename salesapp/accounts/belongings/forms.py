"""Shape and wording of a change of owner: to whom, why, what goes along, and who goes on reading (3.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Self

from wtforms import BooleanField, SelectField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice

from salesapp.accounts.belongings.rules import Heap
from salesapp.accounts.models import User
from salesapp.web.fields import at_most, chosen, needed
from salesapp.web.forms import Form
from salesapp.web.params import record_id
from salesapp.words import lazy_gettext as _l


class AlongForm(Form):
    """What goes along with a record, and whether its former owner goes on seeing it."""

    along = SelectMultipleField(_l("What goes along"))
    keeps_reader = BooleanField(_l("The former owner goes on seeing it"))

    def offer(self, heaps: Sequence[Heap], *, fresh: bool) -> Self:
        """Ask about each kind of what hangs on the record; everything is ticked until somebody unticks it."""
        self.along.choices = [SelectChoice(value=heap.name, label=heap.words) for heap in heaps]
        if fresh:
            self.along.data = [heap.name for heap in heaps]
        return self


class HandOverForm(AlongForm):
    """A new owner of a record."""

    owner_id = SelectField(_l("New owner"), [chosen], coerce=record_id)
    reason = StringField(
        _l("Reason"),
        [needed, at_most(200)],
        render_kw={"placeholder": _l("Move, leave, rearranged territories …")},
    )

    def __init__(self, *args, owners: Iterable[User] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.owner_id.choices = [SelectChoice(value=user.id, label=user.name) for user in owners]
