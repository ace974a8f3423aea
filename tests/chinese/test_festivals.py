from datetime import date

import pytest

from salesapp.chinese.festivals import KINDS, day_of, festivals, statutory_days

DAYS_2027 = {
    "new_year": date(2027, 1, 1),
    "spring_eve": date(2027, 2, 5),
    "spring": date(2027, 2, 6),
    "lantern": date(2027, 2, 20),
    "women": date(2027, 3, 8),
    "qingming": date(2027, 4, 5),
    "labour": date(2027, 5, 1),
    "dragon_boat": date(2027, 6, 9),
    "qixi": date(2027, 8, 8),
    "teachers": date(2027, 9, 10),
    "mid_autumn": date(2027, 9, 15),
    "national": date(2027, 10, 1),
    "double_ninth": date(2027, 10, 8),
    "winter_solstice": date(2027, 12, 22),
    "laba": date(2028, 1, 4),
}
STATUTORY_2026 = {
    date(2026, 1, 1): "元旦",
    date(2026, 2, 16): "春节",
    date(2026, 2, 17): "春节",
    date(2026, 2, 18): "春节",
    date(2026, 2, 19): "春节",
    date(2026, 4, 5): "清明节",
    date(2026, 5, 1): "劳动节",
    date(2026, 5, 2): "劳动节",
    date(2026, 6, 19): "端午节",
    date(2026, 9, 25): "中秋节",
    date(2026, 10, 1): "国庆节",
    date(2026, 10, 2): "国庆节",
    date(2026, 10, 3): "国庆节",
}


def test_the_festivals_of_2027_fall_on_their_known_days_and_are_listed_in_order():
    assert [(festival.kind.key, festival.day) for festival in festivals(2027)] == list(DAYS_2027.items())


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


def test_two_days_are_for_people_who_carry_a_tag():
    assert [k.key for k in KINDS if k.tagged] == ["women", "teachers"]


def test_there_are_thirteen_statutory_days_and_twelve_when_two_fall_together():
    assert statutory_days(2026) == STATUTORY_2026
    assert len(statutory_days(2020)) == 12  # Mid-Autumn on the first of October


@pytest.mark.parametrize("year", [1900, 2100])
def test_a_year_outside_the_lunar_table_is_refused(year):
    with pytest.raises(ValueError, match=str(year)):
        festivals(year)


@pytest.mark.parametrize("year", [1901, 2099])
def test_the_lunar_table_is_used_to_its_ends(year):
    assert day_of(KINDS[0], year) == date(year, 1, 1)
