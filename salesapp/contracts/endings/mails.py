"""The mail that asks what becomes of a contract whose last day nears."""

from __future__ import annotations

from datetime import datetime

from salesapp.contracts.mails import send
from salesapp.contracts.models import Contract
from salesapp.words import gettext as _
from salesapp.words import ngettext


def expiring(contract: Contract, days: int, at: datetime) -> int:
    """Ask the owner: renew it, complete it, or end it."""
    subject = ngettext(
        "%(number)s ends in %(num)d day", "%(number)s ends in %(num)d days", days, number=contract.number
    )
    opening = _(
        "Its last day is %(day)s. Renew it, note that it is completed, or end it.", day=contract.ends_on
    )
    return send([contract.owner], subject, opening, contract, at, "endings.show")
