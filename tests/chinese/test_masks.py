"""What a masked sheet shows of people, phones and accounts."""

from __future__ import annotations

import pytest

from salesapp.chinese import masks
from salesapp.chinese.masks import masked


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("name", "周敏", "周*"),
        ("name", "欧阳修远", "欧阳**"),
        ("name", "欧阳", "欧*"),
        ("name", "欧阳修", "欧阳*"),
        ("name", "周", "周"),
        ("name", "周*", "周*"),
        ("name", "𠮷田一郎", "𠮷***"),
        ("name", "阿依古丽·买买提", "阿***"),
        ("name", "Mary Smith", "M***"),
        ("name", "", ""),
        ("names", "周敏 采购经理 13800000021、钱伟 副总", "周* 采购经理 138****0021、钱* 副总"),
        ("names", "周敏，钱伟", "周*，钱*"),
        ("names", "Mary Smith 13800000021", "M*** 138****0021"),
        ("names", "冯会计 feng@example.cn 0512-62881234转810", "冯** f***@example.cn 0512-6288****转810"),
        ("phone", "138 0000 0021", "138****0021"),
        ("phone", "05126288123", "0512628****"),
        ("phone", "1380013", "138****"),
        ("phone", "6288123", "628****"),
        ("phone", "628812", "******"),
        ("phone", "0512-62881234转801", "0512-6288****转801"),
        ("phone", "400-820-5555", "400-820-****"),
        ("phone", "95555", "*****"),
        ("code", "91320500MA1XXXXX3K", "9132************3K"),
        ("code", "税号 91320500MA1XXXXX3K，收票 fp@example.cn", "税号 9132************3K，收票 f***@example.cn"),
        ("bank", "某某银行吴中支行 6222 0012 3456 1234", "某某银行吴中支行 ****1234"),
        ("email", "zhoumin@example.cn", "z***@example.cn"),
        ("hide", "wx_zhou", "****"),
        ("figures", "386,000.00 → 420000.00，赢率 75%", "**** → ****，赢率 75%"),
        ("figures", "预计 2026-12-15 → 2026-12-20，3 次，1,200 台", "预计 2026-12-15 → 2026-12-20，3 次，**** 台"),
        ("", "anything", "anything"),
    ],
)  # fmt: skip
def test_only_what_may_be_seen_is_shown(kind, value, shown):
    assert masked(kind, value) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("某某公司 91320506MA1XXXXX3K", "某某公司 9132************3K"),
        ("0512-62881234", "0512-6288****"),
        ("4563 5100 1234 5678 901", "****8901"),
        ("13912340021 fp@example.cn", "139****0021 f***@example.cn"),
        ("开户行 某某银行", "开户行 某某银行"),
    ],
)
def test_invoicing_data_shows_no_number_whole(typed, shown):
    assert masks.masked("invoice", typed) == shown


def test_each_of_several_phones_is_hidden():
    assert masks.phone("0512-62881234/0512-62885678") == "0512-6288****/0512-6288****"
