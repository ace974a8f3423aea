from datetime import date

import pytest

from salesapp.chinese.festivals import KINDS, day_of, festivals, statutory_days

DAYS_2027 = {
    "spring_eve": date(2027, 2, 5),
    "spring": date(2027, 2, 6),
    "lantern": date(2027, 2, 20),
    "qingming": date(2027, 4, 5),
    "dragon_boat": date(2027, 6, 9),
    "qixi": date(2027, 8, 8),
    "mid_autumn": date(2027, 9, 15),
    "double_ninth": date(2027, 10, 8),
    "winter_solstice": date(2027, 12, 22),
    "laba": date(2028, 1, 4),
}


def test_the_festivals_of_2027_fall_on_their_known_days():
    found = {festival.kind.key: festival.day for festival in festivals(2027)}

    assert {key: found[key] for key in DAYS_2027} == DAYS_2027


def test_an_intercalary_month_does_not_move_a_festival():
    qixi = next(kind for kind in KINDS if kind.key == "qixi")

    assert day_of(qixi, 2025) == date(2025, 8, 29)  # 2025 had a second sixth month


def test_greetings_are_on_for_the_five_great_days_only():
    assert [k.key for k in KINDS if k.greeting] == [
        "new_year",
        "spring",
        "dragon_boat",
        "mid_autumn",
        "national",
    ]


def test_there_are_thirteen_statutory_days_and_twelve_when_two_fall_together():
    assert len(statutory_days(2026)) == 13
    assert len(statutory_days(2020)) == 12  # Mid-Autumn on the first of October


def test_a_year_outside_the_lunar_table_is_refused():
    with pytest.raises(ValueError, match="1900"):
        festivals(1900)
