"""The ``salesapp`` command, as an operator types it."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from flask.cli import ScriptInfo
from sqlalchemy import select

from salesapp import cli
from salesapp.accounts.models import Team, User
from salesapp.checkup import without_password
from salesapp.config import PROJECT, Config
from salesapp.db import db
from salesapp.serve.opening import fill_where_empty
from tests.conftest import _application, _database


@pytest.fixture
def shell(empty_database, tmp_path_factory):
    """Type a command at a migrated, empty installation; returns what click's runner returns."""
    for url in _database("cli", tmp_path_factory, copy_of=empty_database):
        app = _application(url, tmp_path_factory.mktemp("data"))
        with app.app_context():

            def type_in(*words, answers=None, app=app):
                db.session.remove()
                return app.test_cli_runner().invoke(
                    cli.main, words, obj=ScriptInfo(create_app=lambda: app), input=answers
                )

            yield type_in
            db.session.remove()
            db.engine.dispose()


ADD_LIN = ("user", "add", "lin", "--name", "林*", "--role", "rep", "--team", "华东", "--password-stdin")


def test_every_command_explains_itself(shell):
    assert shell("--help").exit_code == 0
    for name in ("serve", "demo", "migrate", "user", "backup", "restore", "jobs", "bench", "check-config"):
        result = shell(name, "--help")
        assert result.exit_code == 0, name
        assert len(result.output.splitlines()) > 3, name


def test_the_shell_speaks_the_language_of_the_setting(shell, monkeypatch, tmp_path):
    monkeypatch.delenv("SALESAPP_LOCALE")
    (tmp_path / "no.tar.gz").write_text("no archive")
    for words, said in (
        (("audit", "verify"), "审计"),
        (("hanging", "nobody"), "没有登录名为 nobody 的人员"),
        (("restore", str(tmp_path / "no.tar.gz")), "不是完整的备份"),
        (("user", "add", "x y", "--name", "林*", "--role", "rep", "--password-stdin"), "小写字母"),
        (("check-config",), "✓ 数据库结构为最新"),
    ):
        assert said in shell(*words, answers="Yue-liang-2026\n").output, words
    monkeypatch.setenv("SALESAPP_LOCALE", "en")
    assert "nobody signs in as nobody" in shell("hanging", "nobody").output


@pytest.mark.parametrize(
    ("asked", "heading", "said"),
    [
        ("", "命令", "用法："),
        ("en", "Commands", "Usage: "),
    ],
)
def test_the_help_comes_in_the_language_of_the_setting(tmp_path, asked, heading, said):
    environ = os.environ | {"SALESAPP_LOCALE": asked, "SALESAPP_DATA_DIR": str(tmp_path)}
    for words in ((), ("serve",), ("user", "add")):
        run = [sys.executable, "-m", "salesapp", *words, "--help"]
        told = subprocess.run(
            run, env=environ, capture_output=True, text=True, cwd=PROJECT, check=True
        ).stdout
        assert told.startswith(said), words
        assert words or heading in told
        assert bool(re.search("[\u4e00-\u9fff]", told)) is (asked != "en")


def test_an_account_is_opened_with_its_team(shell):
    result = shell(*ADD_LIN, answers="Yue-liang-2026\n")
    assert result.exit_code == 0, result.output
    user = db.session.scalar(select(User).where(User.username == "lin"))
    assert (user.role, user.team.name, user.must_change_password) == ("rep", "华东", True)


def test_a_second_account_joins_the_team_that_is_there(shell):
    shell(*ADD_LIN, answers="Yue-liang-2026\n")
    shell(
        "user",
        "add",
        "fang",
        "--name",
        "方*",
        "--role",
        "rep",
        "--team",
        "华东",
        "--password-stdin",
        answers="Tai-yang-2026\n",
    )
    assert db.session.scalars(select(Team.name)).all() == ["华东"]


def test_the_password_is_asked_twice_and_never_shown(shell):
    words = ("user", "add", "boss", "--name", "唐*", "--role", "director")
    result = shell(*words, answers="Yue-liang-2026\nYue-liang-2026\n")
    assert result.exit_code == 0, result.output
    assert "Yue-liang" not in result.output


@pytest.mark.parametrize(
    ("words", "password"),
    [
        (("user", "add", "lin", "--name", "林*", "--role", "rep", "--team", "华东"), "short"),
        (("user", "add", "not a name!", "--name", "林*", "--role", "director"), "Yue-liang-2026"),
        (("user", "add", "lin", "--name", "林*", "--role", "king"), "Yue-liang-2026"),
    ],
)
def test_what_the_screens_refuse_the_shell_refuses_in_one_line(shell, words, password):
    result = shell(*words, "--password-stdin", answers=f"{password}\n")
    assert result.exit_code != 0
    assert "Traceback" not in result.output
    assert db.session.scalar(select(User.id)) is None
    assert db.session.scalar(select(Team.id)) is None


def test_a_name_is_taken_once(shell):
    shell(*ADD_LIN, answers="Yue-liang-2026\n")
    assert shell(*ADD_LIN, answers="Yue-liang-2026\n").exit_code != 0


def test_backup_and_restore_go_through_the_shell(shell, tmp_path):
    shell(*ADD_LIN, answers="Yue-liang-2026\n")
    assert shell("backup", str(tmp_path / "all.tar.gz")).exit_code == 0
    shell(
        "user",
        "add",
        "later",
        "--name",
        "后*",
        "--role",
        "director",
        "--password-stdin",
        answers="Yue-liang-2026\n",
    )
    refused = shell("restore", str(tmp_path / "all.tar.gz"))
    assert refused.exit_code != 0
    assert "--replace" in refused.output

    restored = shell("restore", str(tmp_path / "all.tar.gz"), "--replace")
    assert restored.exit_code == 0, restored.output
    assert "is kept in" in restored.output
    assert db.session.scalars(select(User.username)).all() == ["lin"]


def test_a_file_that_is_no_backup_is_refused_in_one_line(shell, tmp_path):
    (tmp_path / "x.tar.gz").write_text("x")
    result = shell("restore", str(tmp_path / "x.tar.gz"))
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")


def test_check_config_shows_what_is_in_force_and_no_password(shell, monkeypatch):
    result = shell("check-config")
    assert result.exit_code == 0, result.output
    assert "SALESAPP_DATABASE_URL" in result.output
    assert "✓ migrations are applied" in result.output
    assert without_password("smtp://crm:geheim@host:25") == "smtp://crm:***@host:25"
    assert without_password("redis://localhost:6379") == "redis://localhost:6379"


def test_an_empty_installation_asks_for_its_first_administrator(shell):
    with pytest.MonkeyPatch.context() as patch:
        answers = iter(["admin", "管理员"])
        patch.setattr(
            cli.click,
            "prompt",
            lambda *_, **options: "Yue-liang-2026" if options.get("hide_input") else next(answers),
        )
        fill_where_empty(empty=True)
    user = db.session.scalar(select(User))
    assert (user.username, user.role) == ("admin", "admin")


def test_a_data_folder_made_here_is_its_owners_alone_and_one_that_is_there_keeps_its_rights(tmp_path):
    made, there = tmp_path / "made", tmp_path / "there"
    there.mkdir()
    there.chmod(0o755)
    for folder in (made, there):
        Config.from_environment({"SALESAPP_DATA_DIR": str(folder)})
    assert (made.stat().st_mode & 0o777, there.stat().st_mode & 0o777) == (0o700, 0o755)
