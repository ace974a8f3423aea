"""Bytes that no record has: not written where a form takes no files, and removed after a day where it was refused."""

from __future__ import annotations

import hashlib
import io
import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from werkzeug.datastructures import FileStorage

from salesapp import capability
from salesapp.documents.attachments import actions, jobs
from salesapp.documents.attachments.actions import attach
from salesapp.documents.attachments.models import place
from salesapp.web import clock, storage
from tests.conftest import MONDAY

TEMPLATES = Path(__file__).parents[3] / "templates"
PDF = b"%PDF-1.7\n% of nobody\n%%EOF\n"


def upload(content: bytes = PDF) -> FileStorage:
    return FileStorage(io.BytesIO(content), filename="a.pdf")


def files() -> set[str]:
    return {path.name for path in storage.folder("attachments").rglob("*") if path.is_file()}


@pytest.fixture
def sent(cast, frozen_clock) -> Path:
    """The bytes of a form that was refused, sent two days ago."""
    actions.look_at([upload()])
    path = place(hashlib.sha256(PDF).hexdigest())
    age(path)
    yield path
    path.unlink(missing_ok=True)


def age(path: Path, hours: int = 48) -> None:
    os.utime(path, (MONDAY.timestamp() - hours * 3600,) * 2)


#: A table is read in a process of its own before the view writes, and kept with its import or as rows.
TABLES = {"imports.create", "product_intakes.create", "statements.create"}
#: Where a page that is one form for two acts is told by its view which of them it is.
SENT_TO = {"contracts/amendments/edit.html": {"amendments.create", "amendments.update"}}


@pytest.mark.parametrize("address", ["/language", "/account/profile", "/logout"])
def test_an_address_that_takes_no_files_keeps_none(cast, sign_in, address):
    before, data = files(), {"locale": "en", "x": (io.BytesIO(b"%PDF-1.4 " + address.encode()), "secret.pdf")}
    sign_in("auditor").post(address, data=data, content_type="multipart/form-data")
    assert files() == before


def test_whatever_form_takes_files_is_declared(app):
    """A form that is not declared would have its pictures read while its view holds the database."""
    found = set()
    for path in TEMPLATES.rglob("*.html"):
        name = path.relative_to(TEMPLATES)
        for start in re.findall(r"form_start\(\w*form, ([^%]*?)multipart=True", path.read_text()):
            asked = set(re.findall(r"url_for\('([\w.]+)'", start)) or SENT_TO[name.as_posix()]
            found |= {one if one[0] != "." else name.parent.name + one for one in asked}
    declared = {endpoint for part in capability.installed() for endpoint in part.takes_files}
    assert found - TABLES == declared and len(declared) >= 7
    assert declared <= set(app.view_functions)


def test_bytes_that_no_row_names_go_after_a_day(sent):
    age(sent, hours=23)
    assert jobs.prune_files(at=clock.now()) == 0 and sent.exists()
    age(sent, hours=25)
    assert jobs.prune_files(at=clock.now()) == 1 and not sent.exists()


def test_bytes_that_a_row_names_stay_even_where_the_file_was_taken_off(sent, cast, db_session):
    first, second = (attach(upload(), cast.lin.team, by=cast.lin, at=clock.now()) for _time in range(2))
    first.remove(at=clock.now())
    db_session.flush()
    age(sent)
    assert jobs.prune_files(at=clock.now()) == 0 and second.file == sent
    second.remove(at=clock.now())
    db_session.flush()
    assert jobs.prune_files(at=clock.now()) == 0 and sent.exists()


def test_bytes_that_are_sent_again_are_as_young_as_the_new_form(sent):
    actions.look_at([upload()])
    assert jobs.prune_files(at=clock.now() + timedelta(hours=1)) == 0 and sent.exists()


def test_bytes_that_are_sent_while_they_are_pruned_stay(sent, monkeypatch):
    named = actions.queries.named_among

    def meanwhile(digests):
        found = named(digests)
        actions.look_at([upload()])
        return found

    monkeypatch.setattr(actions.queries, "named_among", meanwhile)
    assert jobs.prune_files(at=clock.now()) == 0
    assert sent.read_bytes() == PDF


def test_what_a_killed_process_left_half_written_goes_too(sent):
    half = sent.with_name(f".{sent.name}.0123abcd")
    half.write_bytes(b"half")
    age(half)
    assert jobs.prune_files(at=clock.now()) == 2 and not half.exists()
