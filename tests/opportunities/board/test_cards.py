"""Cards are made and drawn once: one that is as it was is the very same, and nobody's statement is made anew."""

from datetime import datetime, timedelta

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.opportunities.board.queries import _picked, board
from salesapp.opportunities.cards.queries import Card
from salesapp.opportunities.lists.rules import Wanted
from tests.opportunities.factories import NOW, make_opportunity


def cards_of(user: User, now: datetime = NOW) -> dict[int, Card]:
    return {card.id: card for column in board(user, Wanted(), now).columns for card in column.cards}


def test_after_a_change_only_the_changed_card_is_another_one(cast):
    changed, same = make_opportunity(cast.lin), make_opportunity(cast.lin)
    db.session.commit()
    before = cards_of(cast.lin)
    changed.amount += 1
    db.session.commit()
    after = cards_of(cast.lin)
    assert after[same.id] is before[same.id]
    assert after[changed.id].amount == before[changed.id].amount + 1


def test_the_statement_of_the_cards_is_made_once_for_all_of_a_role(cast):
    make_opportunity(cast.lin)
    board(cast.lin, Wanted(), NOW)
    made = _picked.made.cache_info().misses
    assert not cards_of(cast.fang)
    assert len(cards_of(cast.lin, NOW + timedelta(days=40))) == 1
    assert _picked.made.cache_info().misses == made
