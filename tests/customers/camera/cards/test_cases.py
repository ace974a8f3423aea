"""Cards as a reader gave them, and the right fields of each."""

from __future__ import annotations

import pytest

from salesapp.customers.camera.cards.rules import Card
from salesapp.customers.camera.rules import State
from salesapp.customers.camera.sides.rules import people_of, read
from tests.customers.camera.texts import of, reading

OFFERED = State.OFFERED


def said(card: Card) -> dict[str, str]:
    """Return what a card says, in words."""
    lists = ("mobiles", "landlines", "services", "faxes", "mails", "webs", "addresses", "remarks")
    found = {key: "; ".join(value.text for value in getattr(card, key)) for key in lists}
    single = ("company", "group", "latin_company", "name", "latin_name", "title", "department", "wechat", "qq", "postcode",
              "region", "latin_address")  # fmt: skip
    found |= {key: value.text for key in single if (value := getattr(card, key)) is not None}
    return {key: value for key, value in found.items() if value}


RIGHT = {
    "C01": {
        "company": "苏州虚屿精密制造有限公司", "name": "周望舒", "title": "销售总监", "mobiles": "13900010131",
        "landlines": "0512-62881231", "faxes": "0512-62881232", "mails": "zhou@xuyu.example",
        "addresses": "苏州市高新区某某路18号3幢", "region": "320505",
    },
    "C02": {
        "company": "宏砚自动化（苏州）有限公司", "name": "沈听澜", "latin_name": "SHEN TINGLAN", "department": "采购部",
        "title": "经理", "mobiles": "13900010132; 13800138000", "mails": "shen.tl@hongyan.example", "webs": "www.hongyan.example",
    },
    "C03": {
        "company": "南通帛砚包装有限公司", "name": "吴见微", "title": "副总经理", "addresses": "江苏省南通市崇川区某某路二十号",
        "mobiles": "13900010133", "landlines": "0513-85551233", "region": "320613",
    },
    "C05": {
        "name": "何叙白", "company": "嘉兴沐笺纺织有限公司", "mobiles": "13900010135", "landlines": "0573-85551235",
        "mails": "he@mujian.example", "addresses": "嘉兴市南湖区某某路1号;2楼", "remarks": "主营:面料", "region": "330402",
    },
    "C06": {"name": "陈𬭎", "title": "总工程师", "mobiles": "13900010136"},
    "C07": {
        "company": "常州稚禾新材料股份有限公司", "name": "徐砚秋", "title": "区域销售经理（华东）",
        "addresses": "江苏省常州市武进区某某工业园区创新路9号A座1502室", "mails": "xuyanqiu@zhihe-material.example",
        "mobiles": "13900010137", "region": "320412",
    },
    "C08": {
        "company": "昆山岫石自动化设备有限公司", "name": "许双溪", "department": "市场部", "title": "部长",
        "addresses": "江苏省昆山市某某路66号", "postcode": "215300", "remarks": "工厂 江苏省太仓市某某港区1号 215400",
        "landlines": "0512-57551238转8016; 0512-57551238转8017; 0512-57551239", "faxes": "0512-57551230",
        "services": "400-000-0138", "mobiles": "13900010138", "wechat": "13900010138", "qq": "100013800", "region": "320583",
    },
    "C09": {
        "company": "湖州芥舟食品机械有限公司", "name": "罗拾贝", "title": "总经理", "mobiles": "13900010139",
        "landlines": "0572-8555239", "mails": "luo@jiezhou.example",
    },
    "C10": {
        "company": "镇江蓼汀环保工程有限公司", "group": "蓼汀控股集团", "name": "孟浮槎", "title": "董事长助理",
        "department": "人力资源部", "mobiles": "13900010140", "mails": "mfc@liaoting.example",
    },
    "C11": {
        "company": "澹橋國際有限公司", "name": "阿依古丽·买买提", "title": "業務協理", "mobiles": "13900010141; +886900000141",
        "landlines": "+886255550141转12", "remarks": "統一編號 00000141",
    },
    "C12": {
        "company": "XUTING ELECTRIC (YANGZHOU) CO., LTD.", "latin_company": "XUTING ELECTRIC (YANGZHOU) CO., LTD.",
        "name": "Anna Müller", "latin_name": "Anna Müller", "title": "Head of Purchasing, APAC",
        "landlines": "0514-85551242转808", "mobiles": "13900010142", "mails": "anna.mueller@xuting.example",
    },
    "C13": {
        "company": "某某大学", "department": "环境学院", "name": "高渡", "title": "系主任、教授、博士生导师",
        "landlines": "0516-85551243", "remarks": "内线 6612", "mobiles": "13900010143", "postcode": "221000",
        "addresses": "江苏省徐州市某某路1号逸夫楼B-305", "region": "320300",
    },
    "C14": {
        "mobiles": "13900010144", "landlines": "0514-85551244", "mails": "tang@xuting.example", "name": "唐砂",
        "title": "技术支持", "company": "扬州絮亭电气有限公司",
    },
    "C15": {
        "company": "宁波澹桥模具有限公司", "name": "叶屿", "title": "业务员", "mails": "yeyu@163.com",
        "addresses": "浙江省宁波市北仑区某某路5号", "webs": "www.danqiao.example", "region": "330206",
    },
}  # fmt: skip


