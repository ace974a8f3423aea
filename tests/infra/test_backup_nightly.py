"""The backup of each night: checked before it is believed, kept by its age, shown to the administrator."""

from __future__ import annotations

import dataclasses
import os
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from salesapp import backup
from salesapp import jobs as table
from salesapp.accounts.models import Team
from salesapp.backup import database, jobs, page, queries
from salesapp.db import db
from salesapp.health.rules import FINE
from salesapp.web import clock
from tests.infra.test_backup import config_of, team_names
from tests.pages import part

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def place(installation):
    with clock.frozen(AT):
        yield queries.folder(config_of(installation))


def found(place):
    return sorted(path.name for path in place.iterdir() if not path.name.startswith("."))


def test_a_night_leaves_a_checked_backup_that_can_be_restored(installation, place):
    assert jobs.nightly(at=AT) == 1
    assert found(place) == ["salesapp-2026-11-23.tar.gz"]
    [kept] = queries.backups(config_of(installation))
    assert (kept.made_at, kept.files, kept.restored) == (AT, 1, True)
    assert kept.rows > 0 and kept.size == kept.path.stat().st_size
    db.session.add(Team(name="华南"))
    db.session.commit()
    backup.read(kept.path, config_of(installation))
    assert team_names() == ["华东"]


def test_it_runs_by_itself_every_night(installation, place):
    [job] = [job for job in table.jobs() if job.name == jobs.NAME]
    assert table.run_job(installation, job)
    assert len(found(place)) == 1
    assert not table.run_job(installation, job)


def test_a_backup_that_does_not_come_up_again_is_not_kept_and_the_last_good_one_is(
    installation, place, monkeypatch
):
    jobs.nightly(at=AT)
    before = queries.backups(config_of(installation))
    whole = database.copy_database

    def torn(config, target):
        rows = whole(config, target)
        return rows | {"team": rows["team"] + 1}

    monkeypatch.setattr(database, "copy_database", torn)
    for at in (AT, AT + DAY):
        with pytest.raises(backup.BackupError):
            jobs.nightly(at=at)
    assert queries.backups(config_of(installation)) == before
    assert found(place) == ["salesapp-2026-11-23.tar.gz"]
    assert not [path for path in place.iterdir() if path.name.startswith((".fresh", ".check-", ".copy-"))]


def test_old_ones_go_and_what_stood_before_a_restore_after_a_month(installation, place):
    place.mkdir()
    for back in range(1, 40):
        day = place / f"salesapp-{(AT - back * DAY):%Y-%m-%d}.tar.gz"
        day.touch()
    for name, age in (("before-restore-old.tar.gz", 31), ("before-restore-new.tar.gz", 29)):
        (place / name).touch()
        os.utime(place / name, ((AT - age * DAY).timestamp(),) * 2)
    (place / "by-hand.tar.gz").touch()
    os.utime(place / "by-hand.tar.gz", (0, 0))
    jobs.nightly(at=AT)
    names = found(place)
    assert "before-restore-new.tar.gz" in names and "before-restore-old.tar.gz" not in names
    assert "by-hand.tar.gz" in names
    assert len([name for name in names if name.startswith("salesapp-")]) < 12
    assert "salesapp-2026-11-17.tar.gz" in names


def test_what_killed_ones_left_goes_after_a_day(installation, place):
    place.mkdir()
    config = config_of(installation)
    left = [place / ".copy-x", place / ".check-x", config.data_dir / "salesapp-restore-x"]
    for folder in left:
        folder.mkdir()
        (folder / "database.sqlite3").touch()
    (place / ".salesapp-2026-11-01.tar.gz.4711").touch()
    fresh = place / ".copy-fresh"
    fresh.mkdir()
    for path in (*left, place / ".salesapp-2026-11-01.tar.gz.4711"):
        os.utime(path, ((AT - 2 * DAY).timestamp(),) * 2)
    os.utime(fresh, (AT.timestamp(),) * 2)
    jobs.nightly(at=AT)
    assert not any(path.exists() for path in left)
    assert fresh.exists() and not (place / ".salesapp-2026-11-01.tar.gz.4711").exists()


def test_a_restore_removes_what_a_killed_one_left(installation, place):
    jobs.nightly(at=AT)
    left = config_of(installation).data_dir / "salesapp-restore-killed"
    left.mkdir()
    (left / "database.sqlite3").touch()
    backup.read(place / "salesapp-2026-11-23.tar.gz", config_of(installation))
    assert not list(config_of(installation).data_dir.glob("salesapp-restore-*"))


def test_two_at_once_are_one(installation, place):
    place.mkdir()
    with jobs._alone(place) as first:
        assert first
        assert jobs.nightly(at=AT) == 0
    assert jobs.nightly(at=AT) == 1


def test_where_no_database_may_be_created_it_is_read_through(installation, place, monkeypatch):
    if db.engine.dialect.name == "sqlite":
        pytest.skip("a file is always brought up")

    def refuse(name, *, again=True):
        with db.engine.connect() as connection:
            connection.execute(text("SELECT no_such_right()"))

    monkeypatch.setattr(database, "_recreate", refuse)
    jobs.nightly(at=AT)
    [kept] = queries.backups(config_of(installation))
    assert not kept.restored


