"""Giving a piece of the library to a customer, as a letter, a visit or a call does it."""

from __future__ import annotations

from datetime import datetime

from salesapp.accounts.models import User
from salesapp.activities.handouts.models import Handout
from salesapp.activities.rules import CHANNEL_LABELS
from salesapp.customers import access as customers
from salesapp.db import db
from salesapp.playbook.library import queries as library
from salesapp.playbook.library.rules import LibraryRefused, check_offered
from salesapp.web import clock
from salesapp.words import gettext as _


def hand_out(item_id: int | None, customer_id: int | None, way: str, *, by: User, at: datetime) -> Handout:
    """Note that a customer got a piece in the version of now; what is expired is refused (R17)."""
    item = library.find(item_id or 0)
    if item is None:
        raise LibraryRefused(_("Choose what was given."), field="item_id")
    check_offered(item.active, item.expires_on, clock.local(at).date())
    if not customers.sees(customer_id or 0, by):
        raise LibraryRefused(
            _("There is no such customer, or it is not shared with you."), field="customer_id"
        )
    if way not in CHANNEL_LABELS:
        raise LibraryRefused(_("Choose in which way it was given."), field="way")
    handout = Handout(item_id=item.id, no=item.no, customer_id=customer_id, by_id=by.id, at=at, way=way)
    db.session.add(handout)
    db.session.flush()
    return handout
