"""Shape and wording of what marks several items at once (F10, R39)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from wtforms import RadioField, SelectMultipleField, StringField
from wtforms.validators import Optional

from salesapp.contracts.checklist.rules import WAY_LABELS
from salesapp.contracts.checklist.together.rules import check_explained, check_ticked, read_seen
from salesapp.web.fields import at_most, choices, chosen, needed
from salesapp.web.forms import Form
from salesapp.web.moments import DateField
from salesapp.words import lazy_gettext as _l


class GroupCheckForm(Form):
    """All of a group as conforming: which group, and what of it this person saw."""

    group = StringField(default="")
    seen = StringField(default="")

    @property
    def looked_at(self) -> dict[int, int]:
        """The items that this person saw open, with their versions."""
        return read_seen(self.seen.data)


class ConfirmationForm(Form):
    """One answer of the customer to several clauses. Nothing of it is filled in beforehand."""

    clauses = SelectMultipleField(_l("Clauses"), validate_choice=False)
    explained_on = DateField(
        _l("Explained on"), [Optional()], back=True, description=_l("Clauses explained before keep their day")
    )
    confirmed_by = StringField(_l("Confirmed by"), [needed, at_most(50)])
    confirmed_way = RadioField(_l("Way"), [chosen], choices=choices(WAY_LABELS))
    confirmed_on = DateField(_l("Confirmed on"), [needed], back=True)

    #: The clauses that were explained before, with a day of their own.
    explained: Collection[int] = ()

    def foreseen(self) -> Iterable[Callable[[], None]]:
        """Ask for ticks, and for the day where a ticked clause has none, together with everything else."""
        day = self.explained_on.data
        new = [] if self.explained_on.errors else [no for no in self.ticked if no not in self.explained]
        return [
            lambda: check_ticked(self.ticked),
            *(lambda no=no: check_explained(no, day) for no in new[:1]),
        ]

    @property
    def ticked(self) -> dict[int, int]:
        """The clauses that were ticked, with the versions that this person saw."""
        return read_seen(".".join(self.clauses.data or ()))
