"""What proposals and objections tell on the timeline of a customer or an opportunity (R45)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from salesapp.proposals import page
from salesapp.proposals.objections import page as objections
from salesapp.proposals.objections.queries import Row
from salesapp.proposals.queries import Line
from salesapp.proposals.rules import Status
from salesapp.proposals.value.rules import money_words
from salesapp.web import clock
from salesapp.web.story import CHANGE, About, Entry
from salesapp.words import gettext as _

GROUP = "proposal"


def tell(
    about: About, *, now: datetime, size: int, groups: Collection[str], before: datetime | None
) -> Iterator[Entry]:
    """Yield the versions that were presented, and what was objected."""
    kind = "opportunity" if about.opportunity_id else "customer"
    record_id = about.opportunity_id or about.customer_id or 0
    entries = [
        *(
            _proposal(one)
            for one in page.known(kind, record_id, about.reader)
            if one.status != Status.WITHDRAWN
        ),
        *(_objection(one) for one in objections.known(kind, record_id, about.reader)),
    ]
    yield from (entry for entry in entries if before is None or entry.at < before)


def _proposal(one: Line) -> Entry:
    presented = one.status == Status.PRESENTED
    gain = _("%(amount)s a year", amount=money_words(one.yearly)) if one.yearly else ""
    return Entry(
        at=page.written_at(one), group=GROUP, look="mail" if presented else CHANGE,
        title=_("Proposal presented") if presented else _("Proposal written"), url=("proposal", one.id),
        aside=" · ".join(filter(None, (one.title, one.version, gain))),
    )  # fmt: skip


def _objection(one: Row) -> Entry:
    return Entry(
        at=max(clock.at(one.raised_on, 12), one.created_at) if one.raised_on == clock.local(one.created_at).date()
        else clock.at(one.raised_on, 12),
        group=GROUP, look="late" if one.is_pending else "call", title=f"“{one.words}”", url=("customer_objection", one.id),
        aside=one.kind_words, mark=one.state.label, tone=one.state.tone, note=one.last_points or "",
    )  # fmt: skip
