"""The words in which the past of the demo company is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Talk:
    """One contact, so many working days ago. ``words`` picks from `talk.TALKS`; the first of a customer is its first."""

    ago: int
    hour: int = 10
    channel: str = "phone"
    person: int = 0
    words: int | None = None
    conclusion: str = "level"
    with_deal: bool = True
    comment: str = ""


@dataclass(frozen=True)
class ThankYou:
    """What became of the thank-you letter: sent so many hours after the first contact, or not yet."""

    hours: float | None = 3
    promises: tuple[str, ...] = ("同行案例两份", "方案框架")


@dataclass(frozen=True)
class Next:
    """The contact that comes next: so many working days from today (negative: overdue), or why there is none."""

    days: int | None
    hour: int = 10
    purpose: str = "跟进"
    none_because: str = ""


@dataclass(frozen=True)
class Deal:
    """An opportunity: opened so many working days ago, moved over the board, perhaps ended."""

    name: str
    amount: int  # yuan
    closes_in: int  # calendar days from today; grade follows
    opened: int
    moves: tuple[tuple[str, int], ...] = ()
    scores: tuple[int, int, int] = (3, 3, 3)
    product: str = "software"
    need: str = ""
    ended: tuple[str, int, str, str] | None = None  # status, ago, main cause, words
    agreed: bool = True  # the supervisor agreed to open it


State = Literal[
    "draft", "checklist", "submitted", "finance", "director", "returned", "approved", "signed", "sent", "half", "sent_back",
    "handed_over", "void",
]  # fmt: skip


@dataclass(frozen=True)
class Paper:
    """A contract: how far it has come, and so many working days ago it was drafted."""

    state: State
    drafted: int
    signed: int | None = None
    margin: int = 38  # per cent
    deviation: str = ""  # from our standard text
    note: str = ""
    supplement: int = 0  # working days ago a supplement was drawn up
    drafted_only: bool = False  # and it waits for the customer's word, still a draft
    term: int = 365  # days
    delivery: Literal["", "shipped", "late", "accepted"] = ""  # once after-sales has received it
    kind: Literal["sale", "framework", "calloff"] = "sale"  # a call-off is drawn on the customer's framework

    @property
    def held(self) -> int:
        """The per cent that the customer holds back for the warranty."""
        return 5 if self.state == "director" else 10


@dataclass(frozen=True)
class Plot:
    """The story of one customer."""

    company: str
    talks: tuple[Talk, ...]
    next: Next
    thank_you: ThankYou = ThankYou()
    deals: tuple[Deal, ...] = ()
    papers: tuple[Paper | None, ...] = ()  # of the deals, in their order
    shared_with: tuple[tuple[str, str], ...] = ()
    hours_ago: float | None = None  # the first contact ended so long ago, whatever the day
    leaves: tuple[int, str] | None = None  # so many working days ago the first person left; who follows
