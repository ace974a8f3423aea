"""One card of the round: who it is, what to open with, what to ask, what to answer (F03)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from salesapp.accounts.models import User
from salesapp.activities.calls import queries
from salesapp.activities.calls.models import Call
from salesapp.activities.calls.prospects import page as rows
from salesapp.activities.calls.prospects import queries as prospects
from salesapp.activities.calls.rules import (
    REASON_LABELS,
    RESULT_LABELS,
    RESULT_TONES,
    RHYTHM,
    Callee,
    Result,
    Tried,
    follows,
    read_key,
)
from salesapp.activities.tasks.rules import Suggestion, suggested_times
from salesapp.activities.wordings import page as wordings
from salesapp.activities.wordings.queries import spoken
from salesapp.activities.wordings.rules import Wording, worded
from salesapp.activities.wordings.rules import mail as mail_link
from salesapp.calendar.lateness.rules import lateness
from salesapp.calendar.queries import work_calendar
from salesapp.chinese import industries, phones, regions
from salesapp.customers import access as customers
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.playbook.library import queries as library
from salesapp.playbook.library.rules import ItemKind
from salesapp.playbook.objections import queries as objections
from salesapp.playbook.questions import queries as questions
from salesapp.playbook.scripts import queries as scripts
from salesapp.playbook.scripts.rules import ScriptKind
from salesapp.web import clock
from salesapp.web.moments import MINUTE

#: One question of each of the first parts: how it is, what goes wrong, what that costs.
ASKED = ("S", "P", "I")
#: What is due by a day, not by an hour.
ALL_DAY = ("prospect", RHYTHM)


def page(user: User, asked: Mapping[str, str], now: datetime, *, company: str) -> dict[str, Any]:
    """Return what the round shows: the card of the one who is next, and how far it is."""
    tried = queries.tried_today(user, now)
    due = queries.round_of(user, now, tried)
    round_ = due or queries.ahead_of(user, now, tried)
    callee = follows(round_, asked.get("key"))
    card = card_of(callee, user, asked, now, company=company) if callee else None
    place = round_.index(callee) if callee in round_ else 0
    return {
        "card": card, "left": len(due), "ahead": len(round_) - len(due),
        "skip": round_[(place + 1) % len(round_)].key if len(round_) > 1 else None,
        "today": today(tried), "results": RESULT_LABELS, "reasons": REASON_LABELS, "times": times(now),
    }  # fmt: skip


def today(tried: Mapping[str, Tried]) -> dict[str, int]:
    """Return how many calls were made today, and how many reached somebody."""
    return {
        "calls": sum(each.tries for each in tried.values()),
        "reached": sum(each.reached for each in tried.values()),
    }


def times(now: datetime) -> list[tuple[str, str]]:
    """Return the times at which one may call again with one tap: (sent, said)."""
    zone = clock.zone()
    soon = (now + timedelta(hours=1)).astimezone(zone).replace(second=0, microsecond=0)
    offered = [
        Suggestion(soon, f"{soon:%H:%M}"), *suggested_times(now, zone, work_calendar().is_working)
    ]  # fmt: skip
    return [(each.at.astimezone(zone).strftime(MINUTE), each.words) for each in offered]


def card_of(
    callee: Callee, user: User, asked: Mapping[str, str], now: datetime, *, company: str
) -> dict[str, Any] | None:
    """Return the card of one callee, as the screen and the sheet show it (F03); none for who is gone meanwhile."""
    kind, number = read_key(callee.key) or ("", 0)
    row = prospects.find(number, user) if kind == "prospect" else None
    customer = customers.find(callee.customer_id or 0, user) if row is None else None
    whom = row or customer
    if whom is None:
        return None
    day = clock.local(now).date()
    cases = library.offered(whom.industry, day, kind=ItemKind.CASE, pain_points=whom.pain_points)
    bank = questions.for_industry(whom.industry)
    if row is not None:
        known, values = rows.known(row), rows.values(row, cases, sender=user, company=company)
    else:
        assert customer is not None
        story = spoken(customer.id, now)
        known = _known(customer, story.talk, callee.contact_id)
        values = wordings.values(
            customer, known["contact"], now, sender=user, company=company, spoken=story, cases=cases
        )
    mail = known["contact"].email if known["contact"] and not known["number"] else None
    offered = scripts.scripts(kind=ScriptKind.MAIL if mail else ScriptKind.CALL_OPENING)
    script = wordings.chosen(offered, asked.get("script"))
    opening = worded(script.subject, script.body, values) if script else None
    return known | {
        "callee": callee,
        "customer": customer,
        "prospect": row,
        "due": lateness(callee.due_at, now, clock.zone(), all_day=kind in ALL_DAY).words,
        "scripts": offered,
        "script": script,
        "opening": opening,
        "mail": mail,
        "mailto": mail_link(mail, opening) if mail and opening else None,
        "case": cases[0] if cases else None,
        "questions": [bank[part][0].question for part in ASKED if bank[part]],
        "objections": objections.answers()[:4],
    }


def _known(customer: Customer, talk: Any, contact_id: int | None) -> dict[str, Any]:
    contact = _to_call(customer, contact_id)
    stored = contact and (contact.mobile or contact.landline)
    return {
        "name": customer.short_name or customer.full_name,
        "url": ("customer", customer.id),
        "contact": contact,
        "number": phones.shown(stored) if stored else None,
        "dialled": phones.dialled(stored) if stored else None,
        "facts": facts(customer, talk),
    }


def facts(customer: Customer, talk: Any) -> list[tuple[str, str]]:
    """Return what is known in a line each: what it is, what hurts, what was said last."""
    industry = industries.find(customer.industry)
    known = [
        (
            "company",
            " · ".join(filter(None, (industry.name if industry else "", regions.words(customer.region)))),
        ),
        ("pain", customer.pain_points),
        ("budget", customer.budget_timing),
        ("last", talk and (talk.summary or talk.need_payoff)),
    ]
    return [(name, words) for name, words in known if words]


def _to_call(customer: Customer, contact_id: int | None) -> Contact | None:
    people = [contact for contact in customer.contacts if contact.in_office]
    people.sort(key=lambda contact: contact.id != contact_id)
    reached = [contact for contact in people if contact.mobile or contact.landline]
    return next(iter(reached or people), None)


def opening_words(wording: Wording | None) -> str | None:
    """Return an opening as the sheet prints it."""
    return wording.plain if wording else None


def figures(user: User, start: datetime, end: datetime) -> dict[str, Any]:
    """Return what openings brought in a period."""
    return {"rows": queries.brought(user, start, end), "results": RESULT_LABELS, "missed": Result.MISSED}


def listed(
    user: User,
    start: datetime,
    end: datetime,
    asked: Mapping[str, str],
    version_id: int | None,
    call_id: int | None = None,
) -> dict[str, Any]:
    """Return one page of calls, with how they are said."""
    show = asked.get("show", "")
    show = show if show in {*RESULT_LABELS, "agreed"} else ""
    found = queries.calls(
        user, start, end, version_id=version_id, show=show, call_id=call_id, cursor=asked.get("after")
    )
    return {
        "page": found, "results": RESULT_LABELS, "tones": RESULT_TONES, "reasons": REASON_LABELS, "show": show,
        "version_id": version_id, "call_id": call_id,
    }  # fmt: skip


def said(call: Call) -> dict[str, str]:
    """Return what is said of a call once it is kept."""
    whom = call.customer or call.prospect
    return {
        "name": whom.full_name if whom else "",
        "result": str(RESULT_LABELS[call.result]),
    }


def facts_line(known: list[tuple[str, str]]) -> str | None:
    """Return what is known in one line, the last talk first; that somebody stood in a list is nothing that was found out."""
    return next((words for name, words in reversed(known) if name != "list"), None)
