"""The pack of a day is printed: the card of each visit, and behind it the sheet to write on (F05)."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import date, datetime

from salesapp.accounts.models import User
from salesapp.activities.visits.pack.rules import Card
from salesapp.db import writing
from salesapp.documents.paper import house
from salesapp.documents.paper.compose import environment
from salesapp.documents.paper.values import Ahead
from salesapp.documents.press.pool import press
from salesapp.documents.register.actions import print_blank
from salesapp.trail import actions as audit
from salesapp.web import clock
from salesapp.words import gettext as _

RECORD_SHEET = "F05"


def print_pack(cards: Sequence[Card], day: date, *, by: User, at: datetime) -> bytes:
    """Return one PDF of a day's visits in their order; it is noted in the audit trail who took it along.

    The sheets behind the cards name the customer and offer who is expected; they have codes of their own, so that a
    photograph of one says which it is.
    """
    from salesapp.documents.press import binding  # with pikepdf, which nobody else needs

    imprint = house.imprint()
    with writing():
        audit.record("print", detail={"day": day.isoformat(), "visits": len(cards)}, actor=by)
    printed_at = f"{clock.local(at):%Y-%m-%d %H:%M}"
    template = environment().get_template("documents/paper/visit.html")
    pages = [
        template.render(card=card, imprint=imprint, printed_by=by.name, printed_at=printed_at)
        for card in cards
    ]
    with ThreadPoolExecutor(1) as beside:  # one renderer prints the cards, the other the sheets
        printed = [beside.submit(copy_context().run, press().print, page) for page in pages]
        blanks = [print_blank(RECORD_SHEET, by=by, at=at, compact=True, ahead=_ahead(card)) for card in cards]
    parts: dict[bytes, str] = {}
    for card, front, blank in zip(cards, printed, blanks, strict=True):
        parts[front.result().pdf] = f"{card.place} {card.title}"
        parts[blank.pdf] = _("Record: %(customer)s", customer=card.title)
    return binding.bound(parts, title=_("Visits of %(day)s", day=day.isoformat()))


def _ahead(card: Card) -> Ahead:
    offered = {name: tuple(people) for name, people in card.people.items() if people}
    return Ahead(dict(card.ahead), offered, card.occasion)
