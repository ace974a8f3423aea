"""How a word leads to an industry or a region: which ways there are, and which of them comes first."""

import pytest

from salesapp.chinese import industries, regions


def industry_codes(term: str, limit: int = 99) -> list[str]:
    return [industry.code for industry in industries.search(term, limit)]


def region_words(term: str, limit: int = 99) -> list[str]:
    return [regions.words(region.code) for region in regions.search(term, limit)]


def test_twelve_are_offered_unless_asked_otherwise():
    assert [i.code for i in industries.search(" ")] == list(industries.COMMON) and len(
        industries.COMMON
    ) == 12
    assert len(industries.search("制造业")) == 12 and len(industries.search("制造业", 5)) == 5
    assert len(regions.search("市")) == 12 and len(regions.search("市", 5)) == 5


def test_the_section_comes_before_what_only_begins_with_the_letter():
    assert industry_codes("f")[:3] == ["F51", "F52", "B10"]


def test_a_name_that_begins_with_the_word_comes_before_one_that_holds_it():
    assert industry_codes("其他")[:6] == ["B12", "C41", "J69", "O82", "C39", "E50"]


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("i65软件和信息技术服务业", ["I65"]),
        ("住宿和", ["H61", "H62"]),  # the section's name alone
        ("器材", ["C38"]),  # within the name
        ("tongyongshe", ["C34"]),
        ("ngyongsh", ["C34"]),  # within the pinyin
        ("ac", []),  # two letters within a pinyin are chance
        ("sbzzy", ["C34", "C35", "C39", "C37"]),  # within the initials
    ],
)
def test_the_ways_to_an_industry(term, found):
    assert industry_codes(term) == found


def test_three_letters_within_a_pinyin_are_enough_and_one_within_the_initials_is_not():
    assert "C34" in industry_codes("ngy")
    assert all(i.pinyin.startswith("y") or i.initials.startswith("y") for i in industries.search("y", 99))
    assert industry_codes("bz")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("卫生", "Q84"),
        ("C34", "C34"),
        ("C34 通用设备制造业", "C34"),
        ("制造业", None),
        ("C", None),
        ("无", None),
    ],
)
def test_one_industry_is_resolved_and_several_are_not(text, code):
    found = industries.resolve(text)
    assert (found and found.code) == code


def test_a_code_that_is_none_stands_for_itself():
    assert industries.words("Z99") == industries.full_words("Z99") == "Z99"
    assert industries.words(None) == industries.full_words(None) == ""
    assert (
        industries.full_words("C") == "制造业"
        and industries.full_words("C34", "/") == "制造业/通用设备制造业"
    )


@pytest.mark.parametrize(
    ("term", "first"),
    [
        ("吴中区", ["江苏省 苏州市 吴中区"]),
        ("江苏省苏州市吴中区", ["江苏省 苏州市 吴中区"]),
        ("江苏苏州吴", ["江苏省 苏州市 吴中区", "江苏省 苏州市 吴江区"]),
        ("wzq", ["江苏省 苏州市 吴中区", "安徽省 芜湖市 湾沚区", "重庆市 万州区"]),
        ("suzhoushi", ["江苏省 苏州市", "安徽省 宿州市"]),
    ],
)
def test_the_ways_to_a_region(term, first):
    assert region_words(term)[: len(first)] == first


def test_the_own_name_comes_before_a_beginning_and_that_before_the_path():
    assert region_words("朝阳")[0] == "辽宁省 朝阳市"
    found = region_words("苏州")
    assert found[0] == "江苏省 苏州市" and "江苏省 苏州市 吴中区" in found


def test_letters_may_begin_the_path_and_three_may_stand_within_it():
    assert "江苏省 苏州市 吴中区" in region_words("jsssz", 999)
    assert "江苏省 苏州市 吴中区" in region_words("jiangsushengsuzhou", 999)
    assert "江苏省 苏州市 吴中区" in region_words("shisuzh".replace("shi", "sheng"), 999)
    assert all(
        region.pinyin.startswith("x") or region.initials.startswith("x")
        for region in regions.search("x", 9999)
    )


def test_every_word_has_to_lead_there():
    assert region_words("江苏 gulou") == ["江苏省 南京市 鼓楼区", "江苏省 徐州市 鼓楼区"]
    assert region_words("江苏 nowhere") == []


