"""Pictures handed in to be read, and the one process that reads them."""

from __future__ import annotations

import io
import os
import threading

import pytest
from PIL import Image

from salesapp.reading.pictures import desk
from salesapp.reading.pictures.rules import PictureRefused, ReadingUnavailable
from tests.customers.camera.drawing import paper

installed = pytest.mark.skipif(bool(desk.missing()), reason="the extra `camera` is not installed")


def sent(picture: Image.Image, kind: str = "JPEG", **options) -> bytes:
    kept = io.BytesIO()
    picture.save(kept, kind, **options)
    return kept.getvalue()


@pytest.fixture
def folder(tmp_path):
    yield tmp_path
    desk.stop()


@pytest.mark.parametrize("packages", [("salesapp_has_no_such_package",)])
def test_a_machine_without_the_extra_says_so(monkeypatch, folder, packages):
    monkeypatch.setattr(desk, "PACKAGES", packages)
    assert "not installed" in desk.why_not(folder)
    with pytest.raises(ReadingUnavailable, match="not installed"):
        desk.read(sent(paper([(40, 40, 40, "高渡")])), folder)


@installed
def test_a_machine_with_little_memory_says_so(monkeypatch, folder):
    monkeypatch.setattr(desk, "free_bytes", lambda: desk.LEAST_MEMORY - 1)
    assert "too little memory" in desk.why_not(folder)
    monkeypatch.setattr(desk, "free_bytes", lambda: desk.LEAST_MEMORY)
    assert desk.why_not(folder) == ""


@installed
@pytest.mark.slow
def test_a_photo_is_read_once_and_turned_upright(folder):
    picture = paper(
        [
            (70, 60, 44, "苏州虚屿精密制造有限公司"),
            (70, 190, 60, "周望舒"),
            (70, 330, 30, "手机：13900010131"),
        ]
    )
    read = desk.read(sent(picture.transpose(Image.Transpose.ROTATE_90)), folder)
    assert [line.text for line in read.reading.lines] == [
        "苏州虚屿精密制造有限公司",
        "周望舒",
        "手机：13900010131",
    ]
    with Image.open(io.BytesIO(read.content)) as kept:
        assert kept.size == (1000, 600)
    before = desk._running.pid
    assert desk.read(sent(picture, "PNG"), folder).reading.lines
    assert desk._running.pid == before, "one process reads them all"


@installed
@pytest.mark.slow
def test_the_process_goes_when_nobody_asks_and_comes_again(monkeypatch, folder):
    monkeypatch.setenv("READING_IDLE", "0.3")
    picture = sent(paper([(70, 190, 60, "周望舒")]))
    assert desk.read(picture, folder).reading.lines
    first = desk._running
    assert first.wait(60) == 0 and not desk.socket_place(folder).exists()
    assert desk.read(picture, folder).reading.lines and desk._running.pid != first.pid


@installed
@pytest.mark.slow
def test_a_picture_that_takes_too_long_is_stopped_in_words(monkeypatch, folder):
    monkeypatch.setenv("READING_LIMIT", "0.01")
    with pytest.raises(PictureRefused, match="took too long"):
        desk.read(sent(paper([(70, 190, 60, "周望舒")])), folder)


@installed
@pytest.mark.slow
def test_a_process_without_memory_to_start_is_said(monkeypatch, folder):
    monkeypatch.setenv("READING_MEMORY_LIMIT", str(150 << 20))
    with pytest.raises(ReadingUnavailable, match="cannot be read just now"):
        desk.read(sent(paper([(70, 190, 60, "周望舒")])), folder)


@installed
@pytest.mark.slow
def test_one_that_was_killed_is_replaced(folder):
    picture = sent(paper([(70, 190, 60, "周望舒")]))
    desk.read(picture, folder)
    os.kill(desk._running.pid, 9)
    desk._running.wait()
    assert desk.read(picture, folder).reading.lines


@installed
@pytest.mark.slow
def test_one_that_is_killed_while_it_reads_costs_nobody_the_picture(folder):
    """What ends a process for its memory ends it here; its socket takes callers for a moment more."""
    picture = sent(paper([(70, 190, 60, "周望舒")]))
    desk.read(picture, folder)
    dying = threading.Timer(0.1, os.kill, (desk._running.pid, 9))
    dying.start()
    assert desk.read(picture, folder).reading.lines
    dying.join()


def test_a_deep_data_folder_gets_a_short_place_for_its_socket(tmp_path):
    deep = tmp_path / ("很深" * 30)
    place = desk.socket_place(deep)
    assert len(str(place).encode()) <= desk.LONGEST_PATH
    assert place == desk.socket_place(deep) != desk.socket_place(deep / "x")
    assert place.parent.stat().st_mode & 0o077 == 0
