"""Lines put in the order and the pieces that a person sees."""

from __future__ import annotations

import pytest

from salesapp.customers.camera.layout.rules import close_up, goes_on, rows, straightened, tidy, tilt
from salesapp.reading.pictures.rules import Line, Reading, around, packed, unpacked


def line(text: str, left: float, top: float, height: float = 26, width: float | None = None) -> Line:
    return Line(text, left, top, width if width is not None else len(text) * height * 0.8, height)


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("孟 浮 槎", "孟浮槎"),
        ("高 渡", "高渡"),
        ("1 3 9 0 0 0 1", "1390001"),
        ("采购部 经理", "采购部 经理"),
        ("SHEN TINGLAN", "SHEN TINGLAN"),
        ("A B", "A B"),
        ("  总   经理 ", "总 经理"),
    ],
)
def test_signs_that_are_spread_are_closed_up(text, closed):
    assert close_up(text) == closed


def test_full_width_signs_become_half_but_brackets_stay():
    (text,) = tidy([line("手机：１３９（华东）", 0, 0)])
    assert text.text == "手机:139（华东）"


def test_tall_boxes_are_columns_from_the_right():
    texts = tidy(
        [line("甲甲甲", 100, 50, 300, 40), line("乙乙乙", 400, 60, 300, 40), line("丙丙", 250, 60, 120, 30)]
    )
    assert [text.text for text in texts] == ["乙乙乙", "丙丙", "甲甲甲"]


def test_a_picture_askew_is_set_straight_and_a_straight_one_left_alone():
    askew = [line("手机", 60, 200), line("139", 150, 208), line("电话", 60, 240), line("0514", 150, 248)]
    texts = straightened(tidy(askew))
    assert [[one.text for one in row] for row in rows(sorted(texts, key=lambda text: text.middle))] == [
        ["手机", "139"], ["电话", "0514"],
    ]  # fmt: skip
    straight = tidy(
        [line("手机", 60, 200), line("139", 150, 200), line("电话", 60, 240), line("0514", 150, 240)]
    )
    assert tilt(straight) == 0.0


@pytest.mark.parametrize(
    ("left", "top", "height", "follows"),
    [
        (70, 130, 26, True),
        (160, 130, 26, True),
        (400, 130, 26, False),
        (70, 200, 26, False),
        (70, 130, 40, False),
    ],
)
def test_a_line_goes_on_below_at_its_edge_or_that_of_its_value(left, top, height, follows):
    above, below = tidy([line("地址：江苏省", 70, 100)])[0], tidy([line("某某路", left, top, height)])[0]
    assert goes_on(above, below, indent=160) is follows


def test_a_reading_is_the_same_after_it_was_packed():
    reading = Reading((line("高渡", 10, 20),), (), 800, 400)
    assert unpacked(packed(reading)) == reading


def test_a_piece_has_a_little_air_and_stays_within_the_picture():
    reading = Reading((line("高渡", 0, 0, 20, 40), line("校长", 700, 390, 20, 90)), (), 760, 400)
    assert around(reading.lines[:1], reading) == (0, 0, 48, 28)
    assert around(reading.lines[1:], reading) == (693, 383, 760, 400)
