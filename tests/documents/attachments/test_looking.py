"""Files are opened in a process of their own, with limits: what one file does to it harms nobody else."""

import io
import os
import threading
from pathlib import Path

import pytest
from PIL import Image

from salesapp.documents.attachments import rules
from salesapp.documents.attachments.looking import desk as looking
from salesapp.documents.attachments.looking.desk import Desk
from salesapp.documents.attachments.looking.worker import LESS
from salesapp.documents.attachments.rules import Reason, UploadRefused
from tests import looking as stand_in

PIXELS = rules.MAX_PIXELS_AT_ONCE


@pytest.fixture
def desk(monkeypatch):
    monkeypatch.setattr(looking.Desk, "ask", stand_in.ASK)
    made = Desk()
    yield made
    made.close()


def picture(size=(400, 300), kind="PNG") -> bytes:
    content = io.BytesIO()
    Image.new("RGB", size, "white").save(content, kind)
    return content.getvalue()


def test_a_picture_comes_back_with_its_small_one(desk):
    found, small = desk.look("现场.png", picture((3000, 1500)), pixels=PIXELS)
    assert (found.name, found.media_type) == ("现场.png", "image/png")
    assert Image.open(io.BytesIO(found.content)).size == (2048, 1024)
    assert max(Image.open(io.BytesIO(small)).size) == rules.SMALL_EDGE
    assert desk.small(found.content) == small


def test_what_is_refused_is_refused_in_the_same_words(desk):
    for name, content, reason in (
        ("空.png", b"", Reason.EMPTY),
        ("怪.png", b"nothing of that kind", Reason.UNKNOWN),
        ("大.png", picture((5000, 4000)), Reason.PIXELS),
    ):
        with pytest.raises(UploadRefused) as there:
            desk.look(name, content, pixels=PIXELS)
        assert there.value.reason == reason and str(there.value) == str(rules.refused(reason, name))


def test_no_picture_over_16_million_pixels_is_unpacked_whole():
    assert rules.MAX_PIXELS_WHOLE == 16_000_000


def test_it_leaves_the_processor_to_who_saves(desk):
    desk.look("a.png", picture(), pixels=PIXELS)
    assert os.getpriority(os.PRIO_PROCESS, desk._process.process.pid) == min(os.nice(0) + LESS, 19)


def test_one_process_looks_at_all_and_another_takes_over_where_it_was_ended(desk):
    desk.look("a.png", picture(), pixels=PIXELS)
    first = desk._process
    desk.look("b.png", picture(), pixels=PIXELS)
    assert desk._process is first
    os.kill(first.process.pid, 9)
    first.process.wait()
    assert desk.look("c.png", picture(), pixels=PIXELS)[0].media_type == "image/png"


def test_a_file_that_takes_too_long_is_refused_and_the_next_one_is_not(desk):
    desk.look("a.png", picture(), pixels=PIXELS)
    desk.seconds = 0.0
    with pytest.raises(UploadRefused) as slow:
        desk.look("b.png", picture(), pixels=PIXELS)
    assert slow.value.reason == Reason.TOO_HARD and "b.png" in str(slow.value)
    desk.seconds = 20.0
    assert desk.look("c.png", picture(), pixels=PIXELS)


def test_a_file_that_ends_the_process_is_refused_and_the_next_one_is_not(desk):
    desk.look("a.png", picture(), pixels=PIXELS)
    desk._process.stdin.close()
    with pytest.raises((UploadRefused, ValueError)):
        desk.look("b.png", picture(), pixels=PIXELS)
    desk._process.kill()
    assert desk.look("c.png", picture(), pixels=PIXELS)


def test_its_memory_is_limited(desk):
    desk.look("a.png", picture(), pixels=PIXELS)
    limits = Path(f"/proc/{desk._process.process.pid}/limits").read_text()
    line = next(one for one in limits.splitlines() if one.startswith("Max address space"))
    assert line.split()[3] == str(1024**3)


def test_threads_wait_for_one_another(desk):
    found = []
    threads = [
        threading.Thread(
            target=lambda n=n: found.append(desk.look(f"{n}.png", picture(), pixels=PIXELS)[0].name)
        )
        for n in range(5)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(found) == [f"{n}.png" for n in range(5)]
