"""The card of each visit of a day as plain values for paper: what one must know at the door."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from salesapp.accounts.models import User
from salesapp.activities.rules import CHANNEL_LABELS, CONCLUSION_LABELS
from salesapp.activities.sheets import need_words, promise_words
from salesapp.activities.visits.models import Visit
from salesapp.activities.visits.pack import queries
from salesapp.activities.visits.pack.rules import Card
from salesapp.activities.visits.page import when_words
from salesapp.capability import installed
from salesapp.chinese import addresses, industries, phones
from salesapp.chinese.texts import enumerated
from salesapp.opportunities.rules import standing
from salesapp.web.formats import iso, short_moment, wan
from salesapp.words import gettext as _


def cards(user: User, day: date) -> list[Card]:
    """Return the cards of a person's visits of a day, in order of time, in the same looks however many visits there are."""
    visits = queries.of_day(user, day)
    ids = queries.seen({visit.customer_id for visit in visits}, user) if visits else set()
    known: list[dict[int, list[Any]]] = [{}, {}, {}, {}]
    carried: dict[str, Mapping[int, Sequence[str]]] = {}
    if ids:
        known = [
            queries.records(ids),
            queries.promises(ids),
            queries.needs(ids),
            queries.opportunities(ids, user),
        ]
        carried = {str(each.title): each.lines(ids, user) for part in installed() for each in part.carried}
    return [
        Card(
            visit.number, visit.customer.full_name, place, len(visits), _facts(visit, visit.customer_id in ids),
            _lists(visit, [each.get(visit.customer_id, []) for each in known], _carried(visit, carried)),
            _sure(visit, visit.customer_id in ids), _expected(visit), _occasion(visit),
        )
        for place, visit in enumerate(visits, 1)
    ]  # fmt: skip


def _carried(visit: Visit, carried: Mapping[str, Mapping[int, Sequence[str]]]) -> list[tuple[str, list[str]]]:
    """Return what others keep of the customer of a visit."""
    return [(title, list(lines.get(visit.customer_id, ()))) for title, lines in carried.items()]


def _facts(visit: Visit, seen: bool) -> list[tuple[str, str]]:
    customer = visit.customer
    people = "；".join(_person(contact, seen) for contact in visit.contacts)
    company = (
        [industries.words(customer.industry), customer.decision_chain, customer.pain_points] if seen else []
    )
    return [
        (_("Appointment"), when_words(visit.starts_at, visit.ends_at)),
        (_("Kind of visit"), visit.kind_label),
        (_("Place"), addresses.full(visit.region, visit.place)),
        (_("Transport"), visit.transport or "/"),
        (_("Whom you meet"), people or "/"),
        (_("Companions"), enumerated(each.user.name for each in visit.companions) or "/"),
        (_("Purpose"), visit.purpose),
        (_("Expected result"), visit.expected or "/"),
        (_("Preparation"), "　".join(f"{'☑' if each.done_at else '□'}{each.label}" for each in visit.preparation)),
        (_("The company"), " · ".join(filter(None, company)) or "/"),
    ]  # fmt: skip


def _sure(visit: Visit, seen: bool) -> dict[str, str]:
    """Return what the sheet behind a card says for certain: about whom it is. What happened is for the writer to say."""
    sure = {"customer": visit.customer.full_name}
    business = visit.opportunity if seen else None
    return sure | {"opportunity": business.number} if business else sure


def _expected(visit: Visit) -> dict[str, list[str]]:
    """Return who is expected on both sides, each to be ticked by whoever writes the sheet: who came is not known yet."""
    theirs = [" ".join(filter(None, (each.name, each.title))) for each in visit.contacts]
    ours = [visit.owner.name, *(each.user.name for each in visit.companions)]
    return {"their_people": theirs, "our_people": ours}


def _occasion(visit: Visit) -> str:
    return f"{visit.number} · {when_words(visit.starts_at, visit.ends_at)}"


def _person(contact: Any, seen: bool) -> str:
    stored = contact.mobile or contact.landline
    return " ".join(
        filter(None, (contact.name, contact.title, phones.shown(stored) if stored and seen else ""))
    )


def _lists(
    visit: Visit, known: Sequence[Sequence[Any]], carried: Sequence[tuple[str, list[str]]]
) -> list[tuple[str, list[str]]]:
    records, promises, needs, opportunities = known
    return [
        (_("Last three contacts"), [_record(row) for row in records]),
        (_("Open promises"), [promise_words(row) for row in promises]),
        (_("Needs"), list(dict.fromkeys(need_words(row) for row in needs))),
        (_("Open business"), [_opportunity(row) for row in opportunities]),
        *carried,
        (_("Outline of SPIN questions"), (visit.outline or "").splitlines()),
        (_("Risks and answers"), (visit.risks or "").splitlines()),
    ]


def _record(row: Any) -> str:
    how = str(CHANNEL_LABELS.get(row.channel, row.channel))
    said = row.summary or row.need_payoff or row.feedback or ""
    parts = (
        short_moment(row.started_at),
        how,
        row.people,
        str(CONCLUSION_LABELS.get(row.conclusion, "")),
        said,
    )
    return " · ".join(part for part in parts if part)


def _opportunity(row: Any) -> str:
    amount = _("%(amount)s x 10,000 yuan", amount=wan(row.amount))
    day = _("expected %(day)s", day=iso(row.expected_close_on))
    return " · ".join((f"[{row.grade}] {row.name}", amount, standing(row.stage, row.status), day))
