import pytest

from salesapp.chinese.company_names import (
    CompanyNameRefused,
    Likeness,
    Verdict,
    check,
    compare_cores,
    core,
    normalise,
    sound,
)
from tests import cases


def compare(first: str, second: str) -> Likeness:
    return compare_cores(core(first), core(second))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("苏州宏远精密制造有限公司", " 苏州宏远精密制造 有限公司 "),
        ("宏远精密（苏州）有限公司", "宏远精密(苏州)有限公司"),
        ("宏远精密【苏州】有限公司", "宏远精密（苏州）有限公司"),
        ("ABC科技有限公司", "ａｂｃ科技有限公司"),
        ("Jiangyin Sample Steel Co., Ltd.", "JIANGYIN SAMPLE STEEL CO., LTD."),
    ],
)
def test_the_same_name_typed_differently_has_one_key(first, second):
    assert normalise(first) == normalise(second) != ""


def test_the_key_is_what_is_left_without_blanks_and_quotation_marks():
    assert normalise("“宏远” 精密（苏州）") == "宏远精密(苏州)"


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("苏州宏远精密制造股份有限公司", "苏州宏远精密制造"),
        ("宏远精密制造(苏州)有限公司", "宏远精密制造"),
        ("宏远控股集团有限公司", "宏远"),
        ("宏远精密制造有限公司苏州分公司", "宏远精密制造苏州"),
        ("Jiangyin Sample Steel Co., Ltd.", "jiangyinsamplesteel"),
        ("上海公司", "上海"),
        ("宏公司", "宏公司"),
        ("宏远有限公司有限公司", "宏远"),
        ("宏有限公司远", "宏远"),
        ("有限公司宏", "有限公司宏"),
        ("宏远合伙企业苏州中心", "宏远合伙企业苏州中心"),
        ("公司", "公司"),
        ("", ""),
    ],
)
def test_the_core_is_what_makes_a_name_its_own(name, left):
    assert core(name) == left


def test_the_place_in_brackets_is_86_and_warned():
    likeness = compare("苏州宏远精密制造有限公司", "宏远精密制造（苏州）有限公司")
    assert (likeness.ratio, likeness.partial, likeness.verdict) == (86, 100, Verdict.SOFT)


def test_one_homophone_is_88_and_warned():
    likeness = compare("苏州辰光精密制造有限公司", "苏州晨光精密制造有限公司")
    assert (likeness.ratio, likeness.verdict) == (88, Verdict.SOFT)


def test_a_shared_beginning_is_57_and_let_be():
    likeness = compare("苏州宏远精密制造有限公司", "苏州宏远贸易有限公司")
    assert (likeness.ratio, likeness.verdict) == (57, Verdict.NONE)


def test_the_same_name_in_another_city_is_75_and_let_be():
    likeness = compare("苏州宏远精密制造有限公司", "无锡宏远精密制造有限公司")
    assert (likeness.ratio, likeness.verdict) == (75, Verdict.NONE)


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ("宏远精密有限公司", "苏州宏远精密制造有限公司", Verdict.SOFT),
        ("宏远精有限公司", "苏州宏远精密制造有限公司", Verdict.NONE),
        ("宏远有限公司", "苏州宏远精密制造有限公司", Verdict.NONE),
    ],
)
def test_a_name_inside_another_is_warned_from_four_characters(first, second, verdict):
    assert compare(first, second).verdict is verdict


def test_four_signs_of_five_are_warned_and_a_little_less_is_let_be():
    assert compare_cores("abcde", "abcdx") == Likeness(Verdict.SOFT, 80, 89)
    nearly = compare_cores("abcdefghijklmno1234", "abcdefghijklmno5678")
    assert (nearly.verdict, nearly.ratio) == (Verdict.NONE, 79)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(" 某某  机电 有限公司 ", "某某 机电 有限公司"), ("3M", "3M"), ("宏远（苏州）", "宏远（苏州）")],
)
def test_a_name_is_kept_as_on_the_licence(typed, kept):
    assert check(typed) == kept


@pytest.mark.parametrize("typed", ["", "宏", "A!", "（）", "——"])
def test_less_than_two_letters_are_no_name(typed):
    with pytest.raises(CompanyNameRefused, match="business licence"):
        check(typed)


@pytest.mark.parametrize("sign", [*"<>{}\\|^~`;=", "😀", "˅", "\ue000", "\ud83d"])
def test_a_name_has_no_pictures_and_signs(sign):
    with pytest.raises(CompanyNameRefused, match="pictures or signs"):
        check(f"某某{sign}公司")


@pytest.mark.parametrize(("one", "other", "answer"), cases.rows("companies"))
def test_names_as_people_write_them(one, other, answer):
    same = normalise(one) == normalise(other)
    if answer.startswith("block"):
        assert same
    else:
        assert not same
        assert compare(one, other).verdict is (Verdict.SOFT if answer.startswith("warn") else Verdict.NONE)


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [("晨光机电有限公司", "辰光机电有限公司", Verdict.SOFT), ("晨光", "辰光", Verdict.NONE),
     ("晨光机", "辰光机", Verdict.SOFT),
     ("宏远苏州精密制造有限公司", "苏州宏远精密制造有限公司", Verdict.SOFT),
     ("晨光机电有限公司", "晨光电机有限公司", Verdict.SOFT),
     ("晨光机电有限公司", "星光机电有限公司", Verdict.NONE), ("第1医院", "第2医院", Verdict.NONE),
     ("苏州甲方测试中心", "苏州乙方测试中心", Verdict.NONE),
     ("上海第一人民医院", "上海第一人民医院", Verdict.SOFT)],
)  # fmt: skip
def test_sound_order_and_numerals(one, other, verdict):
    assert compare(one, other).verdict is verdict


def test_traditional_signs_have_the_same_core_and_sound():
    assert core("蘇州瀚宇精密製造有限公司") == core("苏州瀚宇精密制造有限公司") == "苏州瀚宇精密制造"
    assert sound("晨光机电") == sound("辰光机电") == "chen guang ji dian" and sound("晨光") == "晨光"
