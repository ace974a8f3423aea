"""What every mail about a contract says: its facts, and where it is found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from salesapp.accounts.models import User
from salesapp.contracts.models import Contract
from salesapp.mail.models import queue
from salesapp.web.addresses import address
from salesapp.words import gettext as _


def send(
    to: Iterable[User],
    subject: str,
    opening: str,
    contract: Contract,
    at: datetime,
    page: str = "contracts.show",
) -> int:
    """Write to some people, each once, and count the mails; ``page`` is where they are led."""
    people = {user.id: user for user in to}.values()
    body, path = "\n".join([opening, "", *facts(contract)]), address(page, contract_id=contract.id)
    return sum(
        queue(to=user, subject=subject, body=body, path=path, at=at, about=contract.number) is not None
        for user in people
    )


def facts(contract: Contract) -> list[str]:
    """Return what every mail about a contract says of it, line by line."""
    return [
        _("Contract: %(number)s %(name)s", number=contract.number, name=contract.name),
        _("Customer: %(name)s", name=contract.customer.full_name),
        _("Amount: %(amount)s yuan", amount=f"{contract.amount:,.2f}"),
        _("Sales representative: %(name)s", name=contract.owner.name),
    ]
