"""What lies outside our cities."""

import pytest

from salesapp.activities.visits.trips.rules import is_away


@pytest.mark.parametrize(
    ("region", "cities", "away"),
    [
        ("320506", ["苏州市"], False),
        ("320500", ["苏州"], False),
        ("320211", ["苏州市"], True),
        ("320211", ["苏州市", "无锡市"], False),
        ("310115", ["上海"], False),
        ("310115", ["苏州市"], True),
        ("320506", ["上海市"], True),
        ("320211", [], False),
        (None, ["苏州市"], False),
        ("", ["苏州市"], False),
        ("320506", ["没有这个市"], False),
    ],
)
def test_a_place_is_away_where_its_city_is_none_of_ours(region, cities, away):
    assert is_away(region, cities) is away
