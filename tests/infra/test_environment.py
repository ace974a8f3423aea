"""What ``bin/serve`` and ``bin/test`` say before there is an environment: everything missing, in one line."""

from __future__ import annotations

import os
import subprocess

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
