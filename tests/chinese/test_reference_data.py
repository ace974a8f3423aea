from decimal import Decimal

import pytest

from salesapp.chinese import industries, regions, sizes


def test_there_are_20_sections_and_97_divisions():
    codes = list(industries.table())
    assert sum(len(c) == 1 for c in codes) == 20 and sum(len(c) == 3 for c in codes) == 97
    assert [c[1:] for c in codes if len(c) == 3] == [f"{n:02}" for n in range(1, 98)]


def test_manufacturing_runs_from_13_to_43():
    numbers = [int(c[1:]) for c in industries.table() if c.startswith("C") and len(c) == 3]
    assert (numbers[0], numbers[-1]) == (13, 43)


@pytest.mark.parametrize(
    ("term", "first"),
    [
        ("通用", "C34"),
        ("tysb", "C34"),
        ("C34", "C34"),
        ("34", "C34"),
        ("软件", "I65"),
        ("制造业", "C34"),
        ("", "C34"),
    ],
)
def test_industries_are_found_by_name_code_and_pinyin(term, first):
    assert industries.search(term)[0].code == first


def test_an_unknown_industry_finds_nothing():
    assert industries.search("😀" * 1000) == [] and industries.find("Z99") is None
    assert not industries.is_choosable("C") and industries.is_choosable("C34")


def test_industry_words_for_screen_and_paper():
    assert industries.words("C34") == "C34 通用设备制造业"
    assert industries.full_words("C34") == "制造业-通用设备制造业"
    assert industries.resolve("通用设备制造业").code == "C34" and industries.resolve("制造") is None


def test_regions_cover_every_province_and_the_odd_ones():
    assert len(regions.children()[""]) == 35  # 34 units of province level and 境外
    assert regions.words("320506") == "江苏省 苏州市 吴中区"
    assert regions.words("310115") == "上海市 浦东新区"
    assert regions.words("429004") == "湖北省 仙桃市"
    assert regions.words("441900") == "广东省 东莞市"
    assert regions.words("810001") == "香港特别行政区 中西区"
    assert regions.words("710100") == "台湾省 台北市"
    assert regions.words("000000") == "000000" and regions.words(None) == ""


@pytest.mark.parametrize(
    ("code", "choosable"),
    [
        ("320506", True),
        ("320500", True),
        ("320000", False),
        ("310000", True),
        ("441900", True),
        ("990000", True),
        ("330103", True),
        ("", False),
        (None, False),
    ],
)
def test_a_customer_sits_in_a_city_or_a_county(code, choosable):
    assert regions.is_choosable(code) is choosable


@pytest.mark.parametrize(
    ("term", "first"),
    [("吴中", "江苏省 苏州市 吴中区"), ("wuzhongqu", "江苏省 苏州市 吴中区"),
    ("苏州吴中", "江苏省 苏州市 吴中区"), ("东莞", "广东省 东莞市"),
     ("仙桃", "湖北省 仙桃市"), ("江苏 gulou", "江苏省 南京市 鼓楼区"),
     ("chaoyang", "辽宁省 朝阳市"), ("320506", "江苏省 苏州市 吴中区")],
)  # fmt: skip
def test_regions_are_found_by_name_path_and_pinyin(term, first):
    assert regions.words(regions.search(term)[0].code) == first


def test_old_codes_are_read_but_not_offered():
    assert regions.words("330103") == "浙江省 杭州市 下城区"
    assert all(r.code != "330103" for r in regions.search("下城"))


def test_a_credit_code_prefills_the_region_and_an_old_one_the_city():
    assert regions.of_credit_code("91320506MA1XXXXX3K") == "320506"
    assert regions.of_credit_code("91330103MA1XXXXX3K") == "330100"
    assert regions.of_credit_code("91110000600037341L") == "110000"
    assert regions.of_credit_code("91999999MA1XXXXX3K") is None


def test_the_area_code_of_a_region():
    assert regions.area_code("320506") == "0512"
    assert regions.area_code("310115") == "021"
    assert regions.area_code("990000") is None and regions.area_code(None) is None


def test_every_city_of_the_mainland_has_an_area_code():
    without = [
        r.name
        for r in regions.table().values()
        if r.level == 2 and not r.retired and r.code[0] != "7" and not regions.area_code(r.code)
    ]
    assert without == []


@pytest.mark.parametrize(
    ("industry", "people", "wan", "size"),
    [
        ("C34", 1000, 40000, "large"), ("C34", 999, 40000, "medium"),
        ("C34", 1000, 39999, "medium"), ("C34", 300, 2000, "medium"),
        ("C34", 299, 2000, "small"), ("C34", 20, 300, "small"), ("C34", 19, 300, "micro"), ("C34", 20, 299, "micro"),
        ("F51", 200, 40000, "large"), ("F51", 19, 5000, "small"), ("F52", 50, 500, "medium"),
        ("I65", 10, 50, "small"), ("I65", 10, 49, "micro"),
        ("E50", None, 80000, "large"), ("E50", 5, 6000, "medium"), ("A01", None, 49, "micro"), ("M74", 300, None, "large"),
        ("M74", 99, None, "small"), ("L72", 10, None, "small"), ("C34", 320, None, "medium"), ("C34", None, 8000, "medium"),
    ],
)  # fmt: skip
def test_the_size_follows_the_limits_of_the_industry(industry, people, wan, size):
    assert sizes.suggest(industry, people, None if wan is None else Decimal(wan) * 10000) == size


def test_without_a_figure_that_counts_there_is_no_suggestion():
    assert sizes.suggest("C34", None, None) is None
    assert sizes.suggest(None, 320, Decimal(80_000_000)) is None and sizes.suggest("C", 320, None) is None
    assert sizes.suggest("E50", 500, None) is None
    assert sizes.suggest("M74", None, Decimal(10**9)) is None


def test_every_division_falls_under_a_line_of_limits():
    lines = {i.size_line for i in industries.table().values() if len(i.code) == 3}
    assert lines <= set(sizes.LIMITS)
