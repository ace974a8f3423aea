"""A contract takes the lines and the terms of its quotation; once it is signed, the quotation is won."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from salesapp.accounts.models import User
from salesapp.contracts import access
from salesapp.contracts.approval import actions as approving
from salesapp.contracts.calloffs.actions import check_total
from salesapp.contracts.lines import queries as rest
from salesapp.contracts.lines import rules
from salesapp.contracts.models import TERMS, Contract
from salesapp.contracts.payments.rules import Node, NodeKind
from salesapp.contracts.rules import ContractRefused
from salesapp.opportunities.models import Opportunity
from salesapp.quotations import actions as quotations
from salesapp.quotations import queries
from salesapp.quotations.lines.rules import plain
from salesapp.quotations.models import Quotation
from salesapp.quotations.reckoning.rules import RATES
from salesapp.web import clock
from salesapp.words import gettext as _

#: The rate of a contract of which nothing else is said.
USUAL = "13"


def first_terms(quotation: Quotation) -> dict[str, Any]:
    """Return what a new contract takes from its quotation: amount, rate, delivery, payment, warranty, what is delivered."""
    rates = [(one.rate, one.amounts.gross) for one in quotation.rates]
    return {
        "amount": quotation.gross, "tax_rate": rules.main_rate(rates, RATES, USUAL),
        "delivery_cycle": quotation.delivery_cycle, "payment_terms": quotation.payment_terms,
        "after_sales": quotation.warranty, "delivery_content": delivered(quotation), "quotation_id": str(quotation.id),
    }  # fmt: skip


def plan_of(quotation: Quotation) -> list[tuple[NodeKind, Decimal]]:
    """Return the instalments that the quotation tells in its terms of payment."""
    return rules.plan_in(quotation.payment_terms)


def delivered(quotation: Quotation) -> str:
    """Write what is delivered and how much, by the lines."""
    return rules.delivered((one.name, one.spec, plain(one.quantity), one.unit) for one in quotation.lines)[
        :4000
    ]


def find(quotation_id: int | None, opportunity: Opportunity, by: User, today: date) -> Quotation | None:
    """Return the quotation that a contract is drawn up from; refuse one of another opportunity, or that no longer holds."""
    if not quotation_id:
        return None
    quotation = queries.find(quotation_id, by, to_change=True)
    if quotation is None or quotation.opportunity_id != opportunity.id:
        raise ContractRefused(_("Choose a quotation of this opportunity."), field="quotation_id")
    quotations.check_contract(quotation, today)
    return quotation


def take(contract: Contract, quotation_id: int | None, *, by: User, at: datetime) -> None:
    """Take over a newer version of the quotation: lines, amount and what is delivered; the shares of the plan stay."""
    access.check_keeper(contract, by)
    if contract.opportunity is None:
        raise ContractRefused(_("Choose a quotation of this opportunity."))
    quotation = find(quotation_id, contract.opportunity, by, clock.local(at).date())
    if quotation is None:
        raise ContractRefused(_("Choose a quotation of this opportunity."))
    check_total(contract, quotation.gross)
    contract.take_lines(quotation)
    terms = {name: getattr(contract, name) for name in TERMS}
    terms |= {"amount": quotation.gross, "delivery_content": delivered(quotation)}
    nodes = [Node(one.kind, one.condition, one.planned_on, one.percent) for one in contract.payment_nodes]
    contract.revise(terms, nodes, at=at)
    approving.changed(contract, by=by, at=at)


def win(contract: Contract, *, by: User, at: datetime) -> None:
    """End its quotation as won; without one, the newest that binds us of its opportunity."""
    quotation = contract.quotation
    if quotation is None and contract.opportunity_id is not None:
        quotation = queries.newest_in_force(contract.opportunity_id)
    if quotation is not None:
        quotations.win(quotation, by=by, at=at)


def take_back_win(contract: Contract, *, at: datetime) -> None:
    """Let the quotation of a void contract bind us again, unless another contract that was signed has won it."""
    if contract.quotation is not None and not rest.won_by_another(contract):
        quotations.take_back_win(contract.quotation, at=at)
