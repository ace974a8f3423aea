"""Who at a customer is a contact: how many, whom one can reach, the one key contact, who has gone (F01; R44, R47). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any

from salesapp.customers.rules import CustomerRefused
from salesapp.refusals import Refusal, check_all
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

MOST_CONTACTS = 20


class Status(StrEnum):
    """Whether a contact still sits at this customer (R47)."""

    ACTIVE = "active"
    LEFT = "left"
    MOVED = "moved"


STATUS_LABELS: dict[str, Any] = {
    Status.ACTIVE: _l("In office"),
    Status.LEFT: _l("Has left"),
    Status.MOVED: _l("Moved to another post"),
}


class ContactRefused(Refusal):
    """A contact cannot be changed in this way (R47)."""


def check_contacts(contacts: Sequence[Mapping[str, Any]]) -> None:
    """Refuse a registration without a contact, with none or two key contacts, or with one nobody can reach (R44)."""
    if not contacts:
        raise CustomerRefused(_("A customer needs at least one contact."), field="contacts-0-name")
    if len(contacts) > MOST_CONTACTS:
        raise CustomerRefused(_("Register at most %(count)s contacts at once.", count=MOST_CONTACTS))
    check_all(
        *(
            partial(
                check_reachable,
                contact.get("mobile"),
                contact.get("landline"),
                field=f"contacts-{row}-mobile",
            )
            for row, contact in enumerate(contacts)
        ),
        partial(_check_one_key, contacts),
    )


def _check_one_key(contacts: Sequence[Mapping[str, Any]]) -> None:
    keys = [row for row, contact in enumerate(contacts) if contact.get("is_key")]
    if len(keys) > 1:
        raise CustomerRefused(_("Only one contact is the key contact."), field=f"contacts-{keys[1]}-is_key")


def check_reachable(mobile: str | None, landline: str | None, *, field: str = "mobile") -> None:
    """Refuse a contact without mobile and landline (F01: 二选一必填)."""
    if not mobile and not landline:
        raise CustomerRefused(_("Mobile or landline: enter at least one."), field=field)


def key_contact(contacts: Sequence[Mapping[str, Any]]) -> int:
    """Return which row is the key contact: the ticked one, else the first (R44)."""
    return next((row for row, contact in enumerate(contacts) if contact.get("is_key")), 0)


def check_departure(*, status: str, on: date, today: date, active: bool, same: bool) -> None:
    """Refuse to mark a contact as gone twice, in the future, or with themselves as successor (R47)."""
    if status not in (Status.LEFT, Status.MOVED):
        raise ContactRefused(_("Choose whether the contact has left or moved."), field="status")
    if not active:
        raise ContactRefused(_("This contact is already marked as gone."))
    if on > today:
        raise ContactRefused(_("The day of the change lies in the future."), field="status_on")
    if same:
        raise ContactRefused(_("Nobody succeeds themselves. Choose another contact."), field="successor_id")
