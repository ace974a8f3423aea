"""Signature and archive as the page of a contract shows them (F11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from salesapp.accounts.models import User
from salesapp.contracts import access
from salesapp.contracts.checklist.rules import BEFORE_SIGNING, missing_words
from salesapp.contracts.models import Contract
from salesapp.contracts.page import filed_under
from salesapp.contracts.rules import Status
from salesapp.contracts.signing.access import may_sign
from salesapp.contracts.signing.queries import last_sealer
from salesapp.contracts.signing.rules import Promised, past
from salesapp.web import clock
from salesapp.web.formats import iso
from salesapp.words import gettext as _


@dataclass(frozen=True, slots=True)
class Signing:
    """The part of a page where the signature is noted."""

    contract_id: int
    open: bool
    missing: str  # what of the checklist is asked before the signature
    conditions: str  # of the approval
    asks_anew: Sequence[str] = ()  # the fields of dates that are past


def signing(contract: Contract, user: User) -> Signing:
    """Return what the part of the signature shows."""
    return Signing(
        contract.id,
        may_sign(contract, user),
        missing_words(contract.missing(BEFORE_SIGNING)),
        "；".join(contract.conditions),
        [one.field for one in dates_past(contract)],
    )


def first_seal(contract: Contract, today: date) -> dict[str, Any]:
    """Return what the form of the signature begins with; who keeps the seal is mostly who set the last one."""
    sealer = last_sealer() if contract.status == Status.APPROVED else None
    return {
        "signed_on": today,
        "sealed_on": today,
        "seal_kind": "contract",
        "seal_copies": contract.copies,
        "sealed_by": sealer,
    }


def dates_past(contract: Contract) -> list[Promised]:
    """Return the dates that are past for a signature of today; one of an earlier day may ask for fewer."""
    return past(contract.promised_dates, clock.today())


@dataclass(frozen=True, slots=True)
class Archive:
    """The part of a page that says where the signed paper lies."""

    contract_id: int
    shown: bool
    open: bool
    filed: str
    filed_on: date | None
    facts: list[tuple[str, str]]


def archive(contract: Contract, user: User) -> Archive:
    """Return what the part of the archive shows."""
    kept = contract.seal_facts()
    facts = [(_("Archived by"), kept["archived_by"] or ""), (_("Archived on"), iso(kept["archived_on"]))]
    shown = contract.signed_on is not None and contract.voiding is None
    return Archive(
        contract.id, shown, access.may_archive(contract, user), filed_under(contract), kept["archived_on"], facts
    )  # fmt: skip
