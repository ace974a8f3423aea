"""Licences as a reader gave them, and the right fields of each."""

from __future__ import annotations

import pytest

from salesapp.customers.camera.identity.rules import is_identity_card
from salesapp.customers.camera.licences.fields.rules import is_licence
from salesapp.customers.camera.licences.rules import read
from salesapp.customers.camera.rules import State
from tests.customers.camera.texts import TEXTS, of, reading

RIGHT = {
    "L01": {
        "code": "91320505MADE3801XM", "name": "苏州虚屿轴承有限公司", "kind": "有限责任公司（自然人投资或控股）",
        "person": "周望舒", "capital": "2000", "founded": "2011-05-18",
        "address": "江苏省苏州市高新区某某路18号3幢201室", "region": "320505",
    },
    "L02": {
        "candidate": "91510104MADE86B031", "name": "成都某某测试技术有限公司", "person": "冯知渔",
        "address": "四川省成都市锦江区某某街3号", "region": "510104",
    },
    "L03": {
        "candidate": "91310115MADE8G051A", "name": "上海澹桥测量仪器有限公司", "address": "上海市浦东新区某某路7号",
        "region": "310115",
    },
    "L04": {
        "code": "92320583MADEB010XA", "name": "昆山市某某镇螺汀小吃店", "person": "许双溪", "founded": "2019-03-01",
        "address": "昆山市某某镇某某街2号", "region": "320583",
    },
    "L05": {
        "code": "91320200MADE717093", "name": "无锡空青传动有限公司滨湖分公司", "person": "秦漓", "founded": "2020-11-02",
        "address": "无锡市滨湖区某某路6号", "region": "320211", "kind": "有限责任公司分公司", "parent": "无锡空青传动有限公司",
    },
    "L06": {"name": "苏州草书印刷厂", "person": "何叙白", "capital": "500"},
}  # fmt: skip
FIELDS = ("code", "candidate", "name", "kind", "person", "capital", "founded", "address", "region", "parent")


@pytest.mark.parametrize("name", RIGHT)
def test_a_licence_is_read_as_it_stands(name):
    licence = read(reading(name))
    found = {key: value.text for key in FIELDS if (value := getattr(licence, key)) is not None and value.text}
    assert found == RIGHT[name]


def test_a_letter_that_never_occurs_is_replaced_and_offered():
    assert read(reading("L01")).code.state is State.OFFERED
    assert read(reading("L01")).code.read == "9132O505MADE3801XM"
    assert read(reading("L04")).code.state is State.SURE


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("L02", "Two checks do not agree: please compare with the picture."),
        ("L03", "Characters 3 to 8 are no region: please compare with the picture."),
    ],
)
def test_a_code_that_only_its_last_sign_speaks_for_is_blocked(name, words):
    code = read(reading(name)).code
    assert (code.text, code.state, code.problem, code.takeable) == ("", State.BLOCKED, words, False)
    assert read(reading(name)).candidate.state is State.OFFERED


def test_an_old_licence_has_no_credit_code():
    licence = read(reading("L06"))
    assert licence.code is None
    assert [value.text for value in licence.remarks] == ["注册号 320500000012345"]
    assert licence.notes == [
        "This is an old licence without a credit code. Its number goes into the remarks."
    ]
    assert licence.capital.state is State.OFFERED, "it was spelt out"


def test_a_licence_without_a_name_says_so():
    licence = read(of(TEXTS["L04"].replace("昆山市某某镇螺汀小吃店", "＊＊＊")))
    assert licence.name is None and licence.notes == [
        "No name is registered on this licence. Please type one."
    ]


@pytest.mark.parametrize("name", ["L01", "L02", "L03", "L04", "L05", "L06"])
def test_a_licence_is_told_from_a_card(name):
    assert is_licence(reading(name)) and read(reading(name)).says_something


@pytest.mark.parametrize("name", ["C01", "C02", "C03", "C04b", "C08", "C13"])
def test_a_card_is_no_licence(name):
    assert not is_licence(reading(name))
    assert not read(reading(name)).says_something
    assert not is_identity_card(reading(name))


@pytest.mark.parametrize(
    "text",
    [
        "40 60 26 姓 名 周望舒\n40 100 26 性别 女 民族 汉\n40 140 26 出生 1990 年 1 月 1 日\n40 180 26 住址 某某市某某路\n"
        "40 300 26 公民身份号码 110101199001011237",
        "40 60 26 中华人民共和国\n40 100 40 居民身份证\n40 300 26 签发机关 某某市公安局\n"
        "40 340 26 有效期限 2020.01.01-2040.01.01",
        "40 60 26 姓名 周望舒\n40 100 26 性别 女\n40 300 26 11010119900101123X",
    ],
)
def test_an_identity_card_is_recognised(text):
    assert is_identity_card(of(text))


@pytest.mark.parametrize(
    "text",
    [
        "300 60 60 开户许可证\n90 200 26 核准号 J0000000000001\n90 240 26 开户银行 某某银行",
        "300 60 60 组织机构代码证\n90 200 26 代码 MADE3801-X",
        "10 10 20 湖边小景",
    ],
)
def test_other_papers_and_landscapes_are_no_licence(text):
    assert not read(of(text)).says_something and not is_identity_card(of(text))
