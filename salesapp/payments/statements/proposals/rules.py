"""What is said of a row of a statement before anybody decides: whose money, for what, how sure, what else. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from salesapp.payments.receipts.rules import OpenNode, Way
from salesapp.payments.statements.rules import What
from salesapp.words import gettext as _

#: What a bank may have kept as its fees: more that is missing is a part payment, and nobody asks to write it off.
FEES = Decimal(100)


class Strength(StrEnum):
    """How sure a proposal is."""

    STRONG = "strong"
    CUSTOMER = "customer"
    ADVANCE = "advance"
    CLAIM = "claim"


class Note(StrEnum):
    """What is to be said with a proposal."""

    SHORT = "short"
    EARLY = "early"
    VOID = "void"
    THIRD_PARTY = "third_party"
    TRIAL = "trial"
    NO_ADVANCE = "no_advance"
    OVER = "over"


def note_words(note: Note, gap: Decimal = Decimal(0)) -> str:
    """Say what is to be known about a proposal."""
    return {
        Note.SHORT: _("%(gap)s yuan stay open; a write-off can be asked for", gap=f"{gap:,.2f}")
        if gap <= FEES
        else _("%(gap)s yuan stay open", gap=f"{gap:,.2f}"),
        Note.EARLY: _("A node that is due earlier is still open"),
        Note.VOID: _("The contract that is named is void"),
        Note.THIRD_PARTY: _("Somebody else pays: the explanation of the payer is to be filed"),
        Note.TRIAL: _("A trial of the account"),
        Note.NO_ADVANCE: _("The customer has no advance of this amount: a refund must be agreed first"),
        Note.OVER: _("%(gap)s yuan become the customer's advance", gap=f"{gap:,.2f}"),
    }[note]


@dataclass(frozen=True, slots=True)
class Money:
    """A row of a statement that is to be matched."""

    id: int
    amount: Decimal
    payer: str
    account: str
    words: str


@dataclass(frozen=True, slots=True)
class World:
    """What rows are matched against."""

    #: Customers by the key of their name, and by names under which they paid before.
    customers: Mapping[str, int]
    nodes: Mapping[int, Sequence[OpenNode]]
    #: Contracts by their number: (contract, customer, whether void).
    contracts: Mapping[str, tuple[int, int, bool]]
    advances: Mapping[int, Decimal] = field(default_factory=dict)
    own_names: Collection[str] = ()
    own_accounts: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a row probably is."""

    what: What
    strength: Strength = Strength.CLAIM
    customer_id: int | None = None
    shares: Mapping[int, Decimal] = field(default_factory=dict)
    rest: Decimal = Decimal(0)
    notes: Sequence[tuple[Note, Decimal]] = ()
    way: str = Way.TRANSFER
    matures_on: date | None = None

    @property
    def fingerprint(self) -> str:
        """What tells whether a proposal is still the one that was looked at."""
        parts = (self.what, self.strength, self.customer_id, sorted(self.shares.items()), self.rest, self.way)
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]

    @property
    def is_sure(self) -> bool:
        """Whether it may be confirmed as it stands, with others."""
        return self.customer_id is not None and self.strength is not Strength.CLAIM
