"""The whole of ``salesapp serve``, as a process: it comes up, answers, survives a crash of its web, and goes."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from functools import partial

import pytest

from salesapp.config import PROJECT

pytestmark = pytest.mark.slow


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def at(data, *words, start=False, **more):
    """Type a command at the installation of a data folder; returns what subprocess.run returns."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("SALESAPP_")}
    environ |= {"SALESAPP_DATA_DIR": str(data), "SALESAPP_LOCALE": "en"}
    line = [sys.executable, "-m", "salesapp", *words]
    options = {"cwd": PROJECT, "env": environ | more.pop("environ", {}), "text": True}
    if start:
        return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
    return subprocess.run(line, capture_output=True, timeout=300, **options, **more)


@pytest.fixture
def command(tmp_path):
    """Type a command at an installation of its own."""
    return partial(at, tmp_path / "data")


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """The data folder of an installation in which the demo company moved in, which is only copied."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    moved_in = at(folder, "demo")
    assert moved_in.returncode == 0, moved_in.stderr
    return folder


@pytest.fixture
def demo(filled, tmp_path):
    """The demo company in this test's own installation."""
    shutil.copytree(filled, tmp_path / "data")


def ask(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read()
    except OSError:
        return 0, b""
    finally:
        connection.close()


def wait_until(condition, seconds=180):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.2)


def children_of(pid):
    found = subprocess.run(
        ["ps", "-o", "pid=,comm=", "--ppid", str(pid)], capture_output=True, text=True
    ).stdout
    return {int(line.split()[0]): line for line in found.splitlines()}


def test_an_installation_comes_up_survives_a_crash_and_goes(command, port):
    assert command("migrate").returncode == 0
    added = command(
        "user",
        "add",
        "boss",
        "--name",
        "唐*",
        "--role",
        "director",
        "--password-stdin",
        input="Yue-liang-2026\n",
    )
    assert added.returncode == 0, added.stderr
    server = command("serve", "--empty", "--port", str(port), start=True)
    try:
        wait_until(lambda: ask(port, "/healthz")[0] == 200)
        wait_until(lambda: json.loads(ask(port, "/readyz")[1])["status"] == "ok")
        status, page = ask(port, "/login")
        assert status == 200
        assert b"csrf_token" in page

        [keeper] = children_of(server.pid)
        children = children_of(keeper)
        assert len(children) == 2
        web = next(pid for pid, line in children.items() if "salesapp-web" in line)
        os.kill(web, signal.SIGKILL)
        wait_until(lambda: web not in children_of(keeper) and len(children_of(keeper)) == 2)
        wait_until(lambda: ask(port, "/healthz")[0] == 200)
        before = children_of(keeper)
        os.kill(keeper, signal.SIGKILL)
        wait_until(lambda: not any(os.path.exists(f"/proc/{pid}") for pid in before))
        wait_until(lambda: ask(port, "/healthz")[0] == 200)
        children = children_of(server.pid)
        assert keeper not in children
    finally:
        server.send_signal(signal.SIGINT)
        output, _ = server.communicate(timeout=40)
    assert server.returncode == 0
    assert f"http://127.0.0.1:{port}" in output
    assert "web ended with code -9; starting it again in 0.2 s" in output
    assert "keeper ended with code -9; starting it again in 0.2 s" in output
    assert ask(port, "/healthz")[0] == 0
    for pid in children:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_taken_port_is_said_before_anything_else_happens(command, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        refused = command("serve", "--port", str(taken.getsockname()[1]))
    assert refused.returncode == 1
    assert "is taken" in refused.stderr
    assert not (tmp_path / "data" / "salesapp.db").exists()


def test_a_bad_setting_stops_the_start_with_its_name_and_what_it_takes(command, port):
    stopped = command("serve", "--port", str(port), environ={"SALESAPP_DATABASE_URL": "mysql://x/y"})
    assert stopped.returncode == 1
    assert stopped.stderr.startswith("SALESAPP_DATABASE_URL: ")
    assert "postgresql+psycopg://" in stopped.stderr
    assert "Traceback" not in stopped.stderr


def test_the_demo_company_is_not_offered_to_the_network_and_keeps_its_clock(command, demo, port):
    refused = command("serve", "--lan", "--port", str(port))
    assert refused.returncode == 1
    assert "--demo-ok" in refused.stderr

    stranger = ("user", "add", "neu", "--name", "新*", "--role", "director", "--password-stdin")
    assert command(*stranger, input="Yue-liang-2026\n").returncode == 0
    turned = {"SALESAPP_NOW": "2026-11-23T09:00:00+08:00"}
    for words in (("serve", "--port", str(port)), ("jobs",), ("print", "F01", "-o", "/dev/null")):
        refused = command(*words, environ=turned)
        assert refused.returncode == 1, words
        assert refused.stderr.startswith("SALESAPP_NOW: "), words
        assert "Traceback" not in refused.stderr


def test_a_bare_gunicorn_turns_no_clock_over_real_data(command, demo, port, tmp_path):
    def serve(**environ):
        line = [
            sys.executable,
            "-m",
            "gunicorn",
            "wsgi:app",
            "--bind",
            f"127.0.0.1:{port}",
            "--no-control-socket",
        ]
        given = {name: value for name, value in os.environ.items() if not name.startswith("SALESAPP_")}
        given |= {"SALESAPP_DATA_DIR": str(tmp_path / "data"), "SALESAPP_NOW": "2026-11-23T09:00:00+08:00"}
        given["SALESAPP_LOCALE"] = "en"
        return subprocess.Popen(line, cwd=PROJECT, env=given | environ, stderr=subprocess.PIPE, text=True)

    server = serve()
    try:
        wait_until(lambda: ask(port, "/healthz")[0] == 200)
    finally:
        server.terminate()
        server.communicate(timeout=30)
    stranger = ("user", "add", "neu", "--name", "新*", "--role", "director", "--password-stdin")
    assert command(*stranger, input="Yue-liang-2026\n").returncode == 0
    server = serve()
    said = server.communicate(timeout=60)[1]
    assert server.returncode != 0
    assert "SALESAPP_NOW: cannot use" in said
