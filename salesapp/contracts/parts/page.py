"""The parts of a contract's page that nouns of their own show: explained, delivered, amended, ended, asked, told of."""

from __future__ import annotations

from typing import Any

from salesapp.accounts.models import User
from salesapp.contracts.amendments import page as amendments
from salesapp.contracts.calloffs import page as calloffs
from salesapp.contracts.delivery import page as delivery
from salesapp.contracts.delivery.queries import papers
from salesapp.contracts.endings import page as endings
from salesapp.contracts.explanations import page as explanations
from salesapp.contracts.history import page as history
from salesapp.contracts.lines import page as lines
from salesapp.contracts.lines.queries import opened
from salesapp.contracts.models import Contract
from salesapp.documents.attachments.queries import listed
from salesapp.quotations.access import may_keep
from salesapp.support import page as support
from salesapp.support.queries import asked_of
from salesapp.web import clock
from salesapp.web.blocks import blocks_of

CONTRACT = Contract.__tablename__


def parts(contract: Contract, user: User, *, everything: bool) -> dict[str, Any]:
    """Return what each of them shows, by the name that the page knows it by; of its history ``everything`` or the latest.

    What needs nothing of one another is asked in one round.
    """
    quotation = contract.quotation
    blocks, (files, of_delivery, asked, told, *opens) = blocks_of(
        CONTRACT, contract.id, user, listed(contract.id, owner_type=CONTRACT), papers(contract.id),
        asked_of(contract.id, user, kind=CONTRACT), history.asked(contract, everything=everything), *opened(contract, user),
    )  # fmt: skip
    keeps = quotation is not None and may_keep(quotation, user)
    return {
        "explained": explanations.rounds(contract, user),
        "delivery": delivery.delivery(contract, user, of_delivery),
        "amendments": amendments.part(contract, user),
        "payment_words": amendments.payment_words(contract),
        "calloffs": calloffs.calloffs(contract, user),
        "end": endings.end_of(contract, user),
        "files": files,
        "support": support.panel_of(CONTRACT, contract.id, asked),
        "lines": lines.lines(contract, user, clock.today(), opens=keeps or any(opens)),
        "blocks": blocks,
        "history": history.block(contract, user, told),
        "all_history": everything,
    }
