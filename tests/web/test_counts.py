"""Limits count in one file: all processes of a machine together, each count for its time."""

import stat
import subprocess
import sys
import time

import pytest

from salesapp.web import counts as module
from salesapp.web.counts import SharedCounts


@pytest.fixture
def path(tmp_path):
    return tmp_path / "limits.db"


@pytest.fixture
def now(monkeypatch):
    """A clock that stands until it is moved."""
    clock = {"now": 1000.0}
    monkeypatch.setattr(module.time, "time", lambda: clock["now"])
    return clock


def test_a_count_grows_and_ends(path, now):
    counts = SharedCounts(path=path)
    assert [counts.incr("a", 60) for _ in range(3)] == [1, 2, 3]
    assert (counts.get("a"), counts.get("b"), counts.get_expiry("a")) == (3, 0, 1060.0)
    now["now"] = 1059.9
    assert counts.incr("a", 60) == 4
    now["now"] = 1060.0
    assert counts.get("a") == 0 and counts.incr("a", 60) == 1 and counts.get_expiry("a") == 1120.0


def test_another_process_counts_along(path):
    counts = SharedCounts(path=path)
    counts.incr("a", 60)
    program = (
        f"from salesapp.web.counts import SharedCounts; print(SharedCounts(path={str(path)!r}).incr('a', 60))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "2" and counts.get("a") == 2


def test_the_file_is_for_the_installation_alone_and_forgets_what_is_over(path, now):
    counts = SharedCounts(path=path)
    counts.incr("a", 60)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    now["now"] = 2000.0
    for _ in range(module.PURGED_EVERY):
        counts.incr("b", 60)
    assert counts._open().execute("SELECT key FROM count").fetchall() == [("b",)]
    assert counts.reset() == 1 and counts.get("b") == 0


def test_one_count_can_be_forgotten_and_a_file_that_cannot_be_made_is_said(path, tmp_path):
    counts = SharedCounts(path=path)
    counts.incr("a", 60)
    counts.clear("a")
    assert counts.get("a") == 0 and counts.check()
    (tmp_path / "rubbish").write_bytes(b"no database at all" * 99)
    assert not SharedCounts(path=tmp_path / "rubbish").check()


def test_the_app_counts_in_the_data_folder(app):
    assert app.config["RATELIMIT_STORAGE_URI"] == "salesapp://"
    assert app.config["RATELIMIT_STORAGE_OPTIONS"]["path"].startswith(str(app.config["SALESAPP"].data_dir))
    assert time.time() > 0
