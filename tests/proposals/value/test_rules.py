"""What a proposal is worth, at its borders (R35)."""

from decimal import Decimal

import pytest

from salesapp.proposals.value.rules import (
    LARGEST,
    MOST_POINTS,
    Per,
    Point,
    ValueRefused,
    arithmetic,
    change_words,
    check_points,
    check_presented,
    money_words,
    total,
    yearly,
)

SAID = {"pain": "插单漏料", "point": "自动重排"}
FIGURES = SAID | {
    "kind": "cycle", "metric": "交付周期", "now": Decimal(20), "expected": Decimal(17), "unit": "天", "basis": "客户台账",
}  # fmt: skip
GAIN = FIGURES | {"gain": Decimal("20000.00"), "per": "month"}


def refused(**changes) -> dict[str, str]:
    """Return what is refused of one line, by its field."""
    with pytest.raises(ValueRefused) as refusal:
        check_points([Point(**GAIN | changes)])
    return {each.field.removeprefix("points-0-"): str(each) for each in (refusal.value, *refusal.value.also)}


def test_the_example_of_the_sheet():
    line = Point(**GAIN)
    check_points([line])
    assert yearly(line) == Decimal("240000.00")
    assert change_words(line) == "−15%"
    assert arithmetic(line) == "24 x 10,000 yuan = 2 x 10,000 yuan a month × 12"


@pytest.mark.parametrize(
    ("per", "times", "expected"),
    [
        ("year", None, "20000.00"), ("quarter", None, "80000.00"), ("month", None, "240000.00"), ("week", None, "1040000.00"),
        ("workday", None, "5000000.00"), ("time", Decimal("2.5"), "50000.00"), ("month", Decimal(11), "220000.00"),
    ],
)  # fmt: skip
def test_how_often_a_gain_comes(per, times, expected):
    assert yearly(Point(**GAIN | {"per": per, "times": times})) == Decimal(expected)


def test_a_gain_for_each_unit_of_the_change_is_reckoned_with_it():
    line = Point(**GAIN | {"by_unit": True, "gain": Decimal("1500.50"), "per": "time", "times": Decimal(40)})
    assert yearly(line) == Decimal("180060.00")
    assert arithmetic(line) == "180,060 yuan = (20 − 17) 天 × 1,500.5 yuan each time for each × 40".replace(
        "180,060 yuan", money_words(Decimal(180060))
    )


def test_what_is_not_reckoned_in_money_counts_nothing():
    assert yearly(Point(**FIGURES)) is None
    assert total([Point(**FIGURES), Point(**GAIN), Point(**SAID)]) == Decimal("240000.00")
    assert arithmetic(Point(**FIGURES)) == ""


def test_half_a_fen_is_rounded_up_once():
    line = Point(**GAIN | {"gain": Decimal("0.01"), "per": "time", "times": Decimal("0.5")})
    assert yearly(line) == Decimal("0.01")


def test_a_change_from_nothing_has_no_share():
    assert (
        change_words(Point(**FIGURES | {"kind": "revenue", "now": Decimal(0), "expected": Decimal(5)})) == ""
    )
    assert (
        change_words(Point(**FIGURES | {"kind": "revenue", "now": Decimal(3), "expected": Decimal(4)}))
        == "+33.3%"
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"pain": " "}, "pain"), ({"point": None}, "point"), ({"metric": None}, "metric"), ({"unit": None}, "unit"),
        ({"kind": "other"}, "kind"), ({"now": Decimal(-1)}, "now"), ({"expected": Decimal(20)}, "expected"),
        ({"expected": Decimal(21)}, "expected"), ({"kind": "cost", "expected": Decimal(21)}, "expected"),
        ({"kind": "revenue"}, "expected"), ({"kind": "efficiency", "unit": "%", "expected": Decimal(101)}, "expected"),
        ({"kind": "efficiency", "unit": "％", "now": Decimal("100.1")}, "now"), ({"now": Decimal("1.00001")}, "now"),
        ({"now": Decimal(1_000_000_001)}, "now"), ({"gain": Decimal(0)}, "gain"), ({"gain": Decimal(-5)}, "gain"),
        ({"gain": Decimal("0.001")}, "gain"), ({"gain": LARGEST + 1}, "gain"), ({"gain": None, "times": Decimal(3)}, "gain"),
        ({"gain": None, "by_unit": True}, "gain"), ({"per": "hour"}, "per"), ({"per": None}, "per"), ({"per": "time"}, "times"),
        ({"times": Decimal(0)}, "times"), ({"times": Decimal(10_001)}, "times"), ({"basis": None}, "basis"),
    ],
)  # fmt: skip
def test_a_line_that_does_not_hold_together_is_refused_beside_its_field(changes, field):
    assert field in refused(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "efficiency", "expected": Decimal(25)}, {"kind": "efficiency", "expected": Decimal(0)},
        {"kind": "revenue", "expected": Decimal("20.0001")}, {"unit": "%", "now": Decimal(100)}, {"times": Decimal(10_000)},
    ],
)  # fmt: skip
def test_the_borders_are_taken(changes):
    check_points([Point(**GAIN | changes)])


def test_everything_wrong_is_said_at_once():
    assert set(refused(pain="", expected=Decimal(30), gain=Decimal(0), basis="")) == {
        "pain",
        "expected",
        "gain",
        "basis",
    }


def test_a_gain_by_unit_needs_its_figures():
    bare = SAID | {"gain": Decimal(5), "per": Per.MONTH, "by_unit": True, "basis": "台账"}
    with pytest.raises(ValueRefused) as refusal:
        check_points([Point(**bare)])
    assert refusal.value.field == "points-0-now"


def test_no_line_and_too_many_are_refused():
    for points in ([], [Point(**SAID)] * (MOST_POINTS + 1), [Point(**GAIN | {"gain": LARGEST})]):
        with pytest.raises(ValueRefused):
            check_points(points)
    check_points([Point(**SAID)] * MOST_POINTS)


def test_nothing_without_a_value_is_presented():
    with pytest.raises(ValueRefused):
        check_presented([Point(**SAID)])
    check_presented([Point(**SAID), Point(**FIGURES)])
    check_presented([Point(**SAID | {"gain": Decimal(1), "per": "year", "basis": "台账"})])


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("9999.99", "9,999.99 yuan"),
        ("10000", "1 x 10,000 yuan"),
        ("15050", "15,050 yuan"),
        ("15100", "1.51 x 10,000 yuan"),
    ],
)
def test_amounts_are_said_in_ten_thousands_where_that_is_exact(amount, words):
    assert money_words(Decimal(amount)) == words
