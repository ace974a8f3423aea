"""Where an address lies, and what reads like one."""

from __future__ import annotations

import pytest

from salesapp.chinese.addresses import full, looks_english, looks_like_one, region_in


@pytest.mark.parametrize(
    ("address", "code", "zone"),
    [
        ("江苏省苏州市高新区某某路18号3幢", "320505", "苏州高新区"),
        ("江苏省苏州市吴中区某某路1号", "320506", ""),
        ("江苏省昆山市某某路66号", "320583", ""),
        ("昆山市某某镇某某街2号", "320583", ""),
        ("上海市浦东新区某某路7号", "310115", ""),
        ("四川省成都市锦江区某某街3号", "510104", ""),
        ("无锡市滨湖区某某路6号", "320211", ""),
        ("江苏省徐州市某某路1号逸夫楼B-305", "320300", ""),
        ("浙江省宁波市北仑区某某路5号", "330206", ""),
        ("苏州工业园区某某路9号", "320500", "苏州工业园区"),
        ("江蘇省蘇州市吳中區某某路1號", "320506", ""),
    ],
)
def test_the_smallest_region_that_is_certain(address, code, zone):
    found = region_in(address)
    assert found is not None and (found.code, found.zone) == (code, zone)


@pytest.mark.parametrize(
    "address", ["", "某某路18号", "鼓楼区某某路1号", "江苏省某某路1号", "让每一滴水都干净"]
)
def test_what_several_places_share_or_none_has_is_no_region(address):
    assert region_in(address) is None


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("苏州市高新区某某路18号3幢", True),
        ("江苏省南通市崇川区某某路二十号", True),
        ("1502室", False),
        ("销售总监", False),
        ("匠心智造 · 服务全球", False),
        ("市场部 部长", False),
    ],
)
def test_what_reads_like_an_address(text, address):
    assert looks_like_one(text) is address


def test_english_ones_are_told_by_two_of_their_words():
    assert looks_english("No. 8, Moumou Rd., Xihu District, Hangzhou 310012, P.R. China")
    assert not looks_english("Senior Engineer") and not looks_english("Room 8")


@pytest.mark.parametrize(
    ("code", "place", "whole"),
    [
        ("320583", "江苏省昆山市玉山镇某某路188号", "江苏省昆山市玉山镇某某路188号"),
        ("320506", "苏州市吴中区某某路1号", "苏州市吴中区某某路1号"),
        ("320506", "某某路1号", "江苏省 苏州市 吴中区 某某路1号"),
        ("320506", None, "江苏省 苏州市 吴中区"),
        (None, "某某路1号", "某某路1号"),
        (None, None, ""),
    ],
)
def test_a_region_stands_before_a_place_that_does_not_name_it(code, place, whole):
    assert full(code, place) == whole
