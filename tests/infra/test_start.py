"""What a start reads in: nothing that an idle process does without."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from alembic.script import ScriptDirectory

from salesapp import foundation, revisions
from salesapp.config import PROJECT

#: Libraries of one export, one feed, one migration, one print; and of databases that this installation does not use.
IDLE = {"alembic", "icalendar", "mako", "numpy", "openpyxl", "psycopg", "pygments", "redis", "weasyprint"}


def read_in(program: str, tmp_path) -> set[str]:
    """Return the libraries that a program has read in."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("SALESAPP_")}
    told = subprocess.run(
        [sys.executable, "-c", f"{program}\nimport sys; print(*{{name.partition('.')[0] for name in sys.modules}})"],
        env=environ | {"SALESAPP_DATA_DIR": str(tmp_path)}, cwd=PROJECT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(told.stdout.split())


def test_an_idle_web_process_holds_nothing_that_it_does_not_use(tmp_path):
    found = read_in("import wsgi", tmp_path)
    assert "sqlalchemy" in found
    assert not found & IDLE


def test_who_keeps_the_processes_reads_in_nothing_of_the_jobs(tmp_path):
    found = read_in("from salesapp.serve import opening; opening.read_in()", tmp_path)
    assert "gunicorn" in found
    assert not found & {*IDLE, "huey"}


def test_a_command_is_read_in_when_it_is_typed(tmp_path):
    found = read_in("from salesapp import cli; cli.own('serve')", tmp_path)
    assert "gunicorn" not in found and "flask_login" not in found


def test_the_wanted_revision_is_read_off_the_migrations_as_alembic_reads_it():
    assert revisions.heads() == set(ScriptDirectory(str(PROJECT / "migrations")).get_heads())


@pytest.mark.parametrize(("at", "migrated"), [("head", False), ("before", True), (None, True)])
def test_a_start_migrates_only_what_is_not_there_yet(app, monkeypatch, at, migrated):
    said: list[str] = []
    monkeypatch.setattr(foundation, "migrate", lambda: said.append("migrated"))
    monkeypatch.setattr(foundation, "lay", lambda at: said.append("filled"))
    monkeypatch.setattr(
        foundation, "applied", lambda: {"head": foundation.heads(), "before": {"0001"}, None: None}[at]
    )
    with app.app_context():
        foundation.arrive(lambda: said.append("alone"))
    assert said == (["alone", "migrated"] if migrated else ["filled"])
