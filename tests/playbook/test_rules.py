"""For which industries a line is meant."""

import pytest

from salesapp.playbook.rules import distance, nearest, offered


@pytest.mark.parametrize(("meant", "industry", "found"), [
    ("C34", "C34", 0), ("C", "C34", 1), (None, "C34", 2), ("", "C34", 2), (None, None, 2),
    ("C35", "C34", None), ("F", "C34", None), ("C34", None, None), ("C34", "C", None), ("C", "C", 0),
])  # fmt: skip
def test_a_line_is_near_to_an_industry_by_division_section_or_for_all(meant, industry, found):
    assert distance(meant, industry) == found


def test_the_nearest_come_first_and_keep_their_order_among_themselves():
    lines = [("甲", None), ("乙", "C"), ("丙", "C34"), ("丁", "F51"), ("戊", "C34"), ("己", None)]

    assert [name for name, _meant in nearest(lines, lambda line: line[1], "C34")] == list("丙戊乙甲己")
    assert [name for name, _meant in nearest(lines, lambda line: line[1], None)] == list("甲己")


def test_sections_stand_before_their_divisions():
    codes = [code for code, _words in offered()]

    assert codes.index("C") < codes.index("C13") < codes.index("D")
    assert dict(offered())["C34"].startswith("C34 ")