@pytest.mark.parametrize("name", RIGHT)
def test_a_card_is_read_as_it_stands(name):
    assert said(read(reading(name))) == RIGHT[name]


@pytest.mark.parametrize(
    ("name", "field", "state"),
    [
        ("C01", "mobiles", OFFERED),
        ("C01", "landlines", OFFERED),
        ("C01", "faxes", State.SURE),
        ("C01", "region", OFFERED),
        ("C03", "mobiles", OFFERED),
        ("C03", "landlines", State.SURE),
        ("C06", "name", State.SURE),
        ("C06", "mobiles", State.SURE),
        ("C10", "group", OFFERED),
        ("C15", "mails", OFFERED),
        ("C15", "webs", OFFERED),
        ("C15", "mobiles", State.BLOCKED),
    ],
)
def test_what_was_repaired_is_offered_and_what_is_short_is_not_filled_up(name, field, state):
    value = getattr(read(reading(name)), field)
    value = value[0] if isinstance(value, list) else value
    assert value.state is state
    assert value.takeable == (state is not State.BLOCKED)


def test_a_digit_too_few_is_said_and_nothing_follows_from_it():
    card = read(reading("C15"))
    assert card.mobiles[0].text == "" and card.mobiles[0].problem == "One digit is missing."
    assert card.mobiles[0].read == "1390001014"
    assert card.wechat is None, "the same as a mobile that is not known yet"


def test_front_and_back_are_one_person_and_chinese_goes_before_english():
    (card,) = people_of([reading("C04a"), reading("C04b")])
    assert said(card) == {
        "company": "杭州栖璎仪器有限公司", "latin_company": "Hangzhou Qiying Instruments Co., Ltd.", "name": "郑拾叶",
        "latin_name": "Shiye Zheng", "title": "高级工程师", "mobiles": "13900010134", "landlines": "0571-85551234转16",
        "postcode": "310012",
        "latin_address": "No. 8, Moumou Rd., Xihu District, Hangzhou 310012, P.R. China",
    }  # fmt: skip
    (back_first,) = people_of([reading("C04b"), reading("C04a")])
    assert (back_first.company.text, back_first.name.text) == ("杭州栖璎仪器有限公司", "郑拾叶")
    assert (card.name.side, card.landlines[0].side) == (0, 1), "each beside its own picture"


def test_another_name_is_another_person():
    assert [card.name.text for card in people_of([reading("C01"), reading("C02")])] == ["周望舒", "沈听澜"]


def test_a_code_with_an_address_of_the_web_fills_nothing():
    card = read(of("300 60 40 让每一滴水都干净\n330 520 22 扫一扫 加微信\nQR: https://u.wechat.example/abc"))
    assert said(card) == {} and not card.says_something


def test_glued_english_is_parted_by_its_labels():
    card = read(
        of(
            "90 70 34 HangzhouQiyingInstrumentsCo.,Ltd.\n90 240 44 Shiye Zheng\n90 400 24 Tel:+8657185551234Ext.16"
        )
    )
    assert card.landlines[0].text == "0571-85551234转16"
    assert card.company.text == "HangzhouQiyingInstrumentsCo.,Ltd."


@pytest.mark.parametrize(
    "text", ["400-000-0138", "邮编：215300", "传真：0512-62881232", "QQ:100013800", "91320505MADE3801XM"]
)
def test_what_is_no_mobile_never_becomes_one(text):
    assert read(of(f"70 60 26 {text}")).mobiles == []


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("手机 邮箱", {}),
        ("地址 邮箱", {}),
        ("Mobile Phone", {}),
        ("Zip Code:", {}),
        ("税号 邮箱", {}),
        ("单位电话：0512-62881231", {"landlines": "0512-62881231"}),
        ("单位邮箱", {}),
        ("常用邮箱：zhou@xuyu.example", {"mails": "zhou@xuyu.example"}),
        ("苏州单位电话厂", {"company": "苏州单位电话厂"}),
    ],
)
def test_a_label_is_never_a_value(words, right):
    assert said(read(of("60 245 27 " + words))) == right


def test_a_label_whose_value_was_not_read_takes_no_label_of_another_column():
    card = read(of("60 245 27 手机\n300 245 27 邮箱\n60 290 27 电话\n150 290 27 0514-85551244"))
    assert said(card) == {"landlines": "0514-85551244"} and not card.mails and not card.mobiles
