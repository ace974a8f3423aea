"""What ``bin/serve`` and ``bin/test`` say before there is an environment: everything missing, in one line."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from salesapp.config import PROJECT

#: A machine with nothing but git, for somebody whom apt does not obey.
BARE = (
    "find_python() { return 1; }; can_print() { return 1; }; get_packages() { return 125; }; VENV=/nowhere; "
)


def typed(script, **environ):
    given = {name: value for name, value in os.environ.items() if name != "SALESAPP_LOCALE"} | environ
    line = ["bash", "-c", f"set -euo pipefail; . bin/environment.sh; {script}"]
    return subprocess.run(line, cwd=PROJECT, env=given, capture_output=True, text=True)


@pytest.mark.parametrize(("language", "said"), [("", "请先运行一次"), ("en", "please run this once")])
def test_everything_missing_stands_in_one_line(language, said):
    refused = typed(BARE + "need_system poppler-utils qpdf", SALESAPP_LOCALE=language)
    assert refused.returncode == 1
    (line,) = [line for line in refused.stderr.splitlines() if "sudo apt-get install" in line]
    assert said in line
    assert line.split("--no-install-recommends ")[1].split() == [
        "poppler-utils", "qpdf", "python3", "python3-venv", "libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0",
    ]  # fmt: skip


def test_where_nothing_is_missing_nothing_is_asked():
    quiet = typed("need_system")
    assert (quiet.returncode, quiet.stderr) == (0, "")


def test_the_loader_is_asked_with_and_without_python():
    assert typed("can_print").returncode == typed('can_print "$VENV/bin/python"').returncode == 0
    assert typed("PRINT_LIBRARIES=libno-such-thing.so.9; can_print").returncode == 1


def test_what_was_killed_is_started_again_and_what_ends_by_itself_is_not(tmp_path):
    once = tmp_path / "once"
    kept = typed(
        f"keep_up bash -c '[ -f {once} ] && exit 3; touch {once}; kill -KILL $$'", SALESAPP_LOCALE="en"
    )
    assert kept.returncode == 3
    assert kept.stderr.count("killed; starting again") == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_serve_ends_politely_with_the_shell_that_keeps_it_up(tmp_path, number):
    said = tmp_path / "said"
    kept = (
        "import os, pathlib, signal, sys, time; from salesapp.serve import family\n"
        f"said = pathlib.Path({str(said)!r})\n"
        "def leave(*_):\n    said.write_text('politely')\n    sys.exit(0)\n"
        "signal.signal(signal.SIGTERM, leave)\nfamily.end_with_shell()\nsaid.write_text('begun')\ntime.sleep(60)"
    )
    script = f'. bin/environment.sh; keep_up {sys.executable} -c "$1"'
    shell = subprocess.Popen(["bash", "-c", script, "bash", kept], cwd=PROJECT)
    reads(said, "begun")
    shell.send_signal(number)
    assert shell.wait(60) == (0 if number == signal.SIGTERM else -number)
    reads(said, "politely")


def reads(said, words):
    deadline = time.monotonic() + 120
    while not said.exists() or said.read_text() != words:
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)
