"""When somebody may stand in for somebody else (W10–W14). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from salesapp.refusals import Refusal
from salesapp.words import gettext as _

#: Nobody is away longer than this; whoever is needs a successor.
LONGEST = timedelta(days=366)


class DeputyRefused(Refusal):
    """Nobody can stand in for somebody like this."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One person stands in for another from a day to a day, both included."""

    principal_id: int
    deputy_id: int
    starts_on: date
    ends_on: date

    def overlaps(self, other: Standing) -> bool:
        """Tell whether two share a day."""
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on


#: How often a seat is passed on from deputy to deputy where the setting lets it.
MOST_LINKS = 2


def check(new: Standing, others: Iterable[Standing], *, today: date, passes_on: bool = False) -> None:
    """Refuse days that run backwards or are over, oneself, two deputies at once, and a deputy of a deputy (W13).

    Where deputies are passed on, two links are the most, and nobody stands in for themselves through others.
    """
    if new.principal_id == new.deputy_id:
        raise DeputyRefused(_("Nobody stands in for themselves."), field="deputy")
    if new.ends_on < new.starts_on:
        raise DeputyRefused(_("The last day lies before the first."), field="ends_on")
    if new.ends_on < today:
        raise DeputyRefused(_("These days are over."), field="ends_on")
    if new.ends_on - new.starts_on > LONGEST:
        raise DeputyRefused(_("At most one year."), field="ends_on")
    near = [other for other in others if new.overlaps(other)]
    for other in near:
        if other.principal_id == new.principal_id:
            raise DeputyRefused(_("Somebody stands in on these days already."), field="starts_on")
        if other.principal_id == new.deputy_id and other.deputy_id == new.principal_id:
            raise DeputyRefused(
                _("You would stand in for each other: name a third colleague."), field="deputy"
            )
    if passes_on:
        _check_links(new, near)
        return
    for other in near:
        if other.principal_id == new.deputy_id:
            raise DeputyRefused(
                _("This colleague is away then and has a deputy: deputies are not passed on."), field="deputy"
            )
        if other.deputy_id == new.principal_id:
            raise DeputyRefused(
                _("You stand in for a colleague on these days: deputies are not passed on."), field="deputy"
            )


def _check_links(new: Standing, near: Iterable[Standing]) -> None:
    before = [other for other in near if other.deputy_id == new.principal_id]
    after = [other for other in near if other.principal_id == new.deputy_id]
    further = [
        other for other in near
        if other.deputy_id in {one.principal_id for one in before} or other.principal_id in {one.deputy_id for one in after}
    ]  # fmt: skip
    if further or (before and after):
        raise DeputyRefused(
            _(
                "A decision is passed on at most %(count)s times: name a colleague who is there.",
                count=MOST_LINKS,
            ),
            field="deputy",
        )
