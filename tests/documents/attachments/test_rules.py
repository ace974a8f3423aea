"""What is taken as an attachment, and what is refused and why."""

from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image

from salesapp.documents.attachments import rules

PDF = b"%PDF-1.7\n%%EOF\n"


def picture(size=(40, 30), kind="JPEG", **options) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", size, "#a2281d").save(kept, kind, **options)
    return kept.getvalue()


def office(folder: str, *more: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name in ("[Content_Types].xml", f"{folder}/document.xml", *more):
            archive.writestr(name, "<x/>")
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "media_type", "kept_as"),
    [
        ("名片.JPG", picture(), "image/jpeg", "名片.JPG"),
        ("名片.png", picture(), "image/jpeg", "名片.jpg"),
        ("site.png", picture(kind="PNG"), "image/png", "site.png"),
        ("a.webp", picture(kind="WEBP"), "image/webp", "a.webp"),
        ("合同.pdf", PDF, "application/pdf", "合同.pdf"),
        ("合同.exe", PDF, "application/pdf", "合同.pdf"),
        ("合同.docx", office("word"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "合同.docx"),
        ("报价.zip", office("xl"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "报价.xlsx"),
        ("旧合同.doc", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512, "application/msword", "旧合同.doc"),
    ],
)  # fmt: skip
def test_a_file_is_what_its_bytes_say(words, name, content, media_type, kept_as):
    checked = rules.check(name, content)
    assert (checked.media_type, checked.name) == (media_type, kept_as)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("空.pdf", b"", "是空文件"),
        ("大.pdf", b"%PDF-" + b"0" * rules.MAX_BYTES, "超过 20 MB"),
        ("脚本.jpg", b"<script>alert(1)</script>", "内容与文件名不符"),
        ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "内容与文件名不符"),
        ("包.zip", b"PK\x03\x04" + b"\0" * 50, "内容与文件名不符"),
        ("名.docx", office("文").replace("文".encode(), b"\xd0\xff\xfe"), "内容与文件名不符"),
        (
            "新.docx",
            office("word").replace(b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\x40"),
            "内容与文件名不符",
        ),
        ("宏.docm", office("word", "word/vbaProject.bin"), "带有宏"),
        ("IMG_1.heic", b"\0\0\0\x18ftypheic" + b"\0" * 50, "HEIC"),
        ("半张.png", picture((400, 300), "PNG", compress_level=0)[:9000], "已损坏"),
        ("旧.exe", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512, "内容与文件名不符"),
    ],
)
def test_a_file_that_is_not_kept_is_refused_in_words(words, name, content, reason):
    with pytest.raises(rules.UploadRefused, match=reason) as refused:
        rules.check(name, content)
    assert refused.value.field == "file"
    assert name.rpartition(".")[0] in str(refused.value)


def test_a_long_ending_is_no_way_around_the_length_of_a_name(words):
    assert len(rules.check("a." + "b" * 400, PDF).name) <= 125


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(words, monkeypatch):
    monkeypatch.setattr(rules, "MAX_PIXELS", 1000)
    with pytest.raises(rules.UploadRefused, match="像素过大"):
        rules.check("site.png", picture((40, 30), "PNG"))


def test_a_photo_is_turned_upright_made_smaller_and_forgets_where_it_was_taken(words):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif.get_ifd(0x8825)[1] = "N"
    checked = rules.check("现场.jpg", picture((4096, 1024), exif=exif))
    with Image.open(io.BytesIO(checked.content)) as kept:
        assert kept.size == (512, 2048)
        assert not kept.getexif()


@pytest.mark.parametrize(
    ("name", "kept_as"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\合同\\甲.pdf", "甲.pdf"),
        ("a\x00\nb.pdf", "ab.pdf"),
        ("", "文件.pdf"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_a_file_name_is_only_a_name(words, name, kept_as):
    assert rules.check(name, PDF).name == kept_as
