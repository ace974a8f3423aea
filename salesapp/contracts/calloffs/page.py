"""A framework and its call-offs, as the page of a contract shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salesapp.accounts.models import User
from salesapp.contracts.access import may_keep
from salesapp.contracts.calloffs import queries
from salesapp.contracts.calloffs.rules import FRAMEWORK
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import SIGNED_OR_LATER
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.web.formats import yuan


@dataclass(frozen=True, slots=True)
class CallOffs:
    """The call-offs of a framework, or the framework of a call-off."""

    url: str
    rows: Sequence[tuple[Contract, str]]
    drawn: str
    ceiling: str
    left: str
    framework: tuple[str, str] | None
    may_call_off: bool
    #: The call-offs that this person may take out again: those that they run, too.
    takes_out: Sequence[tuple[Contract, str]] = ()

    @property
    def shown(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.url)


def calloffs(contract: Contract, user: User) -> CallOffs:
    """Return what a contract has to do with frameworks: mostly nothing."""
    above = None
    if contract.framework is not None:
        above = (contract.framework.number, address("contracts.show", contract_id=contract.framework.id))
    if contract.kind != FRAMEWORK:
        return CallOffs(above[1] if above else "", (), "", "", "", above, may_call_off=False)
    frame = queries.frame_of(contract)
    rows = [(each, address("contracts.show", contract_id=each.id)) for each in queries.of(contract)]
    open_ = contract.status in SIGNED_OR_LATER and not contract.has_ended(clock.today())
    may = open_ and may_keep(contract, user)
    return CallOffs(
        address("calloffs.show", contract_id=contract.id), rows, yuan(frame.drawn), yuan(frame.ceiling), yuan(frame.left),
        above, may, [row for row in rows if may and may_keep(row[0], user)],
    )  # fmt: skip
