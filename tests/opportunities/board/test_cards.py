"""Cards are made and drawn once: one that is as it was is the very same, and nobody's statement is made anew."""

from datetime import datetime, timedelta

from flask_babel import force_locale

from salesapp.accounts.models import User
from salesapp.db import db, touch_config
from salesapp.opportunities.board.page import whole
from salesapp.opportunities.board.queries import MOST_BOARDS, _picked, board
from salesapp.opportunities.cards.queries import Card
from salesapp.opportunities.lists.rules import Wanted
from salesapp.web import cache
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


ALL = Wanted()


def drawn(user: User, wanted: Wanted = ALL, *, may_move: bool = True) -> str:
    """Return what a person's board looks like."""
    return whole(board(user, wanted, NOW), wanted, may_move, 10)


def test_a_board_that_shows_the_same_is_drawn_once(app, cast):
    one, _other = make_opportunity(cast.lin), make_opportunity(cast.fang)
    db.session.commit()
    with app.test_request_context("/"):
        first = drawn(cast.lin)
        assert drawn(cast.lin) is first
        assert drawn(cast.lin, may_move=False) != first and drawn(cast.fang) != first
        assert drawn(cast.lin, Wanted(mine=True)) != first
        with force_locale("en"):
            assert drawn(cast.lin) != first
        touch_config()
        db.session.commit()
        cache.forget()
        assert drawn(cast.lin) is not first
        assert f'id="card-{one.id}"' in first


def test_whatever_changes_on_a_board_is_drawn(app, cast):
    one = make_opportunity(cast.lin)
    db.session.commit()
    with app.test_request_context("/"):
        first = drawn(cast.lin)
        one.customer.short_name = "改名后"  # the pulse of opportunities does not move
        db.session.commit()
        renamed = drawn(cast.lin)
        assert "改名后" in renamed and "改名后" not in first
        cast.lin.name = "林改"
        db.session.commit()
        assert "林改" in drawn(cast.lin)
        one.amount += 10_000
        db.session.commit()
        richer = board(cast.lin, Wanted(), NOW)
        assert richer.columns[0].amount == one.amount and richer.pulse != ""
        make_opportunity(cast.lin)
        db.session.commit()
        assert board(cast.lin, Wanted(), NOW).columns[0].count == 2


def test_many_boards_do_not_grow_for_ever(app, cast):
    make_opportunity(cast.lin)
    for shown in range(MOST_BOARDS + 5):
        board(cast.lin, Wanted(), NOW, shown={"first_contact": 20 + shown})
    assert len(cache.stamped("board.met", dict)) <= MOST_BOARDS
