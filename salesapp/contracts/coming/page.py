"""What finance and after-sales see coming of contracts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from salesapp.accounts.models import User
from salesapp.contracts.coming import queries
from salesapp.contracts.payments.rules import NODE_LABELS
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.web.coming import Expected
from salesapp.web.formats import yuan
from salesapp.words import gettext as _

AHEAD = timedelta(days=30)


def handoffs(user: User, now: datetime) -> Iterator[Expected]:
    """Yield the hand-offs that are still with the salesperson (R41)."""
    for row in queries.handoffs(user):
        where = _("not sent yet by %(owner)s", owner=row.owner)
        yield _made(row, where, row.due_on)


def instalments(user: User, now: datetime) -> Iterator[Expected]:
    """Yield the instalments planned for the next 30 days."""
    today = clock.local(now).date()
    for row in queries.instalments(user, today, today + AHEAD):
        yield _made(row, f"{NODE_LABELS[row.kind]} {yuan(row.amount)} {_('yuan')}", row.planned_on)


def _made(row, detail: str, on) -> Expected:
    return Expected(f"{row.customer} {row.number}", detail, address("contracts.show", contract_id=row.id), on)
