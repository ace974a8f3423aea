"""The temporary files of processes that work for the app: none outlives its process, however that ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time

import pytest

from salesapp.documents.press.pool import Press
from salesapp.reading import places
from salesapp.reading.process import PROJECT

PAGE = "<html lang=zh-CN><title>t</title><p>表单</p>"
#: Stands for the app: prints, says who rendered, and stays.
APP = f"""
from salesapp.documents.press.pool import Press
press = Press(1)
press.print({PAGE!r})
print(press.processes()[0], flush=True)
import time
time.sleep(600)
"""


@pytest.fixture(autouse=True)
def apart(tmp_path, monkeypatch):
    """Temporary files lie in the test's folder."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@pytest.fixture
def left(tmp_path):
    return lambda: sorted(path.name for path in tmp_path.iterdir())


def until(what) -> None:
    deadline = time.monotonic() + 60
    while not what() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert what()


def app() -> tuple[subprocess.Popen, int]:
    process = subprocess.Popen([sys.executable, "-c", APP], cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    return process, int(process.stdout.readline())


def test_a_renderer_keeps_its_fonts_in_its_own_folder_and_they_go_when_it_is_killed(left, tmp_path):
    press = Press(1)
    try:
        press.print(PAGE)
        (folder,) = left()
        assert list((tmp_path / folder).glob("weasyprint-*/*"))
        (pid,) = press.processes()
        os.kill(pid, signal.SIGKILL)
        press.print(PAGE)
        (fresh,) = left()
        assert fresh != folder
    finally:
        press.close()
    assert left() == []


def test_a_renderer_whose_app_was_killed_takes_its_files_along(left):
    process, _renderer = app()
    assert left()
    process.kill()
    process.wait()
    until(lambda: left() == [])


def test_what_nobody_could_remove_goes_with_the_next_start(left):
    process, renderer = app()
    (folder,) = left()
    os.kill(renderer, signal.SIGSTOP)  # so that it cannot see its app go
    process.kill()
    process.wait()
    os.kill(renderer, signal.SIGKILL)
    until(lambda: not os.path.exists(f"/proc/{renderer}"))
    assert left() == [folder]
    press = Press(1)
    try:
        press.print(PAGE)
        assert len(left()) == 1 and folder not in left()
    finally:
        press.close()


def test_a_folder_that_is_held_or_just_made_or_not_ours_is_let_be(left, tmp_path):
    with places.lent() as (held, _lock):
        (tmp_path / f"{places.PREFIX}young").mkdir()
        (tmp_path / f"{places.PREFIX}link").symlink_to(tmp_path)
        (tmp_path / "other").mkdir()
        assert places.clear() == 0
        assert held.name in left()
    os.utime(tmp_path / f"{places.PREFIX}young", (0, 0))
    assert places.clear() == 2
    assert left() == ["other", f"{places.PREFIX}link"]
