"""What is taken as an attachment, and what is refused and why."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from PIL import Image

from salesapp.documents.attachments import rules

PDF = b"%PDF-1.7\n%%EOF\n"


def picture(size=(40, 30), kind="JPEG", mode="RGB", **options) -> bytes:
    kept = io.BytesIO()
    Image.new(mode, size, 90).save(kept, kind, **options)
    return kept.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def archive(*names: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as file:
        for name in names:
            file.writestr(name, "<x/>")
    return kept.getvalue()


def office(folder: str, *more: str) -> bytes:
    return archive("[Content_Types].xml", f"{folder}/document.xml", *more)


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512


@pytest.mark.parametrize(
    ("name", "content", "media_type", "kept_as"),
    [
        ("名片.JPG", picture(), "image/jpeg", "名片.JPG"),
        ("名片.png", picture(), "image/jpeg", "名片.jpg"),
        ("a.jpeg", picture(), "image/jpeg", "a.jpeg"),
        ("a.gif", picture(kind="GIF", mode="P"), "image/gif", "a.gif"),
        ("site.png", picture(kind="PNG"), "image/png", "site.png"),
        ("a.webp", picture(kind="WEBP"), "image/webp", "a.webp"),
        ("合同.pdf", PDF, "application/pdf", "合同.pdf"),
        ("合同.exe", PDF, "application/pdf", "合同.pdf"),
        ("合同.docx", office("word"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "合同.docx"),
        ("报价.zip", office("xl"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "报价.xlsx"),
        ("方案.pptx", office("ppt"), "application/vnd.openxmlformats-officedocument.presentationml.presentation", "方案.pptx"),
        ("扫描.pdf", b"\xef\xbb\xbf\r\n@PJL\r\n" + PDF, "application/pdf", "扫描.pdf"),
        ("发票.ofd", archive("OFD.xml", "Doc_0/Document.xml"), "application/ofd", "发票.ofd"),
        ("发票.zip", archive("OFD.xml", "Doc_0/Document.xml"), "application/ofd", "发票.ofd"),
        *((f"文件.{end}", OLE, f"application/{kind}", f"文件.{end}")
          for end, kind in (("wps", "kswps"), ("et", "kset"), ("dps", "ksdps"))),
        ("旧合同.doc", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512, "application/msword", "旧合同.doc"),
    ],
)  # fmt: skip
def test_a_file_is_what_its_bytes_say(name, content, media_type, kept_as):
    checked = rules.check(name, content)
    assert (checked.media_type, checked.name) == (media_type, kept_as)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("空.pdf", b"", "is empty"),
        ("大.pdf", b"%PDF-" + b"0" * (20 * 1024 * 1024 - 4), "larger than 20 MB"),
        ("脚本.jpg", b"<script>alert(1)</script>", "not what its name says"),
        ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not what its name says"),
        ("包.zip", b"PK\x03\x04" + b"\0" * 50, "not what its name says"),
        ("名.docx", office("文").replace("文".encode(), b"\xd0\xff\xfe"), "not what its name says"),
        (
            "新.docx",
            office("word").replace(b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\x40"),
            "not what its name says",
        ),
        ("宏.docm", office("word", "word/vbaProject.bin"), "contains macros"),
        ("空壳.docx", archive("word/document.xml"), "not what its name says"),
        ("别的.zip", archive("[Content_Types].xml", "other/document.xml"), "not what its name says"),
        *(
            ("IMG_1.heic", b"\0\0\0\x18ftyp" + brand + b"\0" * 50, "HEIC")
            for brand in (b"heic", b"heix", b"mif1", b"hevc")
        ),
        ("半张.png", picture((400, 300), "PNG", compress_level=0)[:9000], "is damaged"),
        ("半张.gif", picture((400, 300), "GIF", "P")[:60], "is damaged"),
        *(
            (f"加密.{end}", OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password")
            for end in ("docx", "xlsx")
        ),
        *(
            ("IMG_2.heic", b"\0\0\0\x18ftyp" + brand + b"\0" * 50, "HEIC")
            for brand in (b"heim", b"heis", b"msf1", b"avif")
        ),
        ("迟到.pdf", b"\0" * 1025 + PDF, "not what its name says"),
        ("旧.exe", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512, "not what its name says"),
    ],
)
def test_a_file_that_is_not_kept_is_refused_in_words(name, content, reason):
    with pytest.raises(rules.UploadRefused, match=reason) as refused:
        rules.check(name, content)
    assert refused.value.field == "file"
    assert name.rpartition(".")[0] in str(refused.value)


def test_a_file_of_exactly_twenty_megabytes_is_kept():
    assert rules.check("大.pdf", b"%PDF-" + b"0" * (20 * 1024 * 1024 - 5)).name == "大.pdf"


def test_a_long_ending_is_no_way_around_the_length_of_a_name():
    assert len(rules.check("a." + "b" * 400, PDF).name) <= 125
    with pytest.raises(rules.UploadRefused, match="“a." + "b" * 19 + "”"):
        rules.check("a." + "b" * 400, b"")


@pytest.mark.parametrize("limit", [1199, 500])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(monkeypatch, limit):
    monkeypatch.setattr(rules, "MAX_PIXELS", limit)
    with pytest.raises(rules.UploadRefused, match="too many pixels"):
        rules.check("site.png", picture((40, 30), "PNG"))


@pytest.mark.parametrize(
    "limit", [1199, 500]
)  # of a picture that is doubted, and of one that is twice as large
def test_a_picture_that_the_library_takes_for_an_attack_is_refused(monkeypatch, limit):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", limit)
    with pytest.raises(rules.UploadRefused, match="too many pixels"):
        rules.check("site.png", picture((40, 30), "PNG"))


def test_a_picture_may_have_sixty_million_pixels(monkeypatch):
    assert rules.MAX_PIXELS == 60_000_000
    monkeypatch.setattr(rules, "MAX_PIXELS", 1200)
    assert rules.check("site.png", picture((40, 30), "PNG")).media_type == "image/png"


@pytest.mark.parametrize("error", [OSError, SyntaxError, ValueError, struct.error])
def test_whatever_a_decoder_stumbles_over_is_said_as_damaged(monkeypatch, error):
    def stumble(*_given, **_options):
        raise error("broken")

    monkeypatch.setattr(Image, "open", stumble)
    with pytest.raises(rules.UploadRefused, match="is damaged"):
        rules.check("site.png", picture())


@pytest.mark.parametrize(
    ("kind", "options"), [("JPEG", {"quality": 85, "optimize": True}), ("WEBP", {"quality": 85}), ("PNG", {})]
)
def test_a_picture_is_kept_as_small_as_a_screen_needs_it(kind, options):
    content, again = picture(kind=kind, quality=100), io.BytesIO()
    image = opened(content)
    image.load()
    image.info = {}
    image.save(again, kind, **options)
    assert rules.check("site", content).content == again.getvalue()


def test_an_animation_is_kept_as_it_came():
    content = picture(kind="GIF", mode="P")
    assert rules.check("a.gif", content).content == content


@pytest.mark.parametrize(
    ("kind", "mode", "kept"),
    [("JPEG", "CMYK", "RGB"), ("JPEG", "L", "L"), ("JPEG", "RGB", "RGB"), ("PNG", "P", "P")],
)
def test_only_the_colours_of_print_are_turned_into_those_of_a_screen(kind, mode, kept):
    checked = rules.check("site", picture(kind=kind, mode=mode))
    assert opened(checked.content).mode == kept


def test_pictures_and_pdf_are_shown_and_everything_else_is_saved():
    assert {"image/png", "image/jpeg", "image/webp", "image/gif", "application/pdf"} == rules.SHOWN


def test_a_photo_is_turned_upright_made_smaller_and_forgets_where_it_was_taken():
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
        ("", "file.pdf"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_a_file_name_is_only_a_name(name, kept_as):
    assert rules.check(name, PDF).name == kept_as


def test_a_picture_is_shown_small_and_upright_in_its_shape():
    with Image.open(io.BytesIO(rules.small(picture((2000, 1000), "PNG")))) as seen:
        assert (seen.format, seen.size) == ("JPEG", (240, 120))