@pytest.fixture
def folder(app, tmp_path, monkeypatch):
    monkeypatch.setattr(queries, "folder", lambda config: tmp_path)
    return tmp_path


def keep(folder, made_at):
    path = folder / f"salesapp-{made_at:%Y-%m-%d}.tar.gz"
    path.write_bytes(b"x" * 3 * (1 << 20))
    queries.note_of(path).write_text(
        f'{{"made_at": "{made_at.isoformat()}", "rows": 1234, "files": 5, "restored": true}}'
    )


def test_the_page_shows_each_backup_and_the_age_of_the_last(folder, sign_in, cast):
    keep(folder, clock.now() - timedelta(hours=7))
    page = sign_in("admin").get("/settings/backups")
    assert "7 小时前" in part(page, "backup-state").text
    assert "late" not in part(page, "backup-state").node.attributes["class"]
    listed = part(page, "backups").text
    for words in ("3.0 MB", "1,234 行 · 5 个文件", "已试恢复"):
        assert words in listed


def test_a_missing_backup_is_red_on_the_page_and_on_the_first_page(folder, sign_in, cast):
    client = sign_in("admin")
    assert "还没有备份" in part(client.get("/settings/backups"), "backup-state").text
    keep(folder, clock.now() - timedelta(days=3))
    state = part(client.get("/settings/backups"), "backup-state")
    assert "3 天前" in state.text and "缺少" in state.text
    assert "late" in state.node.attributes["class"]
    assert "上次备份" in client.get("/").text
    assert 'href="/settings/backups"' in client.get("/settings").text


def test_a_fresh_installation_waits_for_its_first_night_and_then_is_short_of_a_backup(
    folder, sign_in, cast, monkeypatch
):
    client = sign_in("admin")
    for age, said, late in ((DAY - HOUR, "not yet", False), (DAY, "none yet", True)):
        began = clock.now() - age
        monkeypatch.setattr(queries, "began", lambda config, began=began: began)
        assert page.watched(clock.now()) == said and (said not in FINE) is late
        state = part(client.get("/settings/backups"), "backup-state")
        assert "还没有备份" in state.text
        assert ("late" in state.node.attributes["class"]) is late


def test_one_is_made_at_once_by_a_press_of_the_administrator(folder, sign_in, cast, monkeypatch):
    hurried = []
    monkeypatch.setattr("salesapp.backup.routes.hurry", lambda config, name: hurried.append(name))
    assert sign_in("admin").post("/settings/backups").status_code == 303
    assert hurried == [jobs.NAME]
    for who in ("lin", "tang", "auditor"):
        assert sign_in(who).get("/settings/backups").status_code == 403
        assert sign_in(who).post("/settings/backups").status_code == 403


@pytest.fixture
def second(installation, place, tmp_path, monkeypatch):
    """A second folder on the share of another machine, in force."""
    folder = tmp_path / "share"
    folder.mkdir()
    config = dataclasses.replace(config_of(installation), backup_dir=folder)
    monkeypatch.setitem(installation.config, "SALESAPP", config)
    return folder


def test_a_backup_is_copied_to_the_second_folder_and_kept_there_by_its_age(installation, place, second):
    assert page.watched(AT) == "none yet"
    jobs.nightly(at=AT)
    [kept] = queries.backups(config_of(installation))
    [copy] = second.iterdir()
    assert (copy.name, copy.read_bytes()) == (kept.path.name, kept.path.read_bytes())
    assert copy.stat().st_mode & 0o777 == 0o600
    assert page.watched(AT) == "ok"
    for number in range(20):
        (second / f"salesapp-2026-10-{number + 1:02d}.tar.gz").touch()
    (second / "of somebody else.txt").touch()
    jobs.nightly(at=AT)
    left = sorted(path.name for path in second.iterdir())
    assert copy.name in left and "of somebody else.txt" in left and 8 < len(left) < 16


def test_a_share_that_is_away_is_said_and_costs_no_backup(installation, place, second):
    second.rmdir()
    with pytest.raises(backup.BackupError, match="share"):
        jobs.nightly(at=AT)
    assert not second.exists()
    assert len(queries.backups(config_of(installation))) == 1
    assert page.watched(AT) == "not in SALESAPP_BACKUP_DIR"
    second.mkdir()
    jobs.nightly(at=AT)
    assert page.watched(AT) == "ok"


def test_a_copy_that_breaks_off_leaves_nothing_that_looks_like_a_backup(
    installation, place, second, monkeypatch
):
    def full(source, target, size):
        target.write(b"half")
        raise OSError(28, "No space left on device")

    (whole := place.parent / "salesapp-2026-11-23.tar.gz").write_bytes(b"whole")
    monkeypatch.setattr(shutil, "copyfileobj", full)
    with pytest.raises(backup.BackupError, match="No space left"):
        jobs._copy(whole, second)
    assert list(second.iterdir()) == []


def test_a_watcher_hears_of_a_backup_that_is_old(installation, place):
    jobs.nightly(at=AT)
    assert page.watched(AT + 36 * HOUR) == "ok"
    assert page.watched(AT + 37 * HOUR) == "the last is of 2026-11-23"