def test_without_a_word_the_municipalities_are_offered():
    assert region_words("", 3) == ["北京市", "天津市", "上海市"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("江苏省 苏州市 吴中区", "320506"), ("江苏-苏州-吴中", "320506"), ("吴中区", "320506"), ("320506", "320506"),
        ("苏州市", "320500"), ("鼓楼区", None), ("苏州", None), ("无", None),
    ],
)  # fmt: skip
def test_one_region_is_resolved_and_several_are_not(text, code):
    found = regions.resolve(text)
    assert (found and found.code) == code


@pytest.mark.parametrize(
    ("code", "level"), [("320000", 1), ("320500", 2), ("320506", 3), ("310000", 1), ("429004", 3)]
)
def test_the_level_of_a_region(code, level):
    assert regions.find(code).level == level


@pytest.mark.parametrize(
    ("code", "below"),
    [("320500", "320506"), ("320000", "320500"), ("310000", "310101"), ("420000", "429004")],
)
def test_what_stands_below_a_region(code, below):
    assert below in [region.code for region in regions.children()[code]]


def test_a_suffix_is_left_out_of_a_name_of_three_characters_or_more():
    found = [region.name for region in regions.search("沙市", 3)]
    assert found[0] == "沙市区"
    assert region_words("广西")[0].startswith("广西壮族自治区")


def test_a_code_of_a_whole_province_prefills_nothing():
    assert regions.of_credit_code("91320000MA1XXXXX3K") is None
    assert regions.of_credit_code("91320599MA1XXXXX3K") == "320500"


@pytest.mark.parametrize(
    ("said", "codes"),
    [("光伏", ["C38", "D44"]), ("模具", ["C35"]), ("半导体", ["C39"]), ("物流", ["G59", "G58", "G54"]),
     ("医疗", ["C35", "C27", "Q84"]),
     ("新能源", ["C38", "D44", "C36"]), ("注塑", ["C29"]), ("guangfu", ["C38", "D44"]), ("半導體", ["C39"])],
)  # fmt: skip
def test_what_people_say_leads_to_its_divisions_first(said, codes):
    assert industry_codes(said)[: len(codes)] == codes


def test_initials_of_what_people_say_lead_there_too():
    assert industry_codes("bdt")[0] == "C39" and industry_codes("gf")[:2] == ["C38", "D44"]


@pytest.mark.parametrize(
    ("term", "first"),
    [
        ("半导", ["C39"]),  # begins what people say
        ("光伏组件", ["C38", "D44"]),  # holds it
        ("gua", ["C38", "D44"]),  # three letters begin its pinyin
        ("gu", ["G57", "R87"]),  # two do not
        ("gong", ["N78", "C13"]),  # begins a reading, and then stands within one
        ("bs", ["J67"]),  # two letters within the initials
    ],
)
def test_what_leads_to_a_division_first(term, first):
    assert industry_codes(term)[: len(first)] == first
    assert industries.search(term, 1)[0].code == first[0]


def test_a_word_that_leads_to_one_division_names_it():
    assert industries.resolve("模具").code == "C35" and industries.resolve("光伏") is None


def test_every_word_leads_to_divisions_that_can_be_chosen():
    for said, codes in industries.spoken().items():
        assert codes and all(map(industries.is_choosable, codes)), said


def test_there_are_twenty_sections_to_look_through():
    assert "".join(section.code for section in industries.sections()) == "ABCDEFGHIJKLMNOPQRST"


@pytest.mark.parametrize(
    "said", ["工业园区", "苏州工业园", "gyyq", "szgyyq", "gongyeyuanqu", "苏州 园区", "工業園區"]
)
def test_a_development_zone_leads_to_the_place_it_lies_in(said):
    assert "江苏省 苏州市" in region_words(said)
    assert regions.zone_of(said, "320500") == "苏州工业园区"


def test_a_zone_stands_behind_what_bears_the_name_itself():
    assert region_words("苏州")[0] == "江苏省 苏州市" and regions.zone_of("苏州", "320500") == ""
    assert regions.resolve("苏州高新区").code == "320505" and regions.zone_of("", "320500") == ""


def test_every_zone_lies_in_a_place_that_can_be_chosen():
    for zone in regions.zones():
        assert regions.is_choosable(zone.code) and not regions.find(zone.code).retired, zone.name
