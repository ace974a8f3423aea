"""The call cards of somebody's day on paper: two a page (F03)."""

from __future__ import annotations

from typing import Any

from flask import current_app

from salesapp.accounts.models import User
from salesapp.activities.calls import queries
from salesapp.activities.calls.page import card_of, facts_line, opening_words
from salesapp.activities.calls.rules import fitting, on_paper
from salesapp.documents.paper.values import SheetData
from salesapp.web import clock
from salesapp.words import gettext as _

#: As many as somebody carries along; the screen has the others.
MOST = 40
#: Signs that what they may say has room for.
ROOM = 120


def call_cards(user_id: int, user: User) -> SheetData | None:
    """Return the cards of one's own round of today, in its order; nobody prints a colleague's."""
    if user_id != user.id:
        return None
    now = clock.now()
    company = current_app.config["SALESAPP"].company_name
    cards = []
    for callee in queries.round_of(user, now)[:MOST]:
        card = card_of(callee, user, {}, now, company=company)
        if card is not None:
            cards.append(_card(card))
    today = clock.local(now).date()
    return SheetData(
        number=f"{today:%Y%m%d}-{user.username}",
        values={"caller": user.name, "on": today},
        rows={"card": cards},
        url="/calls",
        subject=_("Calls of %(name)s", name=user.name),
    )


def _card(card: dict[str, Any]) -> dict[str, Any]:
    contact, case, whom = card["contact"], card["case"], card["customer"] or card["prospect"]
    answers = [f"{row.objection} → {row.answer}" for row in card["objections"][:2]]
    opening = opening_words(card["opening"])
    found = facts_line(card["facts"])
    return {
        "customer": whom.full_name,
        "contact": " ".join(filter(None, (contact.name, contact.title))) if contact else None,
        "phone": card["number"] or card["mail"],
        "way": "mail" if card["mail"] else "phone",
        "news": found if card["prospect"] else card["callee"].purpose or found,
        "opening": opening and on_paper(opening),
        "value": f"{case.figure}：{case.name}" if case else None,
        "questions": "\n".join(f"{no}. {words}" for no, words in enumerate(card["questions"], 1)),
        "objections": "\n".join(fitting(answers, ROOM)),
    }
