"""Days and times as people write them."""

from datetime import date, datetime

import pytest

from salesapp.chinese.dates import DateRefused, read, read_moment
from tests import cases

TODAY = date(2026, 11, 28)


def right() -> list[tuple[str, bool, str]]:
    """Each case with whether the field looks ahead; a day that reads either way is two."""
    found = []
    for typed, answer in cases.rows("dates"):
        ahead, both, back = answer.partition(" where the field looks ahead, ")
        found.append((typed, True, ahead))
        if both:
            found.append((typed, False, back.removesuffix(" where it looks back")))
    return found


@pytest.mark.parametrize(("typed", "ahead", "day"), right())
def test_days_as_people_type_them(typed, ahead, day):
    if day == "-":
        with pytest.raises(DateRefused, match="2026-12-31"):
            read(typed, today=TODAY, ahead=ahead)
    else:
        assert read(typed, today=TODAY, ahead=ahead) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "typed",
    ["2026年12月31号", "2026 年 12 月 31 日", "2026。12。31", "\u200b2026-12-31", "2026-12-31（周四）",
     "2026年12月31日 星期四",
     "2026-12-31 (Thu)", "12月31日", "12/31", "12.31", "2026–12–31", "2026/12/31 "],
)  # fmt: skip
def test_other_spellings_of_the_kind(typed):
    assert read(typed, today=TODAY) == date(2026, 12, 31)


@pytest.mark.parametrize(
    "typed",
    ["", "明天", "26-12-31", "2026-13-01", "2026-1231", "2026-12/31", "20261331", "12", "0-0", "2027-02-29",
     "2026-12-31-1", "1e9",
     "٢٠٢٦-12-31", "x" * 99],
)  # fmt: skip
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(DateRefused):
        read(typed, today=TODAY)


def test_forty_signs_are_read_whole_and_more_are_not_cut():
    assert read("2026" + " " * 30 + "-12-31", today=TODAY) == date(2026, 12, 31)
    for typed in ("2026" + " " * 31 + "-12-31", "2026-12-31" + " " * 31 + "x"):
        with pytest.raises(DateRefused):
            read(typed, today=TODAY)


def test_today_counts_either_way_and_a_leap_day_waits_for_its_year():
    assert read("11-28", today=TODAY, ahead=True) == read("11-28", today=TODAY, ahead=False) == TODAY
    assert read("11-29", today=TODAY, ahead=False) == date(2025, 11, 29)
    assert read("2月29日", today=TODAY) == date(2028, 2, 29)
    assert read("2月29日", today=TODAY, ahead=False) == date(2024, 2, 29)
    assert read("2月29日", today=date(2096, 3, 1)) == date(2104, 2, 29)  # 2100 has none
    assert read("2月29日", today=date(2104, 2, 28), ahead=False) == date(2096, 2, 29)


@pytest.mark.parametrize(
    "typed",
    ["2026-12-31T14:05", "2026-12-31 14:05", "2026/12/31 14:05:00", "2026年12月31日14:05",
     "2026年12月31日 14点05分", "12月31日 14:05",
     "２０２６－１２－３１　１４：０５", "2026-12-31 下午2:05", "2026-12-31（周四）14:05", "2026-12-31T14:05:00.000"],
)  # fmt: skip
def test_a_day_with_its_time(typed):
    assert read_moment(typed, today=TODAY) == datetime(2026, 12, 31, 14, 5)


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("12-31 9点", (9, 0)),
        ("12-31 9点半", (9, 30)),
        ("12-31 上午9:00", (9, 0)),
        ("12-31 12:05", (12, 5)),
        ("12-31 下午12点", (12, 0)),
        ("12-31 下午11:59", (23, 59)),
        ("12-31 晚上8点", (20, 0)),
    ],
)
def test_times_as_they_are_said(typed, hour):
    assert read_moment(typed, today=TODAY) == datetime(2026, 12, 31, *hour)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "2026-12-31",
        "14:05",
        "2026-12-31 24:05",
        "2026-12-31 14:60",
        "2026-02-30 14:05",
        "12-31 晚上12:00",
        "soon 14:05",
    ],
)
def test_what_has_no_day_or_no_time_is_refused(typed):
    with pytest.raises(DateRefused, match="14:05"):
        read_moment(typed, today=TODAY)
