"""How pictures are drawn and stages counted, at their borders (R24)."""

from decimal import Decimal

from salesapp.home.pictures.rules import LEFT, MOST_BARS, ROW, WIDTH, Rate, bars, stacked, steps


def test_whoever_got_far_passed_what_lay_before():
    found = steps({0: 4, 2: 3, 4: 3}, won=2, days={"first_contact": 3.25})
    assert [step.count for step in found] == [10, 6, 6, 3, 3, 2]
    assert [step.share for step in found] == [
        None,
        Decimal("60.0"),
        Decimal("100.0"),
        Decimal("50.0"),
        Decimal("100.0"),
        Decimal("66.7"),
    ]
    assert (found[0].days, found[1].days) == (Decimal("3.3"), None)


def test_an_empty_funnel_shares_nothing():
    assert [step.share for step in steps({}, 0, {})] == [None] * 6


def test_bars_are_as_long_as_their_value_and_never_invisible():
    found = bars([("A", 10, "", "/a"), ("B", 5, "", "/b"), ("C", 0, "", "/c")])
    assert [(bar.y, bar.width) for bar in found] == [(0, WIDTH), (ROW, WIDTH / 2), (2 * ROW, 2.0)]
    assert len(bars([("A", 1, "", "")] * (MOST_BARS + 3))) == MOST_BARS
    assert bars([("A", 0, "", "")])[0].width == 2.0


def test_a_label_is_cut_where_its_bar_begins():
    shown = [
        bar.label
        for bar in bars(
            [("181–365 天", 1, "", ""), ("条件未成就的尾款及质保金", 1, "", ""), ("x" * 20, 1, "", "")]
        )
    ]
    assert shown == ["181–365 天", "条件未成就…", f"{'x' * 9}…"]


def test_parts_of_a_bar_follow_one_another_and_its_words_stand_at_the_end():
    found = stacked(
        [("A", [(1, "/1"), (3, "/2")], "4"), ("B", [(0, "/3"), (2, "/4")], "2")],
        [("blue", "short"), ("seal", "long")],
    )
    assert [bar.said for bar in found] == ["A short 1", "A long 3", "B short 0", "B long 2"]
    assert [(bar.x, bar.width, bar.words) for bar in found] == [
        (LEFT, WIDTH / 4, ""), (LEFT + round(WIDTH / 4, 1), WIDTH * 3 / 4, "4"), (LEFT, 0.0, ""), (LEFT, WIDTH / 2, "2"),
    ]  # fmt: skip


def test_a_rate_of_nothing_is_none():
    assert Rate("S", 0, 0).share is None
    assert Rate("S", 1, 2).share == Decimal("33.3")
