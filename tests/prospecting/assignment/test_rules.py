"""Rows are shared out: by turn so that all end up level, or group by group (R14)."""

import pytest

from salesapp.prospecting.assignment.rules import (
    MOST,
    Row,
    Way,
    by_group,
    by_turn,
    check_some,
    group,
    group_words,
)
from salesapp.prospecting.lists.rules import ProspectRefused

ROWS = [Row(1, "320506", "C34"), Row(2, "320211", "C35"), Row(3, "310115", None), Row(4, None, "C34")]


def test_by_turn_whoever_holds_the_fewest_gets_the_next_the_best_row_first():
    assert by_turn(ROWS, {7: 0, 8: 0}) == {1: 7, 2: 8, 3: 7, 4: 8}
    assert by_turn(ROWS, {7: 3, 8: 0}) == {1: 8, 2: 8, 3: 8, 4: 7}
    assert by_turn([], {7: 0}) == {}


def test_by_turn_asks_for_somebody():
    with pytest.raises(ProspectRefused) as refused:
        by_turn(ROWS, {})
    assert refused.value.field == "people"


def test_by_group_only_the_chosen_groups_are_given():
    assert by_group(ROWS, Way.REGION, {"320500": 7, "310000": 8}) == {1: 7, 3: 8}
    assert by_group(ROWS, Way.REGION, {"": 9}) == {4: 9}
    assert by_group(ROWS, Way.INDUSTRY, {"C34": 7}) == {1: 7, 4: 7}
    assert by_group(ROWS, Way.INDUSTRY, {"C34": 7}, most=1) == {1: 7}
    with pytest.raises(ProspectRefused) as refused:
        by_group(ROWS, Way.INDUSTRY, {})
    assert refused.value.field == "groups"


@pytest.mark.parametrize(
    ("way", "region", "code"),
    [
        (Way.REGION, "320506", "320500"),
        (Way.REGION, "320500", "320500"),
        (Way.REGION, "320000", "320000"),
        (Way.REGION, "310115", "310000"),
        (Way.REGION, None, ""),
        (Way.INDUSTRY, "320506", "C34"),
        (Way.TURN, "320506", ""),
    ],
)
def test_a_region_is_grouped_by_its_city(way, region, code):
    assert group(way, Row(1, region, "C34")) == code


def test_groups_are_named():
    assert group_words(Way.REGION, "320500") == "江苏省 苏州市"
    assert group_words(Way.INDUSTRY, "C34") == "C34 通用设备制造业"
    assert group_words(Way.REGION, "") == group_words(Way.INDUSTRY, "") != ""


def test_something_is_given_and_not_too_much_at_once():
    check_some(1)
    check_some(MOST)
    for count in (0, MOST + 1):
        with pytest.raises(ProspectRefused) as refused:
            check_some(count)
        assert refused.value.field == "rows"
