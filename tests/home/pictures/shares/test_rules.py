"""What one opportunity adds to the sums of the pictures (R24)."""

from dataclasses import replace
from datetime import UTC, date, datetime

from salesapp.home.pictures.rules import WON
from salesapp.home.pictures.shares.rules import Deal, What, of_deal, of_follow_ups

OPENED, ENDED = date(2026, 10, 5), date(2026, 11, 20)


def moment(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 10, day, hour, tzinfo=UTC)


OPEN = Deal(
    opened_on=OPENED, since=date(2026, 10, 9), status="open", stage="proposal", closed_on=None, grade="A", section="C",
    source="fair", cause=None, rival=None, theirs=None, ours=1000,
    moves=(("first_contact", moment(5)), ("need_confirmed", moment(6)), ("proposal", moment(9, 10))),
)  # fmt: skip


def test_an_open_one_counts_where_it_has_come_to_and_how_long_it_stayed_on_the_way():
    assert list(of_deal(OPEN)) == [
        ((What.REACHED, OPENED, "2"), (1, 0)),
        ((What.STAYED, OPENED, "first_contact"), (1, 24 * 3600 * 1000)),
        ((What.STAYED, OPENED, "need_confirmed"), (1, 73 * 3600 * 1000)),
        ((What.SINCE, date(2026, 10, 9), "proposal"), (1, 0)),
    ]


def test_what_went_back_has_reached_the_furthest_it_ever_was_at():
    back = replace(OPEN, stage="first_contact", moves=(*OPEN.moves, ("first_contact", moment(10))))
    assert ((What.REACHED, OPENED, "2"), (1, 0)) in list(of_deal(back))
    assert ((What.REACHED, OPENED, "0"), (1, 0)) in list(of_deal(replace(OPEN, stage="won", moves=())))


def test_a_won_one_counts_by_grade_trade_source_and_cause():
    won = replace(
        OPEN,
        status="won",
        closed_on=ENDED,
        cause="product",
        moves=(*OPEN.moves, ("won", moment(20)), ("x", moment(21))),
    )
    assert list(of_deal(won))[1:] == [
        ((What.REACHED, OPENED, WON), (1, 0)),
        ((What.STAYED, OPENED, "first_contact"), (1, 24 * 3600 * 1000)),
        ((What.STAYED, OPENED, "need_confirmed"), (1, 73 * 3600 * 1000)),
        ((What.STAYED, OPENED, "proposal"), (1, 263 * 3600 * 1000)),
        ((What.GRADE, ENDED, "won A"), (1, 0)),
        ((What.INDUSTRY, ENDED, "won C"), (1, 0)),
        ((What.SOURCE, ENDED, "won fair"), (1, 0)),
        ((What.CAUSE, ENDED, "won product"), (1, 0)),
    ]  # fmt: skip
    assert len(list(of_deal(replace(won, closed_on=None)))) == 5


def test_of_a_rival_our_amount_counts_where_its_price_is_known():
    lost = replace(OPEN, status="lost", closed_on=ENDED, rival="甲 乙", moves=())
    assert list(of_deal(lost))[-1] == ((What.RIVAL, ENDED, "lost 甲 乙"), (1, 0))
    assert list(of_deal(replace(lost, theirs=0)))[-2:] == [
        ((What.RIVAL, ENDED, "lost 甲 乙"), (1, 1000)),
        ((What.PRICED, ENDED, "甲 乙"), (1, 0)),
    ]


def test_what_is_parked_counts_in_no_rate():
    parked = replace(OPEN, status="parked", closed_on=ENDED, cause="budget", moves=())
    assert [what for (what, _day, _words), _n in of_deal(parked)] == [What.REACHED, What.CAUSE]


def test_follow_ups_count_by_their_day():
    assert of_follow_ups(ENDED, True, 2, 3) == ((What.FOLLOWED, ENDED, "in time"), (2, 3))
    assert of_follow_ups(ENDED, False, 1, 0) == ((What.FOLLOWED, ENDED, "late"), (1, 0))
