"""Which quotation a contract is drawn up from, and whether there is a newer one."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Select, select

from salesapp.accounts.models import User
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import SIGNED_OR_LATER, Status
from salesapp.db import db
from salesapp.quotations import queries as quotations
from salesapp.quotations.access import may_keep, seen
from salesapp.quotations.actions import check_contract
from salesapp.quotations.models import Quotation
from salesapp.quotations.rules import IN_FORCE
from salesapp.quotations.validity.rules import is_over
from salesapp.statements import Made
from salesapp.web.formats import yuan


def asked(quotation_id: int | None, user: User) -> Quotation | None:
    """Return the quotation that somebody asked to make a contract of, as far as they see it."""
    return quotations.find(quotation_id, user) if quotation_id else None


def proposed(opportunity_id: int, chosen: Quotation | None, today: date) -> Quotation | None:
    """Return what a new contract begins with: the quotation that was chosen, else the newest that binds us.

    One that was replaced is refused with the number of the newer; one that no longer holds, with its last day.
    """
    if chosen is not None:
        check_contract(chosen, today)
        return chosen
    newest = quotations.newest_in_force(opportunity_id)
    return newest if newest is not None and not is_over(newest.valid_until, today) else None


def passed_over(opportunity_id: int | None, today: date) -> str:
    """Return the quotation of an opportunity that binds us today, with its sum; nothing where there is none."""
    found = proposed(opportunity_id, None, today) if opportunity_id is not None else None
    return f"{found.label} ¥{yuan(found.gross)}" if found is not None else ""


def newer(contract: Contract, today: date) -> Quotation | None:
    """Return a version of its quotation that was agreed to later and still holds."""
    if contract.quotation is None:
        return None
    found = quotations.newer_than(contract.quotation)
    usable = found is not None and found.status in IN_FORCE and not is_over(found.valid_until, today)
    return found if usable else None


def opened(contract: Contract, user: User) -> list[Made]:
    """Return what tells whether a person may open the contract's quotation; nothing where that is known without asking."""
    quotation = contract.quotation
    return [] if quotation is None or may_keep(quotation, user) else [seen(user, quotation.id)]


def won_by_another(contract: Contract) -> bool:
    """Tell whether another contract that was signed, and is not void, was drawn up from the same quotation."""
    query = select(Contract.id).where(
        Contract.quotation_id == contract.quotation_id, Contract.id != contract.id,
        Contract.status.in_(SIGNED_OR_LATER),
    )  # fmt: skip
    return db.session.scalar(query.limit(1)) is not None


def drawn() -> Select:
    """Select the quotations that a contract which is not void was drawn up from."""
    return select(Contract.quotation_id).where(
        Contract.quotation_id.is_not(None), Contract.status != Status.VOID
    )
