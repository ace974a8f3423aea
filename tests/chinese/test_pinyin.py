import itertools
import sys

import pytest

from salesapp.chinese import pinyin
from salesapp.chinese.pinyin import (
    MOST_READINGS,
    full,
    initials,
    initials_of_name,
    is_han,
    readings,
    readings_of_name,
    sort_key,
)


@pytest.mark.parametrize(
    ("text", "reading", "first"),
    [
        ("苏州精密制造", "suzhoujingmizhizao", "szjmzz"),
        ("重庆长安汽车", "chongqingchanganqiche", "cqcaqc"),
        ("朝阳重工", "chaoyangzhonggong", "cyzg"),
        ("六安厦门", "luanxiamen", "laxm"),
        ("3M中国（ABC）", "3mzhongguoabc", "3mzgabc"),
        ("吕梁", "lvliang", "ll"),
        ("", "", ""),
        ("（）！", "", ""),
    ],
)
def test_a_company_is_found_by_reading_and_initials(text, reading, first):
    assert full(text) == reading and initials(text) == first


@pytest.mark.parametrize(
    ("name", "reading"),
    [("曾国藩", "zengguofan"), ("单雄信", "shanxiongxin"), ("仇英", "qiuying"),
    ("查良镛", "zhaliangyong"), ("翟志刚", "zhaizhigang"),
     ("解缙", "xiejin"), ("区志军", "ouzhijun"), ("尉迟恭", "yuchigong"), ("万俟卨", "moqixie"),
     ("任盈盈", "renyingying"),
     ("欧阳修", "ouyangxiu"), ("𬭎", "hong"), ("㛃", "jie")],
)  # fmt: skip
def test_surnames_are_read_as_surnames_first(name, reading):
    assert readings_of_name(name)[0] == reading


def test_the_other_reading_of_a_surname_finds_the_person_too():
    assert "cengguofan" in readings_of_name("曾国藩")
    assert set(initials_of_name("曾国藩")) == {"zgf", "cgf"}


@pytest.mark.parametrize("name", ["", "*", "··"])
def test_nothing_readable_has_no_reading(name):
    assert readings_of_name(name) == [] and initials_of_name(name) == []


def test_foreign_names_stand_for_themselves():
    assert readings_of_name("Lee") == initials_of_name("Lee") == ["lee"]
    assert initials_of_name("Lee明") == ["leem"]
    assert initials_of_name("明Lee") == ["mlee"]


def test_a_surname_is_read_in_at_most_six_ways_the_likeliest_first():
    assert readings_of_name("单雄信") == ["shanxiongxin", "danxiongxin", "chanxiongxin"]
    assert readings_of_name("湛蓝") == ["zhanlan", "chenlan", "danlan", "tanlan", "jinlan", "yinlan"]


def test_a_character_is_chinese_in_whichever_block_it_stands():
    assert all(map(is_han, "苏𬭎〇﨑"))
    assert not any(map(is_han, "aあ1·（"))


@pytest.mark.parametrize(
    ("name", "found"),
    [("长宏电器", ["zhanghongdianqi", "changhongdianqi"]), ("泸州绿源", ["luzhoulvyuan", "luzhouluyuan"]),
     ("苏州", ["suzhou"]),
     ("吕晟", ["lvcheng", "lucheng", "lvsheng"]), ("ABC长宏", ["abcchanghong", "abczhanghong"]), ("", [""])],
)  # fmt: skip
def test_a_company_is_read_either_way(name, found):
    assert sorted(readings(name)) == sorted(found)


def test_a_name_has_no_end_of_readings():
    assert len(readings("长重乐朝盛行都藏厦单")) == MOST_READINGS


def test_names_sort_by_their_reading_and_the_same_reading_by_its_signs():
    assert sorted(["无锡", "苏州", "宿州", "ABC"], key=sort_key) == ["ABC", "宿州", "苏州", "无锡"]


def test_a_name_is_read_word_by_word_as_it_is_read_whole():
    from pypinyin.constants import PHRASES_DICT

    words = sorted(PHRASES_DICT)[::997]
    texts = [first + second for first, second in itertools.pairwise(words)]
    texts += [f"{place}重工机械有限公司" for place in pinyin.PLACES] + [
        "长乐银行音乐行",
        "〇重庆",
        "㐀重",
        "𠀀长城",
        "長壽",
    ]
    for text in texts:
        whole = ["".join(filter(str.isalnum, item.lower())) for item in pinyin._reader()(text)]
        assert pinyin.full(text) == "".join(whole), text


@pytest.mark.slow
def test_the_keys_of_a_row_take_a_few_hundred_calls_however_many_rows_there_are():
    from salesapp.demo import names
    from salesapp.prospecting.lists import rules

    people = [{"name": "周望舒", "mobile": "+8613900010021"}, {"name": "欧阳某", "landline": "0512-62881234"}]
    rows = [
        {"full_name": names.company(number)[0], "phone": "0512-62881234"} for number in range(0, 21000, 7)
    ]
    for values in rows[:1000]:
        rules.keys(values, people)

    def calls(some):
        made = []
        sys.setprofile(lambda _frame, what, _arg: made.append(what) if what in ("call", "c_call") else None)
        try:
            for values in some:
                rules.keys(values, people)
        finally:
            sys.setprofile(None)
        return len(made) / len(some)

    assert calls(rows[1000:2000]) <= 750
    assert calls(rows[2000:]) <= 750


def test_the_dictionary_has_one_list_for_each_reading():
    pinyin.full("银行")  # which loads it
    from pypinyin.constants import PHRASES_DICT

    every = [reading for readings in PHRASES_DICT.values() for reading in readings]
    assert len(every) > 100_000
    assert len({id(reading) for reading in every}) == len({tuple(reading) for reading in every}) < 3000
