"""The line that customers are found by."""

import re

import pytest

from salesapp.customers.search import rules as search_text
from salesapp.customers.search.rules import compose, normalise, patterns, terms


def test_the_search_line_never_grows_beyond_what_postgresql_indexes():
    line = compose(["很长的名字" * 30] * 3, "KH2026-0001", [("王𬭎" * 10, "+8613800000021")] * 200)
    assert len(line.encode()) <= search_text.MOST_BYTES + 10 and "~" in line


def test_words_have_their_room_and_initials_theirs():
    assert compose(["a" * 3000], "", []) == " " + "a" * 1724 + "~ " + "a" * 574
    assert compose(["a" * 574], "b" * 3000, []) == " " + "b" * 1724 + "~ " + "a" * 574
    assert compose(["a"], "b" * 3000, []) == " " + "b" * 2297 + "~ a"


def test_a_character_at_the_end_of_the_room_is_left_out_whole():
    assert compose([], "a" + "宏" * 800, []) == " a" + "宏" * 766 + "~"


def test_before_the_mark_stand_words_and_after_it_initials():
    line = compose(
        ["苏州宏远精密制造有限公司", None, "Hong ~ Yuan", ""],
        "KH2026-0001",
        [("曾敏", "+8613800000021"), ("Lee", None), ("曾敏", "0512-62881234")],
    )
    assert line == (
        " kh2026-0001 苏州宏远精密制造有限公司 hong   yuan suzhouhongyuanjingmizhizaoyouxiangongsi hongyuan"
        " 曾敏 zengmin cengmin 0021 lee 1234~ szhyjmzzyxgs hongyuan cm zm lee"
    )


def test_a_search_has_at_most_six_words_of_sixty_characters():
    assert terms("a b  c d e f g") == ["a", "b", "c", "d", "e", "f"]
    assert terms("x" * 61) == ["x" * 60]
    assert terms(" " * 999 + "ab") == ["a"]
    assert terms(" ~ ") == []


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("szh", ["% szh%", "%~%szh%"]),
        ("s", ["% s%", "%~%s%"]),
        ("szhy", ["%szhy%"]),
        ("21", ["%21%"]),
        ("s1", ["%s1%"]),
        ("宏远", ["%宏远%"]),
        ("ü", ["%ü%"]),
        ("a%_", ["%a\\%\\_%"]),
        ("\\", ["%\\\\%"]),
    ],
)
def test_a_short_latin_term_begins_a_word_or_stands_in_the_initials(term, found):
    assert patterns(term) == found


def test_text_is_compared_in_half_width_small_letters():
    assert normalise("ＡＢ～Ｃ~ß") == "ab c ss"


@pytest.mark.parametrize(
    "typed",
    ["SuZhou", "abc123", "苏州（精密）ABC", "Müller", "㐀é", "ＡＢＣ", "蘇州", "O’Brien", "ﬁ", "한국"],
)
def test_what_carries_no_accents_is_written_like_the_rest(typed, monkeypatch):
    quick = normalise(typed)
    monkeypatch.setattr(search_text, "PLAIN", re.compile("(?!)"))
    assert normalise(typed) == quick
