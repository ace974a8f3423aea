"""Dates that a contract promises and that are past when it is signed: asked for anew, old beside new. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from salesapp.contracts.rules import ContractRefused
from salesapp.refusals import check_all
from salesapp.words import gettext as _

DELIVERY = "delivery_on"


@dataclass(frozen=True, slots=True)
class Promised:
    """One date that the contract promises: of its delivery, or of a payment."""

    key: str
    label: str
    day: date

    @property
    def field(self) -> str:
        """What its new date is called in the form."""
        return f"new_{self.key}"


def past(dates: Iterable[Promised], signed_on: date) -> list[Promised]:
    """Return the dates that lie before the day of signing: what is promised on the day itself still can be kept."""
    return [one for one in dates if one.day < signed_on]


def renewed(dates: Iterable[Promised], typed: Mapping[str, Any], *, signed_on: date) -> dict[str, date]:
    """Return the new day of each date that is past by its key, or refuse one that is missing or past again."""
    asked = past(dates, signed_on)
    check_all(*(partial(_check_new, one, typed.get(one.field), signed_on) for one in asked))
    return {one.key: typed[one.field] for one in asked}


def _check_new(one: Promised, day: date | None, signed_on: date) -> None:
    if day is None:
        raise ContractRefused(
            _("%(what)s: %(day)s lies before the signing. Give the new date.", what=one.label, day=one.day),
            field=one.field,
        )
    if day < signed_on:
        raise ContractRefused(_("The new date lies before the signing, too."), field=one.field)


def check_archived(archived_on: date | None, *, signed_on: date | None, today: date) -> None:
    """Refuse a day of filing before the signature or after today (F11)."""
    if archived_on is not None and (archived_on > today or (signed_on and archived_on < signed_on)):
        raise ContractRefused(_("It is filed between the signature and today."), field="archived_on")


def both(day: str, before: str) -> str:
    """Write a date with the one that was approved, where the signing changed it."""
    return _("%(new)s (approved: %(old)s)", new=day, old=before) if before else day
