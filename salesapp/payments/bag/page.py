"""What a customer still owes, in a line each, on the card that goes along to a visit."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from salesapp.accounts.models import User
from salesapp.payments.access import sees_money
from salesapp.payments.bag import queries
from salesapp.payments.nodes.page import line
from salesapp.payments.rules import STATE_LABELS, State
from salesapp.web import clock
from salesapp.web.formats import iso, yuan
from salesapp.words import gettext as _


def lines(customer_ids: Collection[int], user: User) -> dict[int, list[str]]:
    """Return the open instalments of some customers in words, for whom money concerns."""
    found: dict[int, list[str]] = {}
    if sees_money(user):
        for row in queries.open_of(customer_ids, user):
            found.setdefault(row.customer_id, []).append(_words(row))
    return found


def _words(row: Any) -> str:
    shown = line(row, clock.today())
    parts = (
        row.number,
        _("%(kind)s, %(amount)s yuan open", kind=shown.kind, amount=yuan(shown.open)),
        _("received %(amount)s yuan", amount=yuan(shown.received)) if shown.received else "",
        iso(shown.planned_on) if shown.planned_on else shown.when,
        _("%(days)s late", days=shown.late) if shown.state is State.LATE else str(STATE_LABELS[shown.state]),
    )
    return " · ".join(part for part in parts if part)
