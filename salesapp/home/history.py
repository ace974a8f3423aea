"""The whole story of a customer or an opportunity on one timeline: talks, changes, contracts (R45, R7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import Row, Select

from salesapp.accounts.models import User
from salesapp.activities.timeline import About, Entry, merged, timeline
from salesapp.contracts.models import Contract, Handoff
from salesapp.contracts.queries import visible_to
from salesapp.customers import queries as customers
from salesapp.customers import words
from salesapp.customers.queries import Card
from salesapp.db import db
from salesapp.web import clock
from salesapp.web.formats import wan
from salesapp.words import gettext as _

SIZE = 20
GROUPS = ("contact", "change", "contract")


def of_customer(
    card: Card,
    user: User,
    *,
    now: datetime,
    show: str | None,
    before: datetime | None = None,
    contracts: bool = True,
) -> list[Entry]:
    """Return the timeline of a customer, narrowed to one group where asked; without ``contracts`` none is looked for."""
    wanted = _wanted(show)
    entries = timeline(About(customer_id=card.id), now=now, size=SIZE, groups=wanted, before=before)
    if contracts and "contract" in wanted:
        entries += _contract_events(user, About(customer_id=card.id), before)
    if "change" in wanted:
        entries += _field_changes(card.id, before)
    if before is None or card.created_at < before:
        entries += [_registration(card)] if show in (None, "change") else []
    return _cut(entries)


def of_opportunity(
    opportunity_id: int,
    user: User,
    *,
    now: datetime,
    show: str | None,
    before: datetime | None = None,
    contracts: bool = True,
) -> list[Entry]:
    """Return the timeline of an opportunity, narrowed to one group where asked; without ``contracts`` none is looked for."""
    wanted, about = _wanted(show), About(opportunity_id=opportunity_id)
    entries = timeline(about, now=now, size=SIZE, groups=wanted, before=before)
    if contracts and "contract" in wanted:
        entries += _contract_events(user, about, before)
    return _cut(entries)


def _wanted(show: str | None) -> tuple[str, ...]:
    return (show,) if show in GROUPS else ("task", *GROUPS)


def _cut(entries: Iterable[Entry]) -> list[Entry]:
    """Order the entries and keep what one page shows: everything to come, and the newest of what was.

    What happened at one moment stays on one page, since the next page begins before that moment.
    """
    ordered = merged(entries)
    waiting = [entry for entry in ordered if entry.group == "task"]
    past = ordered[len(waiting) :]
    last = past[SIZE - 1].at if len(past) >= SIZE else None
    return [*waiting, *past[:SIZE], *(entry for entry in past[SIZE:] if entry.at == last)]


def earlier(entries: list[Entry]) -> str | None:
    """Return where the next page begins, or nothing where this is the last."""
    past = [entry for entry in entries if entry.group != "task"]
    return past[-1].at.isoformat() if len(past) >= SIZE else None


def _registration(card: Card) -> Entry:
    return Entry(
        at=card.created_at, group="change", look="sign", title=_("Registered"), aside=card.source_note or ""
    )


def _field_changes(customer_id: int, before: datetime | None) -> Iterator[Entry]:
    """One entry for each moment at which fields were changed, with what changed below it."""
    lines: dict[tuple[datetime, str | None, str], list[str]] = {}
    for change in customers.changes(customer_id):
        if not change.field.endswith("_id") and (before is None or change.at < before):
            name = words.field_label(change.subject, change.field)
            before_and_after = (
                words.value_words(change.subject, change.field, v) for v in (change.before, change.after)
            )
            said = f"{name}：{' → '.join(value[:80] for value in before_and_after)}"
            lines.setdefault((change.at, change.by, change.subject), []).append(said)
    for (at, by, subject), said in lines.items():
        title = _("Contact person changed") if subject == "contact" else _("Data changed")
        yield Entry(at=at, group="change", look="change", title=title, aside=by or "", note="\n".join(said))


def _contract_events(user: User, about: About, before: datetime | None) -> Iterator[Entry]:
    for row in db.session.execute(_contracts(user, about)):
        for entry in _events(row):
            if before is None or entry.at < before:
                yield entry


def _contracts(user: User, about: About) -> Select:
    query = visible_to(user).outerjoin(Handoff, Handoff.contract_id == Contract.id)
    query = query.with_only_columns(
        Contract.id, Contract.number, Contract.name, Contract.amount, Contract.created_at, Contract.submitted_at,
        Contract.approved_at, Contract.signed_on, Contract.voided_at, Contract.void_reason, Handoff.sent_at,
        Handoff.done_at.label("handed_over_at"), User.name.label("owner"),
    )  # fmt: skip
    return about.only(query.join(User, User.id == Contract.owner_id), Contract).order_by(None).limit(20)


def _events(row: Row) -> Iterator[Entry]:
    signed_at = clock.at(row.signed_on, 12) if row.signed_on else None
    steps = (
        (row.created_at, "change", _("Contract drafted")),
        (row.submitted_at, "change", _("Contract submitted for approval")),
        (row.approved_at, "sign", _("Contract approved")),
        (signed_at, "sign", _("Contract signed")),
        (row.handed_over_at, "sign", _("Contract handed over")),
        (row.voided_at, "late", _("Contract voided")),
    )
    for at, look, title in steps:
        if at is not None:
            aside = _("%(number)s · %(amount)s wan", number=row.number, amount=wan(row.amount))
            yield Entry(at=at, group="contract", look=look, title=title, url=("contract", row.id), aside=aside,
                        note=(row.void_reason or "") if look == "late" else "")  # fmt: skip


__all__ = ["earlier", "of_customer", "of_opportunity"]
