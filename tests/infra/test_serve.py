"""Web and jobs as children of one process: kept alive, and gone when it goes."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import textwrap
import threading
import time

import pytest

from salesapp import serve


@pytest.fixture
def supervisor(tmp_path):
    """A supervisor of one child that lives, with its pid in a file; nothing is left behind."""
    child = serve.Child("sleeper", [sys.executable, "-c", "import time; time.sleep(60)"])
    supervisor = serve.Supervisor([child])
    yield supervisor
    supervisor.end()


def wait_for(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def test_a_child_that_dies_is_reported_and_started_again(supervisor, caplog):
    supervisor.look()
    [child] = supervisor.children
    first = child.process
    first.kill()
    first.wait()
    with caplog.at_level(logging.ERROR):
        supervisor.look()
    assert "sleeper ended with code -9" in caplog.text
    assert child.process is None
    child.start_at = 0
    supervisor.look()
    assert child.process.pid != first.pid
    assert child.process.poll() is None


def test_a_child_that_dies_at_once_waits_longer_each_time(caplog):
    child = serve.Child("faulty", [sys.executable, "-c", "raise SystemExit(3)"])
    supervisor = serve.Supervisor([child])
    for wait in (1, 2, 4):
        child.start_at = 0
        supervisor.look()
        child.process.wait()
        before = time.monotonic()
        supervisor.look()
        assert before + wait <= child.start_at <= time.monotonic() + wait


@pytest.mark.parametrize(("lived", "said"), [(31, 0), (0, 1)])
def test_a_child_that_lived_and_ends_without_fault_is_renewed_at_once(caplog, lived, said):
    child = serve.Child("jobs", [sys.executable, "-c", ""])
    supervisor = serve.Supervisor([child])
    supervisor.look()
    child.process.wait()
    child.started -= lived
    supervisor.look()
    assert caplog.text.count("jobs ended with code 0") == said
    supervisor.look()
    assert (child.process is not None) is bool(lived)
    supervisor.end()


def test_ending_leaves_no_child_behind(supervisor):
    supervisor.look()
    process = supervisor.children[0].process
    supervisor.end()
    assert process.poll() == -signal.SIGTERM


def test_a_child_that_will_not_go_is_killed(monkeypatch, tmp_path):
    monkeypatch.setattr(serve, "GRACE", 0.3)
    ready = tmp_path / "ready"
    stubborn = textwrap.dedent(f"""
        import pathlib, signal, time
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        pathlib.Path({str(ready)!r}).touch()
        time.sleep(60)
    """)
    supervisor = serve.Supervisor([serve.Child("stubborn", [sys.executable, "-c", stubborn])])
    supervisor.look()
    process = supervisor.children[0].process
    wait_for(ready.exists)
    supervisor.end()
    assert process.poll() == -signal.SIGKILL


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_whole_family(tmp_path, number):
    pid_file = tmp_path / "pid"
    child = f"import os, pathlib, time; pathlib.Path({str(pid_file)!r}).write_text(str(os.getpid())); time.sleep(60)"
    parent = f"""
import sys
from salesapp import serve
serve.Supervisor([serve.Child("child", [sys.executable, "-c", {child!r}])]).run()
"""
    process = subprocess.Popen([sys.executable, "-c", parent])
    wait_for(lambda: pid_file.exists() and pid_file.read_text())
    process.send_signal(number)
    assert process.wait(60) == 0
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid_file.read_text()), 0)


def test_a_taken_port_is_noticed():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert not serve.is_free("127.0.0.1", port)
        assert serve.answers(port, within=1)
    assert serve.is_free("127.0.0.1", port)
    assert not serve.answers(port, within=0.2)


def test_a_port_that_is_being_left_is_waited_for():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        serve.until_free("127.0.0.1", port, within=0.1)
        threading.Timer(0.3, lambda: taken.shutdown(socket.SHUT_RDWR) or taken.close()).start()
        serve.until_free("127.0.0.1", port, within=10)
        assert serve.is_free("127.0.0.1", port)


def test_the_web_runs_in_two_to_eight_processes():
    assert 2 <= serve.worker_count() <= 8
    settings = serve.web_settings("0.0.0.0", 8000, workers=3)
    assert settings["workers"] == 3
    assert settings["bind"] == "0.0.0.0:8000"
    assert serve.web_settings("::1", 8000)["bind"] == "[::1]:8000"
