"""The parts of a contract's page that nouns of their own show: explained, delivered, amended, ended."""

from __future__ import annotations

from typing import Any

from salesapp.accounts.models import User
from salesapp.contracts.amendments import page as amendments
from salesapp.contracts.calloffs import page as calloffs
from salesapp.contracts.delivery import page as delivery
from salesapp.contracts.endings import page as endings
from salesapp.contracts.explanations import page as explanations
from salesapp.contracts.models import Contract


def parts(contract: Contract, user: User) -> dict[str, Any]:
    """Return what each of them shows, by the name that the page knows it by."""
    return {
        "explained": explanations.rounds(contract, user),
        "delivery": delivery.delivery(contract, user),
        "amendments": amendments.part(contract, user),
        "payment_words": amendments.payment_words(contract),
        "calloffs": calloffs.calloffs(contract, user),
        "end": endings.end_of(contract, user),
    }
