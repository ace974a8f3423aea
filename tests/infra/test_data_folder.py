"""Two machines over one database share one data folder, or are told so: the files that rows name lie in it."""

from __future__ import annotations

from click.testing import CliRunner
from flask.cli import ScriptInfo

from salesapp import cli, foundation
from salesapp.db import db
from salesapp.health import actions, queries
from tests.conftest import _application
from tests.infra.test_backup import config_of


def second(installation, tmp_path):
    """A second machine over the same database, with a data folder of its own."""
    return _application(installation.config["SQLALCHEMY_DATABASE_URI"], tmp_path)


def ready(app):
    with app.app_context():
        answer = app.test_client().get("/readyz")
        db.session.remove()
    return answer.status_code, answer.json["checks"]["data_folder"]


def typed(app, *words):
    return CliRunner().invoke(cli.main, list(words), obj=ScriptInfo(create_app=lambda: app))


def test_whoever_migrates_first_has_the_folder_and_a_second_one_is_refused(installation, tmp_path):
    foundation.migrate()
    assert ready(installation) == (200, "ok")
    other = second(installation, tmp_path)
    with other.app_context():
        foundation.migrate()  # a second start takes nothing away
        db.session.remove()
    assert ready(other) == (503, queries.OTHER)
    assert ready(installation) == (200, "ok")
    with other.app_context():
        told = typed(other, "check-config")
    assert told.exit_code == 1 and "share that one between the machines" in told.output
    assert "✗ the data folder" not in typed(installation, "check-config").output


def test_machines_that_share_the_folder_are_one(installation):
    foundation.migrate()
    assert ready(second(installation, config_of(installation).data_dir)) == (200, "ok")


def test_where_the_folder_is_lost_another_becomes_the_own(installation, tmp_path):
    foundation.migrate()
    other = second(installation, tmp_path)
    with other.app_context():
        typed(other, "check-config", "--use-this-folder")
        db.session.remove()
    assert ready(other) == (200, "ok")
    assert ready(installation) == (503, queries.OTHER)


def test_a_restore_makes_the_folder_its_own(installation, tmp_path):
    foundation.migrate()
    assert typed(installation, "backup", str(tmp_path / "all.tar.gz")).exit_code == 0
    actions.bind_anew(tmp_path)
    db.session.commit()
    assert ready(installation) == (503, queries.OTHER)
    told = typed(installation, "restore", str(tmp_path / "all.tar.gz"), "--replace")
    assert told.exit_code == 0, told.output
    assert ready(installation) == (200, "ok")


def test_the_mark_is_made_once_and_its_owners_alone(tmp_path):
    mark = actions._marked(tmp_path)
    assert mark and actions._marked(tmp_path) == mark == queries.mark_of(tmp_path)
    assert (tmp_path / queries.MARK).stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == [queries.MARK]


def test_a_start_of_a_later_version_waits_for_nobody_but_others(installation, monkeypatch):
    held = []
    monkeypatch.setattr(foundation, "heads", lambda: frozenset({"later"}))
    monkeypatch.setattr(foundation, "migrate", lambda: held.append(db.session().in_transaction()))
    foundation.arrive()
    assert held == [False]
