"""A large picture takes seconds, and nobody's saving waits for it."""

from __future__ import annotations

import io
import threading
import zipfile

import pytest
from flask import Flask
from PIL import Image
from werkzeug.datastructures import FileStorage

from salesapp.accounts.models import User
from salesapp.db import db, let_go
from salesapp.documents.attachments import actions, queries, rules
from salesapp.web import clock
from tests.conftest import MONDAY, Client
from tests.customers.factories import make_customer


@pytest.fixture
def customer_id(fresh_app) -> int:
    with clock.frozen(MONDAY):
        number = make_customer(db.session.scalar(db.select(User).where(User.username == "lin"))).id
        db.session.commit()
        db.session.remove()
    return number


def signed_in(app: Flask, username: str) -> Client:
    client, user = app.test_client(), db.session.scalar(db.select(User).where(User.username == username))
    with client.session_transaction() as session:
        session.update(_user_id=user.get_id(), _fresh=True, seen=int(MONDAY.timestamp()))
    db.session.remove()
    return client


def picture() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (40, 30)).save(content, "PNG")
    return content.getvalue()


@pytest.mark.slow
def test_while_a_picture_is_read_others_save(fresh_app, customer_id, monkeypatch):
    reading, go_on, answers = threading.Event(), threading.Event(), []
    kept_image = rules._kept_image

    def slowly(*args):
        reading.set()
        assert go_on.wait(60)
        return kept_image(*args)

    monkeypatch.setattr(rules, "_kept_image", slowly)
    where = f"/customers/{customer_id}/attachments"
    lin, fang = signed_in(fresh_app, "lin"), signed_in(fresh_app, "fang")
    headers = {"X-CSRFToken": lin.csrf_token()}
    data = {"files": (io.BytesIO(picture()), "site.png")}

    def send():
        answers.append(lin.post(where, data=data, headers=headers, content_type="multipart/form-data"))

    with clock.frozen(MONDAY):
        sending = threading.Thread(target=send)
        sending.start()
        try:
            assert reading.wait(60)
            theme = {"theme": "dark", "locale": "zh_Hans_CN", "version": "1", "digest": "y"}
            assert fang.post("/account", data=theme).status_code == 303
        finally:
            go_on.set()
            sending.join(60)
    assert [answer.status_code for answer in answers] == [303]
    assert [kept.name for kept in queries.of("customer", customer_id)] == ["site.png"]


def test_pictures_are_read_one_after_the_other(monkeypatch):
    held = []
    kept_image = rules._kept_image
    monkeypatch.setattr(
        rules, "_kept_image", lambda *a: held.append(rules._one_at_a_time.locked()) or kept_image(*a)
    )
    rules.check("a.png", picture())
    assert held == [True]
    assert not rules._one_at_a_time.locked()


def test_a_file_that_was_looked_at_is_not_looked_at_again(cast, monkeypatch):
    upload = FileStorage(io.BytesIO(picture()), filename="site.png")
    actions.look_at([upload])
    monkeypatch.setattr(actions.desk, "look", None)
    kept = actions.attach(upload, cast.lin.team, by=cast.lin, at=MONDAY)
    assert (kept.name, kept.file.stat().st_size) == ("site.png", kept.size)


def test_what_was_refused_is_said_when_it_is_attached(cast, words):
    upload = FileStorage(io.BytesIO(b"no picture"), filename="site.png")
    let_go()
    actions.look_at([upload])
    with pytest.raises(rules.UploadRefused, match=r"site\.png"):
        actions.attach(upload, cast.lin.team, by=cast.lin, at=MONDAY)


def test_a_visitor_has_no_file_looked_at(app, cast, monkeypatch):
    monkeypatch.setattr(actions, "look_at", None)
    data = {"username": "lin", "password": "x", "files": (io.BytesIO(picture()), "site.png")}
    assert app.test_client().post("/login", data=data, content_type="multipart/form-data").status_code == 422


def archive(parts: int) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        made.writestr("[Content_Types].xml", "<x/>")
        for number in range(parts):
            made.writestr(f"word/{number:060}.xml", b"")
    return content.getvalue()


def test_an_archive_of_many_parts_is_refused_before_it_is_opened(words, monkeypatch):
    many = archive(10_000)
    assert rules.check("a.docx", archive(2_000)).name == "a.docx"
    monkeypatch.setattr(zipfile, "ZipFile", None)
    with pytest.raises(rules.UploadRefused):
        rules.check("a.docx", many)


@pytest.mark.parametrize("size", [b"\xff\xff\xff\xff", b"\x00\x00\x20\x00"])
def test_an_archive_that_claims_a_long_table_of_contents_is_refused(words, size):
    content = bytearray(archive(1))
    content[-10:-6] = size
    with pytest.raises(rules.UploadRefused):
        rules.check("a.docx", bytes(content))


def test_an_archive_of_64_bits_is_refused(words):
    content = archive(1)
    longer = content[:-22] + b"PK\x06\x07" + b"\x00" * 16 + content[-22:]
    with pytest.raises(rules.UploadRefused):
        rules.check("a.docx", longer)
