"""What is pasted is what is seen."""

import pytest

from salesapp.chinese import company_names, credit_codes, emails, person_names, phones
from salesapp.chinese.texts import clean, deep, enumerated, line
from salesapp.customers.search import rules as search_text

UNSEEN = ["\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\ufeff", "\u00ad", *map(chr, range(0x2060, 0x2070)),
          *map(chr, range(0x202A, 0x202F)), "\u061c", "\u180e", "\u3164", "\ufff9", "\x00", "\x1f", "\ud800",
          "\U000e0001", "\U000e0041"]  # fmt: skip


@pytest.mark.parametrize("sign", UNSEEN, ids=lambda sign: f"U+{ord(sign):04X}")
def test_what_nobody_sees_is_dropped_wherever_it_stands(sign):
    assert clean(f"{sign}苏州望{sign}潮 a{sign}b{sign}") == "苏州望潮 ab"


@pytest.mark.parametrize(
    "sign", ["\xa0", "\u1680", "\u2000", "\u2003", "\u200a", "\u202f", "\u205f", "\u3000"]
)
def test_blanks_of_every_width_are_blanks(sign):
    assert clean(f"{sign}周{sign}敏{sign}") == "周 敏"


@pytest.mark.parametrize("sign", ["\r\n", "\r", "\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_line_break_is_a_line_break_and_in_one_line_a_blank(sign):
    assert clean(f"一{sign}二") == "一\n二"
    assert line(f"一 {sign} 二\t三") == "一 二 三"


@pytest.mark.parametrize(
    "seen",
    ["👨‍👩‍👧‍👦 一家", "👩🏽‍💻", "🏳️‍🌈", "❤️‍🔥", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "周敏", "𬭎㛃",
     "一　二".replace("　", " "), "a\tb\nc", "葛\U000e0100"],
)  # fmt: skip
def test_what_is_seen_stays(seen):
    assert clean(seen) == seen


def test_a_joiner_between_a_picture_and_a_word_joins_nothing():
    assert clean("👨\u200d爸爸 爸\u200d👨") == "👨爸爸 爸👨"


def test_json_is_cleaned_to_its_last_part():
    assert deep({"na\u200bme": ["\ufeff周", {"a": "b\u00ad"}], "n": 1, "x": None}) == {
        "name": ["周", {"a": "b"}], "n": 1, "x": None
    }  # fmt: skip


def test_numbers_names_codes_and_mails_are_read_as_seen():
    assert phones.read_mobile("\u202d13900010022\u202c").stored == "+8613900010022"
    assert phones.read("\u200e0512-62881234").stored == "0512-62881234"
    assert credit_codes.normalise("9111\u200b0000600037341L") == "91110000600037341L"
    assert emails.check("zhou@example.cn\u200b") == "zhou@example.cn"
    assert person_names.check("周\u200b敏\ufeff") == "周敏"
    assert company_names.check("苏州望\u200b潮测试有限公司") == "苏州望潮测试有限公司"
    assert search_text.terms("\ufeff远岸\u200b测试") == ["远岸测试"]


def test_words_are_enumerated_as_a_sentence_has_them():
    assert [enumerated(words) for words in ((), ["林*"], (n for n in ("林*", 3)))] == ["", "林*", "林*、3"]
