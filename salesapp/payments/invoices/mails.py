"""Mails about requests for invoices that nobody issues any more (F14)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from salesapp.accounts.models import User
from salesapp.accounts.queries import with_role
from salesapp.contracts.mails import send
from salesapp.contracts.models import Contract
from salesapp.payments.invoices.models import InvoiceRequest
from salesapp.rights.rules import Role
from salesapp.web.formats import yuan
from salesapp.words import gettext as _


def ended(contract: Contract, rows: Sequence[InvoiceRequest], reason: str, *, by: User, at: datetime) -> None:
    """Tell finance, and who asked, that requests ended with their contract: nothing is issued on them."""
    subject = _("%(number)s: no invoice is issued any more", number=contract.number)
    told = [_("%(number)s: %(amount)s yuan", number=row.number, amount=yuan(row.amount)) for row in rows]
    people = [*with_role(Role.FINANCE), *(row.by for row in rows)]
    send([user for user in people if user.id != by.id], subject, "\n".join([reason, *told]), contract, at)
