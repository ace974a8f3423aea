"""Photos on the registration sheet: read, proposed beside their piece, taken over by a person, kept where it was asked for."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image

from salesapp.customers.camera import actions
from salesapp.customers.camera.jobs import prune_photos
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.documents.attachments import queries as attachments
from salesapp.reading.pictures import desk
from salesapp.reading.pictures.rules import Line, Reading
from salesapp.web import storage
from tests.customers.camera.drawing import paper
from tests.customers.camera.texts import TEXTS, of
from tests.customers.factories import make_customer, registration

HTMX = {"HX-Request": "true"}
ADDRESS = "/customers/photos"


def photo() -> bytes:
    kept = io.BytesIO()
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    paper([(60, 60, 40, "一张照片")]).save(kept, "JPEG", exif=exif)
    return kept.getvalue()


@pytest.fixture
def shows(monkeypatch, app):
    """Say what stands on the next photo, in the place of the reading process."""

    def show(text: str) -> None:
        reading = of(TEXTS.get(text, text))
        monkeypatch.setattr(desk, "why_not", lambda folder: "")
        monkeypatch.setattr(desk, "read", lambda content, folder: desk.Picture(content, reading))

    return show


def take(client, way: str = "card", content: bytes | None = None, **typed):
    upload = (io.BytesIO(photo() if content is None else content), "IMG_1.jpg")
    headers = typed.pop("headers", {})
    data = {f"photo_{way}": upload, **typed}
    return client.post(ADDRESS, data=data, content_type="multipart/form-data", headers=headers)


def kept_files() -> set[str]:
    return {str(path) for name in ("readings", "attachments") for path in storage.folder(name).rglob("*")}


def text(answer) -> str:
    return answer.get_data(as_text=True)


def tokens(answer) -> list[str]:
    return re.findall(r'name="photo" value="([0-9a-f]{32})"', text(answer))


def test_a_card_is_proposed_and_nothing_is_saved(sign_in, cast, shows):
    shows("C01")
    answer = take(sign_in("lin"), headers=HTMX)
    page = text(answer)
    assert answer.status_code == 200 and page.lstrip().startswith('<section class="camera"')
    assert 'data-field="contacts-0-mobile" data-value="13900010131"' in page
    assert "照片上是：l39 OOO1 O131" in page and "已修正或补全，请对照" in page
    assert 'data-field="region" data-value="320505" data-words="江苏省 苏州市 虎丘区"' in page
    assert "传真 0512-62881232" in page
    assert db.session.query(Customer).count() == 0


def test_each_value_stands_beside_its_piece_of_the_picture(sign_in, cast, shows):
    shows("C01")
    client = sign_in("lin")
    page = text(take(client))
    piece = re.search(rf'src="({ADDRESS}/[0-9a-f]+\?piece=3)"', page)[1]
    answer = client.get(piece)
    with Image.open(io.BytesIO(answer.data)) as cut:
        assert answer.content_type == "image/jpeg" and cut.width < 500 and cut.height < 60
    assert sign_in("fang").get(piece).status_code == 404, "nobody else sees it"


def test_without_a_script_what_was_typed_stays_and_values_are_taken_one_by_one_or_all(sign_in, cast, shows):
    shows("C01")
    client = sign_in("lin")
    first = take(client, pain_points="交期常拖一周", full_name="已经填写的名称")
    assert (
        first.status_code == 200 and "交期常拖一周" in text(first) and 'value="已经填写的名称"' in text(first)
    )
    (token,) = tokens(first)
    one = client.post(
        ADDRESS, data={"photo": token, "take": "contacts-0-name=周望舒", "full_name": "已经填写的名称"}
    )
    assert re.search(r'name="contacts-0-name"[^>]*value="周望舒"', text(one))
    assert not re.search(r'name="contacts-0-title"[^>]*value="销售总监"', text(one))
    every = text(
        client.post(ADDRESS, data={"photo": token, "take": "everything", "full_name": "已经填写的名称"})
    )
    assert re.search(r'name="contacts-0-title"[^>]*value="销售总监"', every)
    assert re.search(r'name="full_name"[^>]*value="已经填写的名称"', every), "what is filled in is left alone"
    assert 'value="320505"' in every and "传真 0512-62881232</textarea>" in every


def test_a_blocked_code_cannot_be_taken_but_the_one_that_was_meant_can(sign_in, cast, shows):
    shows("L02")
    client = sign_in("lin")
    first = take(client, "licence")
    page, (token,) = text(first), tokens(first)
    assert "两处校验不符，请对照照片" in page and 'value="credit_code=91610104MADE36B031"' not in page
    forced = text(client.post(ADDRESS, data={"photo": token, "take": "credit_code=91610104MADE36B031"}))
    assert not re.search(r'name="credit_code"[^>]*value="9', forced)
    every = text(client.post(ADDRESS, data={"photo": token, "take": "everything"}))
    assert not re.search(r'name="credit_code"[^>]*value="9', every), "only by itself, compared sign by sign"
    meant = text(client.post(ADDRESS, data={"photo": token, "take": "credit_code=91510104MADE86B031"}))
    assert re.search(r'name="credit_code"[^>]*value="91510104MADE86B031"', meant)


def test_the_back_joins_the_front_and_another_name_gets_a_row(sign_in, cast, shows):
    shows("C04a")
    client = sign_in("lin")
    (front,) = tokens(take(client))
    shows("C04b")
    both = take(client, photo=front)
    assert len(tokens(both)) == 2 and 'data-value="0571-85551234转16"' in text(both)
    assert 'data-field="contacts-1-name"' not in text(both)
    shows("C02")
    third = take(client, photo=tokens(both))
    assert 'data-field="contacts-1-name" data-value="沈听澜"' in text(third)
    every = text(client.post(ADDRESS, data={"photo": tokens(third), "take": "everything"}))
    assert re.search(r'name="contacts-1-name"[^>]*value="沈听澜"', every)


def test_duplicates_are_asked_on_what_is_proposed(sign_in, cast, shows):
    make_customer(cast.lin, full_name="苏州虚屿精密制造有限公司")
    shows("C01")
    assert "已有这家客户：" in text(take(sign_in("lin"), headers=HTMX))


@pytest.mark.parametrize(
    ("lines", "way", "words"),
    [
        (
            "40 60 26 姓名 周望舒\n40 100 40 居民身份证\n40 300 26 公民身份号码 11010119900101123X",
            "card",
            "这是身份证",
        ),
        ("10 10 20 湖边小景", "card", "没有认出名片"),
        ("C01", "licence", "没有认出营业执照"),
    ],
)
def test_pictures_of_anything_else_are_said_and_thrown_away(sign_in, cast, shows, lines, way, words):
    shows(lines)
    before = kept_files()
    answer = take(sign_in("lin"), way, headers=HTMX)
    assert answer.status_code == 422 and words in text(answer)
    assert kept_files() == before, "it was never written to the disk"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空文件"),
        (b"\xff\xd8\xff" + b"0" * (50 << 20), "20 MB"),
        (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40, "HEIC"),
        (photo()[:3000], "损坏"),
        (b"%PDF-1.7 something", "不是图片"),
        (b"just words", "与文件名不符"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(sign_in, cast, shows, content, words):
    shows("C01")
    answer = take(sign_in("lin"), content=content, headers=HTMX)
    assert answer.status_code == 422 and words in text(answer)


def test_a_small_picture_is_refused_and_a_turned_one_is_set_upright(cast, app):
    kept = io.BytesIO()
    Image.new("RGB", (200, 120), "white").save(kept, "JPEG")
    with pytest.raises(Exception, match="太小|too small"):
        actions.look_at("IMG.jpg", kept.getvalue())
    turned, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    Image.new("CMYK", (900, 600)).save(turned, "JPEG", exif=exif)
    with Image.open(io.BytesIO(actions.look_at("IMG.jpg", turned.getvalue()).content)) as upright:
        assert upright.size == (600, 900) and upright.mode == "RGB" and not upright.getexif()


def test_nothing_chosen_and_a_machine_that_cannot_are_said(sign_in, cast, monkeypatch):
    client = sign_in("lin")
    monkeypatch.setattr(desk, "why_not", lambda folder: "")
    assert "请先选择照片" in text(client.post(ADDRESS, data={}))
    monkeypatch.undo()
    monkeypatch.setattr(desk, "PACKAGES", ("salesapp_has_no_such_package",))
    page = text(client.get("/customers/new"))
    assert "没有安装照片识别" in page and 'type="file"' not in page and 'name="full_name"' in page


@pytest.mark.parametrize("asked", [True, False])
def test_the_photo_is_kept_with_the_customer_where_it_was_asked_for(sign_in, cast, shows, asked):
    shows("C01")
    client = sign_in("lin")
    (token,) = tokens(take(client))
    sent = registration(photo=token, **({"keep_photos": "1"} if asked else {}))
    answer = client.post("/customers", data=sent)
    customer = db.session.query(Customer).one()
    files = attachments.of("customer", customer.id)
    assert answer.status_code == 303 and [file.name for file in files] == (["IMG_1.jpg"] if asked else [])
    with_place = [file for file in files if Image.open(file.file).getexif()]
    assert not with_place and not list(storage.folder("readings").glob(f"{token}*")), "what served is gone"


def test_a_refused_registration_keeps_the_photo_beside_it(sign_in, cast, shows):
    shows("C01")
    client = sign_in("lin")
    (token,) = tokens(take(client))
    answer = client.post("/customers", data={"photo": token, "full_name": ""})
    assert answer.status_code == 422 and tokens(answer) == [token]


def test_photos_that_nobody_saved_are_gone_after_a_day(sign_in, cast, shows):
    today = datetime.now(UTC)
    prune_photos(at=today + timedelta(days=2))
    shows("C01")
    take(sign_in("lin"))
    assert prune_photos(at=today) == 0 and prune_photos(at=today + timedelta(days=2)) == 2


def test_a_name_that_leads_elsewhere_finds_nothing(app, cast):
    assert actions.find("../../etc/passwd", cast.lin.id) is None
    assert actions.find("0" * 32, cast.lin.id) is None


def test_a_piece_of_no_line_is_the_whole(tmp_path, app):
    path = tmp_path / "a.jpg"
    path.write_bytes(photo())
    whole = actions.Photo(
        "0" * 32, "a.jpg", actions.Shown.CARD, Reading((Line("高渡", 10, 10, 100, 40),), (), 1000, 600), path
    )
    with Image.open(io.BytesIO(actions.piece(whole, "99-x-²-" + "9" * 5000))) as image:
        assert image.size == (1000, 600)
