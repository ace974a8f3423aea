"""Trips outside the city: which they are, how their approval is said (F04 审批意见). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from salesapp.chinese import regions
from salesapp.words import lazy_gettext as _l

#: What the approval of a trip is called.
TRIP = "trip"


class Leave(StrEnum):
    """Whether somebody may leave for a trip."""

    NEEDLESS = ""
    UNASKED = "unasked"
    WAITING = "waiting"
    AGREED = "agreed"
    REFUSED = "refused"


LEAVE_LABELS = {
    Leave.UNASKED: _l("Outside our city: the supervisor is not asked yet"),
    Leave.WAITING: _l("Outside our city: waits for the supervisor's word"),
    Leave.AGREED: _l("Outside our city: agreed to"),
    Leave.REFUSED: _l("Outside our city: not agreed to"),
}
LEAVE_TONES = {Leave.UNASKED: "warn", Leave.WAITING: "warn", Leave.AGREED: "ok", Leave.REFUSED: "error"}


def is_away(region: str | None, cities: Iterable[str]) -> bool:
    """Tell whether a place, by the code of its region, lies outside our cities, by their names; none named: all are ours."""
    found = (regions.city_named(name) for name in cities)
    ours = {regions.city_key(city.code) for city in found if city is not None}
    return bool(region) and bool(ours) and regions.city_key(str(region)) not in ours
