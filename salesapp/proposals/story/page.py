"""What the page of a customer or an opportunity shows and tells of proposals and objections (R45)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import g

from salesapp.accounts.models import User
from salesapp.proposals import access
from salesapp.proposals.objections.page import Line as Raised
from salesapp.proposals.objections.page import lines
from salesapp.proposals.objections.queries import Row
from salesapp.proposals.queries import Line
from salesapp.proposals.rules import Status
from salesapp.proposals.story import queries
from salesapp.proposals.value.rules import money_words
from salesapp.web import clock
from salesapp.web.story import CHANGE, About, Entry
from salesapp.words import gettext as _

GROUP = "proposal"


@dataclass(frozen=True, slots=True)
class Panel:
    """The versions and objections of a record, and the number of the opportunity for which one may write more."""

    versions: Sequence[Line]
    raised: Sequence[Raised]
    write_for: int = 0

    @property
    def has_draft(self) -> bool:
        """Whether a version is still written: the next one waits for it."""
        return any(one.status == Status.DRAFT for one in self.versions)


def of_opportunity(opportunity_id: int, user: User) -> Panel | None:
    """Return what the page of an opportunity shows; nothing where there is nothing and none may be written."""
    versions, raised = known("opportunity", opportunity_id, user)
    writes = access.may_write(opportunity_id, user)
    panel = Panel(versions, lines(raised, clock.now()), opportunity_id if writes else 0)
    return panel if versions or raised or writes else None


def of_customer(customer_id: int, user: User) -> Panel | None:
    """Return what the page of a customer shows."""
    versions, raised = known("customer", customer_id, user)
    return Panel(versions, lines(raised, clock.now())) if versions or raised else None


def known(kind: str, record_id: int, user: User) -> tuple[list[Line], list[Row]]:
    """Return what is known of a record: its page tells it twice, and asks for it once."""
    kept = g.setdefault("proposed", {})
    if (kind, record_id) not in kept:
        kept[kind, record_id] = queries.told(kind, record_id, user)
    return kept[kind, record_id]


def tell(
    about: About,
    rows: Iterable[Any],
    *,
    now: datetime,
    size: int,
    groups: Collection[str],
    before: datetime | None,
) -> Iterator[Entry]:
    """Yield the versions that were presented, and what was objected."""
    kind = "opportunity" if about.opportunity_id else "customer"
    versions, raised = known(kind, about.opportunity_id or about.customer_id or 0, about.reader)
    entries = [
        *(_proposal(one) for one in versions if one.status != Status.WITHDRAWN),
        *map(_objection, raised),
    ]
    yield from (entry for entry in entries if before is None or entry.at < before)


def _proposal(one: Line) -> Entry:
    presented = one.status == Status.PRESENTED
    gain = _("%(amount)s a year", amount=money_words(one.yearly)) if one.yearly else ""
    return Entry(
        at=clock.at(one.presented_on, 12) if one.presented_on else one.updated_at, group=GROUP,
        look="mail" if presented else CHANGE, title=_("Proposal presented") if presented else _("Proposal written"),
        url=("proposal", one.id), aside=" · ".join(filter(None, (one.title, one.version, gain))),
    )  # fmt: skip


def _objection(one: Row) -> Entry:
    noon = clock.at(one.raised_on, 12)
    same_day = one.raised_on == clock.local(one.created_at).date()
    return Entry(
        at=max(noon, one.created_at) if same_day else noon, group=GROUP, look="late" if one.is_pending else "call",
        title=f"“{one.words}”", url=("customer_objection", one.id), aside=one.kind_words, mark=one.state.label,
        tone=one.state.tone, note=one.last_points or "",
    )  # fmt: skip
