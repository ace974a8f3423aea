"""Attachments: kept once, given back to whoever sees the record, taken off it."""

from __future__ import annotations

import io
import zipfile

import pytest
from werkzeug.datastructures import FileStorage

from salesapp.documents.attachments import access, actions, queries
from salesapp.documents.attachments.actions import attach
from salesapp.documents.attachments.rules import UploadRefused
from salesapp.web import clock

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def note(cast, db_session, words, monkeypatch):
    """An attachment that belongs to lin's team; only lin may see the record."""
    monkeypatch.setitem(access._guards, "team", lambda number, user: user.username == "lin")
    upload = FileStorage(io.BytesIO(PDF), filename="合同 稿.pdf")
    kept = attach(upload, cast.lin.team, by=cast.lin, at=clock.now(), note="第一稿")
    db_session.commit()
    return kept


def test_who_sees_the_record_gets_its_file(note, sign_in):
    answer = sign_in("lin").get(f"/attachments/{note.id}")
    assert (answer.status_code, answer.data, answer.mimetype) == (200, PDF, "application/pdf")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_who_does_not_see_the_record_finds_no_file(note, sign_in):
    assert sign_in("chen").get(f"/attachments/{note.id}").status_code == 404
    assert sign_in("lin").get(f"/attachments/{note.id + 1}").status_code == 404


def test_a_file_whose_content_is_on_another_machine_is_said_to_be_missing_to_who_sees_it(note, sign_in):
    note.file.unlink()
    answer = sign_in("lin").get(f"/attachments/{note.id}")
    assert answer.status_code == 404 and "合同 稿.pdf" in answer.text and "不在这台机器上" in answer.text
    assert "合同 稿.pdf" not in sign_in("chen").get(f"/attachments/{note.id}").text


def test_an_office_file_is_saved_and_never_opened_in_the_page(note, cast, db_session, sign_in):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", "<x/>")
    upload = FileStorage(io.BytesIO(content.getvalue()), filename="合同.docx")
    kept = attach(upload, cast.lin.team, by=cast.lin, at=clock.now())
    db_session.commit()
    assert (
        sign_in("lin").get(f"/attachments/{kept.id}").headers["Content-Disposition"].startswith("attachment")
    )


def test_a_record_of_a_kind_that_nobody_guards_gives_nothing(note, sign_in, monkeypatch):
    monkeypatch.delitem(access._guards, "team")
    assert sign_in("lin").get(f"/attachments/{note.id}").status_code == 404


def test_a_removed_file_is_gone_from_the_record_and_from_its_address(note, cast, db_session, sign_in):
    assert [kept.name for kept in queries.of("team", cast.lin.team.id)] == ["合同 稿.pdf"]
    note.remove(at=clock.now())
    db_session.commit()
    assert queries.of("team", cast.lin.team.id) == []
    assert sign_in("lin").get(f"/attachments/{note.id}").status_code == 404


def test_the_same_bytes_are_kept_once(note, cast, db_session):
    again = attach(
        FileStorage(io.BytesIO(PDF), filename="副本.pdf"), cast.lin.team, by=cast.lin, at=clock.now()
    )
    assert again.file == note.file
    assert note.file.read_bytes() == PDF


def test_a_full_disk_is_said_and_leaves_nothing_behind(words, tmp_path, monkeypatch):
    def full(*given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(actions.os, "fsync", full)
    with pytest.raises(UploadRefused, match="磁盘可能已满"):
        actions._write(tmp_path / "ab" / "abab", b"x")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
