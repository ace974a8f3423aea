"""Blocks are added up number by number, and what is shown of them (R24)."""

from datetime import date
from decimal import Decimal as D

from salesapp.home.pictures.rules import WON, By, Cause, Rate, Rival
from salesapp.home.pictures.sums import rules
from salesapp.home.pictures.sums.rules import SIZE, Sums, added, block_of, together

NOVEMBER, JANUARY = date(2026, 11, 1), date(2027, 1, 1)


def block(**more) -> Sums:
    nothing = {
        "reached": {},
        "stays": {},
        "deals": {},
        "rates": {},
        "rhythm": {},
        "ages": {},
        "causes": {},
        "rivals": {},
    }
    return Sums(**nothing | more)


def test_tables_are_added_number_by_number():
    assert added([{"a": (1, 2)}, {"b": (3, 4)}, {"a": (5, 6)}]) == {"a": (6, 8), "b": (3, 4)}
    assert added([]) == {}


def test_every_opportunity_is_counted_in_one_block():
    assert [block_of(number) for number in (1, SIZE - 1, SIZE, 2 * SIZE - 1)] == [0, 0, 1, 1]


def test_an_average_is_taken_over_all_blocks_and_not_of_their_averages():
    whole = together(
        [
            block(reached={0: (2,), WON: (1,)}, stays={"first_contact": (10.0, 1)}),
            block(reached={0: (1,), 4: (1,), WON: (1,)}, stays={"first_contact": (2.0, 3)}),
        ]
    )
    first, *_between, won = rules.funnel(whole)
    assert (first.count, first.days, won.count) == (4, D("3.0"), 2)


def test_rates_causes_and_rivals_of_all_blocks():
    whole = together(
        [
            block(rates={By.GRADE: {"A": (1, 2)}}, causes={"price": (0, 1, 0)}, rivals={"甲": (1, 0, 900, 1000)}),
            block(rates={By.GRADE: {"A": (0, 1), "S": (4, 4)}}, causes={"price": (1, 1, 1), "budget": (0, 0, 1)},
                  rivals={"甲": (0, 1, 0, 0), "乙": (0, 2, 0, 0)}),
        ]
    )  # fmt: skip
    assert rules.win_rates(whole, By.GRADE) == [Rate("S", 4, 0), Rate("A", 1, 2)]
    assert rules.win_rates(whole, By.SOURCE) == []
    assert rules.causes(whole) == [Cause("price", 1, 2, 1), Cause("budget", 0, 0, 1)]
    assert rules.rivals(whole) == [Rival("乙", 0, 2, None), Rival("甲", 1, 1, D("-10.0"))]


def test_months_and_the_rhythm_of_all_blocks():
    whole = together(
        [
            block(deals={(NOVEMBER, 50): (100_01,)}, rhythm={(7, NOVEMBER): (1, 2)}),
            block(
                deals={(NOVEMBER, 50): (100_00,), (JANUARY, 10): (5_00,)},
                rhythm={(7, NOVEMBER): (0, 1), (3, JANUARY): (1, 1)},
            ),
        ]
    )  # fmt: skip
    first, _december, third, *_rest = rules.months(whole, date(2026, 11, 23))
    assert (first.amount, first.weighted, third.weighted) == (D("200.01"), D("100.00"), D("0.50"))
    assert rules.rhythm(whole, {3: "方*", 7: "林*"}) == [
        (3, "方*", JANUARY, 1, 1),
        (7, "林*", NOVEMBER, 1, 3),
    ]
