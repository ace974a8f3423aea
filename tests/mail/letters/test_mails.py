"""A letter as bytes: what mail programs read, and what servers ask of lines and headers."""

from __future__ import annotations

import email
import email.policy
import random
import re
from datetime import datetime, timedelta, timezone
from email.header import decode_header, make_header

import pytest

from salesapp.mail.letters.mails import Paper, as_html

LONG = "苏州虚屿精密制造有限公司-交期改善方案（第二版）2026年12月.pdf"
SUBJECT = (
    "感谢您周三下午的会面：附上我们对贵公司二号车间交期问题的初步想法与三个同行案例，请您过目（资料共三份）"
)


def paper(**changes) -> Paper:
    values = {
        "message_id": "<letter-1@crm.local>", "date": datetime(2026, 11, 23, 9, tzinfo=timezone(timedelta(hours=8))),
        "sender": ("周望舒，销售（苏州）", "zhou@xuyu.cn"), "answers": ("周望舒", "wangshu@xuyu.cn"),
        "to": (("冯知渔, 总经理", "feng@danqiao.cn"),), "subject": SUBJECT, "body": "谢谢。", "files": (),
    }  # fmt: skip
    return Paper(**values | changes)


def read(content: bytes):
    return email.message_from_bytes(content, policy=email.policy.default)


def raw(content: bytes, name: str) -> bytes:
    return re.search(rb"(?mis)^" + name.encode() + rb":(.*?)\r\n(?![ \t])", content)[1]


def test_a_long_subject_is_cut_between_signs_and_reads_as_it_was_written():
    content = paper().written()
    words = re.findall(rb"=\?[^?]+\?[bqBQ]\?[^?]*\?=", raw(content, "Subject"))
    assert len(words) > 2 and all(len(word) <= 75 for word in words)
    for word in words:
        make_header(decode_header(word.decode()))
    assert read(content)["Subject"] == SUBJECT
    assert all(len(line) <= 78 for line in content.split(b"\r\n\r\n")[0].split(b"\r\n"))


def test_two_hundred_mixed_subjects_arrive_and_no_two_encoded_words_touch():
    dice = random.Random(7)
    parts = [
        "Re:",
        "感谢",
        "Wednesday",
        "会面",
        "ABC Tools Co., Ltd.",
        "…",
        "—",
        "（资料）",
        "3",
        "李䶮",
        "𬭎",
        "x" * 40,
    ]
    for _each in range(200):
        subject = " ".join(dice.choices(parts, k=dice.randint(1, 14)))
        content = paper(subject=subject).written()
        assert b"?==?" not in raw(content, "Subject")
        assert read(content)["Subject"] == subject


def test_only_names_are_encoded_and_a_comma_in_one_makes_no_second_recipient():
    content = paper().written()
    message = read(content)
    assert b"<zhou@xuyu.cn>" in raw(content, "From") and b"<feng@danqiao.cn>" in raw(content, "To")
    [to] = message["To"].addresses
    assert (to.display_name, to.addr_spec) == ("冯知渔, 总经理", "feng@danqiao.cn")
    assert message["From"].addresses[0].display_name == "周望舒，销售（苏州）"
    assert message["Date"].endswith("+0800") and message["Auto-Submitted"] is None


def test_a_line_break_in_a_header_is_refused():
    with pytest.raises(ValueError, match="linefeed"):
        paper(subject="感谢\r\nBcc: all@danqiao.cn").written()


def test_the_name_of_a_file_is_read_by_new_programs_and_by_old_ones(tmp_path):
    file = tmp_path / "bytes"
    file.write_bytes(bytes(range(256)) * 20)
    content = paper(files=((LONG, "application/pdf", file), ("plain.pdf", "application/pdf", file))).written()
    first, second = read(content).iter_attachments()
    assert first.get_filename() == LONG and second.get_filename() == "plain.pdf"
    assert first.get_content() == second.get_content() == file.read_bytes()
    old = re.search(rb'name="(=\?utf-8\?.*?)"', content, re.DOTALL)[1].decode()
    assert str(make_header(decode_header(old.replace("\r\n ", " ")))).replace(" ", "") == LONG
    assert all(len(line) <= 78 for line in content.split(b"\r\n"))


def test_a_long_line_travels_in_short_ones_and_seven_bits():
    content = paper(body="一" * 600 + "\n.\nFrom here").written()
    assert all(len(line) <= 78 and line.isascii() for line in content.split(b"\r\n"))
    assert read(content).get_body(("plain",)).get_content().splitlines() == ["一" * 600, ".", "From here"]


def test_text_stands_before_html_which_fetches_nothing():
    message = read(paper(body="阿依古丽女士：\n\n1 < 2 & 李䶮\n谢谢").written())
    assert [part.get_content_type() for part in message.walk()][1:3] == ["text/plain", "text/html"]
    assert (
        as_html("1 < 2\n好\n\n再见")
        == "<!doctype html><html><body><p>1 &lt; 2<br>好</p><p>再见</p></body></html>\n"
    )


def test_each_try_is_the_same_letter_but_for_where_its_parts_are_cut():
    first, second = read(paper().written()), read(paper().written())
    for name in ("Message-ID", "Date", "From", "To", "Subject", "Reply-To"):
        assert first[name] == second[name]
