"""Which pairs of 汉字 are kept of a line, and which are asked for."""

from salesapp.customers.search.pairs.rules import number, pairs, sought

END = "\0"


def numbers(*found):
    return {number(*pair) for pair in found}


def test_a_line_keeps_the_pairs_of_its_runs_and_their_ends():
    assert pairs(" KH2026-0001 远岸科技 ab苏c~ya") == numbers("远岸", "岸科", "科技", "技" + END, "苏" + END)


def test_what_every_company_is_called_is_not_kept():
    assert pairs("远股份有限公司") == numbers("远股")
    assert pairs("有限责任公司") == numbers("限责", "责任", "任公")


def test_nothing_has_no_pairs():
    assert pairs("") == pairs(None) == pairs("abc 123") == set()


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
        == sought(["abc12"])
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
