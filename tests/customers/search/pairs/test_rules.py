"""Which pieces are kept of a line, and which are asked for."""

from random import Random

from salesapp.chinese.syllables import readable
from salesapp.customers.search import rules as search_text
from salesapp.customers.search.pairs.rules import (
    beginning,
    number,
    number_of_letters,
    pairs,
    pairs_of_name,
    sought,
    sought_beginning,
    sought_of_name,
)

END = "\0"


def numbers(*found):
    return {number(*pair) for pair in found}


def test_a_line_keeps_the_pairs_of_its_runs_and_their_ends():
    assert pairs(" 2026 远岸科技 A苏C~") == numbers("远岸", "岸科", "科技", "技" + END, "苏" + END)


def test_what_every_company_is_called_is_not_kept():
    assert pairs("远股份有限公司") == numbers("远股")
    assert pairs("有限责任公司") == numbers("限责", "责任", "任公")


def test_nothing_has_no_pairs():
    assert pairs("") == pairs(None) == pairs(" bc 123") - {number_of_letters("bc")} == set()


def test_the_number_of_a_pair_fits_four_bytes_and_tells_pairs_apart():
    assert number("\0", "\0") == -(2**31) and number("\uffff", "\uffff") == 2**31 - 1
    assert number("一", "二") < number("一", "龘") < number("丁", "一")
    assert number("一", "二") != number("二", "一")
    assert -(2**31) <= number("𬭎", "𬭎") < 2**31


def test_a_word_is_asked_for_by_its_pairs():
    found = [number(*pair) for pair in ("远岸", "岸科", "测试")]
    assert sought(["远岸科", "测试", "远岸"]) == [(one, one) for one in found]


def test_a_single_sign_is_every_pair_that_begins_with_it():
    assert sought(["龘"]) == [(number("龘", END), number("龘", "\uffff"))]
    assert sought(["a龘b"]) == sought(["龘"])


def test_what_is_not_kept_is_not_asked_for():
    assert (
        sought(["有限公司"])
        == sought(["股份有限"])
        == sought(["司"])
        == sought(["有"])
        == sought(["ab12"])
        == []
    )
    assert sought(["远公司"]) == [(number("远", "公"),) * 2]
    assert sought(["限责"]) == [(number("限", "责"),) * 2]


def test_whatever_holds_a_word_has_every_pair_that_is_asked_for():
    line = "苏州远岸股份有限公司 周敏 𬭎 ab司c"
    for start in range(len(line)):
        for end in range(start + 1, len(line) + 1):
            for low, high in sought(line[start:end].split()):
                assert any(low <= pair <= high for pair in pairs(line)), line[start:end]


def letters(*found):
    return {number_of_letters(one) for one in found}


def test_a_line_keeps_how_its_words_begin_its_initials_and_what_is_in_no_reading():
    assert pairs(" suzhouyuanan mes~") == letters("suz", "mes")
    assert pairs(" siemens~") == letters("sie", "iem", "ens") - letters(*readable()) | letters("sie")
    assert pairs("~szya wxm") == letters("szy", "zya", "ya", "wxm", "xm")
    assert pairs("~yxgs") == set() and pairs("~v") == letters("v")
    assert len(pairs(" kh2026-00123~") - letters("kh")) == 2  # 0012, 0123; every year has customers


def test_what_a_reading_holds_is_told_from_what_none_does():
    for spoken in ("suzhouyuanan", "xian", "lvyou", "nver", "zhuangerhui", "eaoe"):
        assert {spoken[at : at + 3] for at in range(len(spoken) - 2)} <= readable(), spoken
    assert not readable() & {"zzq", "qqq", "bbb", "smi", "xqz", "chw"}


def test_a_range_that_holds_what_is_not_kept_is_not_asked_for():
    assert sought(["y"]) == sought(["yx"]) == sought(["gs"]) == sought(["yxg"]) == sought(["2026"]) == []
    assert len(sought(["xq"])) == len(sought(["zzq"])) == len(sought(["v"])) == 1
    assert sought(["wangxiao"]) == [] and len(sought(["zzqq"])) == 2


def test_no_letters_or_digits_share_a_number_with_a_pair_of_signs():
    assert number_of_letters("zzz", 0x7F) < number("\u0080", END)


def holds(line, word):
    """Tell whether a line is found by a word, as the database does."""
    patterns = search_text.patterns(word)
    words, _parted, initials = line.partition("~")
    return f" {word}" in line or word in initials if len(patterns) == 2 else word in line


def test_whoever_is_found_by_a_word_has_every_piece_that_is_asked_for():
    random, found = Random(4), 0
    syllables = [
        *("yuan", "an", "jing", "mi", "xian", "zhuang", "e", "lv", "qu", "gong", "si", "you", "苏", "司")
    ]
    syllables += ["abb", "smith", "3m", "mes", "v2", "2026", "0127", "远岸"]
    for _ in range(300):
        named = " ".join(random.choices(syllables, k=4))
        line = search_text.compose((named.replace(" ", ""), named), "KH2026-00127", ())
        its, whole = pairs(line), named.replace(" ", "")
        begins = random.randrange(len(line))
        for word in (line[begins : begins + length] for length in range(1, 8)):
            if word and not {" ", "~"} & set(word) and holds(line, word):
                found += 1
                assert all(any(low <= one <= high for one in its) for low, high in sought([word])), (
                    line,
                    word,
                )
            if word in whole:
                of_name = pairs_of_name(whole)
                for low, high in sought_of_name([word]):
                    assert any(low <= one <= high for one in of_name), (whole, word)
    assert found > 500


def test_a_reading_is_found_by_how_it_begins():
    (its,) = beginning("wangxiaoming")
    for word in ("w", "wa", "wangx", "wangxi", "wangxiao"):
        assert [low <= its <= high for low, high in sought_beginning([word])] == [True], word
    for word in ("a", "x", "wb", "wanga", "wangxj"):
        assert [low <= its <= high for low, high in sought_beginning([word])] == [False], word
    assert (
        beginning("3m") == beginning("") == beginning(None) == set() and sought_beginning(["3m", "王"]) == []
    )
    assert max(beginning("zzzzzz")) < 2**31
