"""What the QR code of a card says."""

from __future__ import annotations

import pytest

from salesapp.customers.camera.rules import State
from salesapp.customers.camera.vcards.rules import read
from salesapp.reading.pictures.rules import Code, decoded

WHOLE = """BEGIN:VCARD
VERSION:3.0
N:周;望舒;;;
FN:周望舒
ORG:苏州虚屿精密制造有限公司;销售部
TITLE:销售总监
TEL;TYPE=CELL,VOICE:139-0001-0131
TEL;TYPE=WORK:+86 512 6288 1231
TEL;TYPE=FAX:0512-62881232
EMAIL;TYPE=INTERNET:zhou@xuyu.example
URL:http://www.xuyu.example/
ADR;TYPE=WORK:;;某某路18号3幢;苏州市;江苏省;215000;中国
NOTE:主营\\:轴承\\, 模具
END:VCARD"""


def card(text: str):
    return read((Code(text),))


def test_a_vcard_says_all_of_a_card():
    found = card(WHOLE)
    assert (found.name.text, found.company.text, found.department.text, found.title.text) == (
        "周望舒", "苏州虚屿精密制造有限公司", "销售部", "销售总监",
    )  # fmt: skip
    assert [value.text for value in found.mobiles + found.landlines + found.faxes] == [
        "13900010131", "0512-62881231", "0512-62881232",
    ]  # fmt: skip
    assert (found.mails[0].text, found.webs[0].text) == ("zhou@xuyu.example", "www.xuyu.example")
    assert (found.addresses[0].text, found.postcode.text, found.region.text) == (
        "江苏省苏州市某某路18号3幢",
        "215000",
        "320500",
    )
    assert found.remarks[0].text == "主营:轴承, 模具"


def test_folded_lines_and_quoted_printable_are_read():
    folded = card("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:周望\r\n 舒\r\nEND:VCARD")
    assert folded.name.text == "周望舒"
    quoted = card(
        "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=91=A8;=E6=9C=9B=E8=88=92\nEND:VCARD"
    )
    assert quoted.name.text == "周望舒"


def test_english_names_stand_in_their_order():
    assert card("BEGIN:VCARD\nN:Zheng;Shiye;;Dr.;\nEND:VCARD").name.text == "Shiye Zheng"


@pytest.mark.parametrize("name", ["³Â¿ÕÇà", "陈?", "陈\ufffd", "閯樼┖", "锟斤拷"])
def test_what_was_broken_on_its_way_is_nobodys_name(name):
    assert card(f"BEGIN:VCARD\nFN:{name}\nEND:VCARD").name is None


def test_a_mecard_undoes_what_was_escaped():
    found = card(r"MECARD:N:何,叙白;TEL:13900010135;ADR:嘉兴市南湖区某某路1号\;2楼;NOTE:主营\:面料;;")
    assert (found.name.text, found.mobiles[0].text) == ("何叙白", "13900010135")
    assert found.addresses[0].text == "嘉兴市南湖区某某路1号;2楼" and found.remarks[0].text == "主营:面料"
    assert found.region.state is State.SURE


@pytest.mark.parametrize("text", ["https://u.wechat.example/abc", "WIFI:S:net;;", "", "一句话"])
def test_other_codes_fill_nothing(text):
    assert not card(text).says_something and card(text).name is None


def test_bytes_without_a_mark_are_utf_8_or_gb_18030():
    assert decoded("陈空青".encode()) == decoded("陈空青".encode("gb18030")) == "陈空青"
