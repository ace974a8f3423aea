"""What a watcher reads: alive, ready, and why not."""

from __future__ import annotations

import os

import pytest
from sqlalchemy import text

from salesapp import jobs
from salesapp.backup.jobs import nightly
from salesapp.db import db
from salesapp.health import queries as health
from salesapp.web import clock
from tests.conftest import _application, _database


@pytest.fixture
def installed(empty_database, tmp_path_factory):
    """An application over a migrated, empty database."""
    for url in _database("health", tmp_path_factory, copy_of=empty_database):
        app = _application(url, tmp_path_factory.mktemp("data"))
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


def test_a_living_process_says_so_without_asking_the_database(app, count_queries):
    with count_queries() as counted:
        response = app.test_client().get("/healthz")
    assert (response.status_code, response.json) == (200, {"status": "ok"})
    assert counted.total == 0


def test_an_installation_without_jobs_is_ready_but_says_that_jobs_are_silent(installed):
    answer = installed.test_client().get("/readyz")
    assert answer.status_code == 200
    assert answer.json["status"] == "degraded"
    assert answer.json["checks"]["jobs"].startswith("no sign of life")
    assert {
        answer.json["checks"][name] for name in ("database", "migrations", "data_folder", "printing")
    } == {"ok"}


def test_with_jobs_at_work_and_a_backup_all_is_well(installed):
    assert jobs.run_job(installed, jobs.jobs()[0])
    answer = installed.test_client().get("/readyz")
    assert (answer.status_code, answer.json["status"]) == (200, "degraded")
    assert answer.json["checks"]["backup"] == "none yet"
    nightly(at=clock.now())
    answer = installed.test_client().get("/readyz")
    assert (answer.json["status"], answer.json["checks"]["backup"]) == ("ok", "ok")


def test_a_database_of_an_older_version_is_not_ready(installed):
    db.session.execute(text("UPDATE alembic_version SET version_num = 'before'"))
    db.session.commit()
    answer = installed.test_client().get("/readyz")
    assert (answer.status_code, answer.json["checks"]["migrations"]) == (503, "pending")


def test_an_empty_database_is_not_ready(tmp_path_factory):
    for url in _database("bare", tmp_path_factory):
        app = _application(url, tmp_path_factory.mktemp("data"))
        answer = app.test_client().get("/readyz")
        assert (answer.status_code, answer.json["checks"]["migrations"]) == (503, "missing")
        with app.app_context():
            db.engine.dispose()


def test_a_data_folder_that_cannot_be_written_is_not_ready(installed, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    answer = installed.test_client().get("/readyz")
    assert (answer.status_code, answer.json["checks"]["data_folder"]) == (503, "not writable")


def test_slow_printing_is_a_warning(installed, monkeypatch):
    import weasyprint.text.ffi

    monkeypatch.setattr(weasyprint.text.ffi, "harfbuzz_subset", None)
    health.printing.cache_clear()
    try:
        answer = installed.test_client().get("/readyz")
    finally:
        health.printing.cache_clear()
    assert answer.status_code == 200
    assert "libharfbuzz-subset0" in answer.json["checks"]["printing"]


def test_a_dead_database_is_said_in_one_word(tmp_path_factory):
    app = _application("sqlite:////nonexistent/folder/x.db", tmp_path_factory.mktemp("data"))
    answer = app.test_client().get("/readyz")
    assert (answer.status_code, answer.json["checks"]["database"]) == (503, "unreachable")
