"""The text of a contract as its page and its paper show it."""

from __future__ import annotations

from dataclasses import dataclass

from salesapp.accounts.models import User
from salesapp.contracts.access import may_edit
from salesapp.contracts.models import Contract
from salesapp.contracts.texts.clauses import rules as clauses
from salesapp.contracts.texts.clauses.rules import Filled
from salesapp.contracts.texts.queries import clauses_of
from salesapp.rights.rules import Role


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a contract, as its page shows it."""

    contract_id: int
    clauses: list[tuple[Filled, str]]  # with how each deviates
    deviating: int
    may_edit: bool


def text_of(contract: Contract, user: User) -> Text:
    """Return the text of a contract."""
    shown = [(one, clauses.changed_words(one) if one.deviates else "") for one in clauses_of(contract)]
    return Text(contract.id, shown, sum(one.deviates for one, _how in shown), may_edit(contract, user))


def keeps_templates(user: User) -> bool:
    """Tell whether a person makes templates: legal."""
    return user.role == Role.LEGAL
