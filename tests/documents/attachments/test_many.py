"""Many or large pictures in one form cost a bounded time, and the good ones among them are kept."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage

from salesapp.db import let_go
from salesapp.documents.attachments import access, actions, queries, rules
from salesapp.documents.attachments.models import small_place
from tests.conftest import MONDAY


def picture(kind: str = "PNG", size=(40, 30), shade: int = 0, **options) -> bytes:
    content = io.BytesIO()
    Image.new("L", size, shade).save(content, kind, **options)
    return content.getvalue()


def uploads(*contents: bytes) -> list[FileStorage]:
    return [FileStorage(io.BytesIO(one), filename=f"{nth}.x") for nth, one in enumerate(contents, 1)]


def kept_of(cast, sent) -> list[str]:
    let_go()
    actions.look_at(sent)
    actions.attach_all(sent, cast.lin.team, by=cast.lin, at=MONDAY)
    return [one.name for one in queries.of("team", cast.lin.team.id)]


def test_a_form_keeps_twenty_files_and_says_once_that_the_others_are_left_out(cast, words):
    sent = uploads(*(b"%PDF-1.7 " + bytes([n]) for n in range(23)))
    assert len(kept_of(cast, sent)) == 20
    assert actions.refused(sent) == ["一次最多上传 20 个文件，多出的未保存，请另行上传。"]


def test_what_is_too_large_together_is_left_out_and_what_is_small_enough_is_kept(cast, words, monkeypatch):
    monkeypatch.setattr(rules, "MAX_PIXELS_AT_ONCE", 3000)
    sent = uploads(picture(), picture(shade=1), picture(shade=2), picture("JPEG"), picture(shade=3))
    assert kept_of(cast, sent) == ["1.png", "2.png", "4.jpg"]
    assert actions.refused(sent) == [f"“{n}.x”未保存：一次上传的图片合计过大，请单独上传。" for n in (3, 5)]


def test_twenty_photos_of_a_telephone_pass_together():
    assert rules.MAX_PIXELS_AT_ONCE >= 20 * 4000 * 3000 // 2


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_is_unpacked_whole_is_smaller_than_a_jpeg_may_be(monkeypatch, kind):
    assert rules.MAX_PIXELS_WHOLE == 16_000_000
    monkeypatch.setattr(rules, "MAX_PIXELS_WHOLE", 1199)
    assert rules.check("a.jpg", picture("JPEG")).media_type == "image/jpeg"
    with pytest.raises(rules.UploadRefused, match="too many pixels"):
        rules.check("a.x", picture(kind))


@pytest.mark.parametrize("size", [(2049, 1), (1, 2049)])
def test_an_animation_larger_than_a_kept_photo_is_refused(size):
    assert rules.check("a.gif", picture("GIF", (2048, 1))).media_type == "image/gif"
    with pytest.raises(rules.UploadRefused, match="too many pixels"):
        rules.check("a.gif", picture("GIF", size))


def test_a_jpeg_of_two_lenses_is_kept_as_its_first_picture():
    content = picture("MPO", save_all=True, append_images=[Image.new("L", (40, 30), 9)])
    checked = rules.check("a.jpg", content)
    assert checked.media_type == "image/jpeg"
    assert getattr(Image.open(io.BytesIO(checked.content)), "n_frames", 1) == 1


def test_a_small_picture_is_made_once_and_one_at_a_time(cast, db_session, sign_in, monkeypatch):
    monkeypatch.setitem(access._guards, "team", lambda number, user: True)
    held, convert = [], Image.Image.convert
    monkeypatch.setattr(
        Image.Image,
        "convert",
        lambda image, *a, **k: held.append(rules._one_at_a_time.locked()) or convert(image, *a, **k),
    )
    kept_of(cast, uploads(picture(shade=77)))
    (kept,) = queries.of("team", cast.lin.team.id)
    db_session.commit()
    assert held and all(held)
    made = small_place(kept.sha256).read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(rules, "small", None)
        assert sign_in("lin").get(f"/attachments/{kept.id}/thumbnail").data == made
    small_place(kept.sha256).unlink()
    assert actions.thumbnail(kept.sha256) == made == small_place(kept.sha256).read_bytes()
