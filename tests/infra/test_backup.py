"""What was backed up comes back, and nothing else is ever put in its place."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import sqlite3
import tarfile
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from flask.cli import ScriptInfo
from sqlalchemy import select, text

from salesapp import backup, cli, foundation, jobs
from salesapp.accounts.models import Team
from salesapp.db import db
from salesapp.schedule.rules import Every

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def config_of(app):
    return app.config["SALESAPP"]


def team_names():
    names = db.session.scalars(select(Team.name).order_by(Team.id)).all()
    db.session.rollback()
    return names


def rewrite(source, target, change, added=None):
    """Write an archive again with some members changed (name → bytes, or None to leave it out), and others added."""
    with tarfile.open(source) as old, tarfile.open(target, "w:gz") as new:
        for member in old:
            data = change.get(member.name, old.extractfile(member).read())
            if data is not None:
                member.size = len(data)
                new.addfile(member, io.BytesIO(data))
        for name, data in (added or {}).items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            new.addfile(member, io.BytesIO(data))


def test_what_was_backed_up_comes_back(installation, tmp_path):
    config = config_of(installation)
    written = backup.write(tmp_path / "all.tar.gz", config, at=AT)
    assert written["rows"]["team"] == 1
    attachment = config.data_dir / "attachments" / "ab" / "abcdef"

    db.session.add(Team(name="later"))
    db.session.commit()
    attachment.write_bytes(b"overwritten")
    backup.read(tmp_path / "all.tar.gz", config)

    assert team_names() == ["华东"]
    assert attachment.read_bytes() == b"a photo of a business card"


def test_a_file_that_is_pruned_meanwhile_is_left_out(installation, tmp_path, monkeypatch):
    listed = backup.archive._files
    orphan = config_of(installation).data_dir / "attachments" / "ab" / "abffff"
    orphan.write_bytes(b"of a refused form")

    def then_pruned(data_dir):
        yield from list(listed(data_dir))
        orphan.unlink()

    monkeypatch.setattr(backup.archive, "_files", then_pruned)
    written = backup.write(tmp_path / "all.tar.gz", config_of(installation), at=AT)
    assert [name for name in written["sha256"] if name.startswith("files/")] == [
        "files/attachments/ab/abcdef"
    ]
    backup.read(tmp_path / "all.tar.gz", config_of(installation))


def test_a_restored_database_goes_on_counting(installation, tmp_path):
    config = config_of(installation)
    backup.write(tmp_path / "all.tar.gz", config, at=AT)
    backup.read(tmp_path / "all.tar.gz", config)
    db.session.add(Team(name="华南"))
    db.session.commit()
    assert team_names() == ["华东", "华南"]


def test_a_backup_can_be_restored_twice(installation, tmp_path):
    config = config_of(installation)
    backup.write(tmp_path / "1.tar.gz", config, at=AT)
    backup.read(tmp_path / "1.tar.gz", config)
    backup.write(tmp_path / "2.tar.gz", config, at=AT)
    backup.read(tmp_path / "2.tar.gz", config)
    assert team_names() == ["华东"]


def test_the_archive_is_for_its_owner_alone_and_holds_no_key(installation, tmp_path):
    config = config_of(installation)
    (config.data_dir / "secret-key").write_text("secret")
    (config.data_dir / "jobs.db").write_text("queue")
    (config.data_dir / "attachments" / "link").symlink_to("/etc/passwd")
    backup.write(tmp_path / "all.tar.gz", config, at=AT)
    assert (tmp_path / "all.tar.gz").stat().st_mode & 0o777 == 0o600
    with tarfile.open(tmp_path / "all.tar.gz") as archive:
        files = [name for name in archive.getnames() if name.startswith("files/")]
    assert files == ["files/attachments/ab/abcdef"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"files/attachments/ab/abcdef": b"another photo"}, "abcdef is damaged"),
        ({"files/attachments/ab/abcdef": None}, "does not hold the files that it lists"),
        ({"manifest.json": None}, "is no whole backup"),
        ({"manifest.json": b"{"}, "is no whole backup"),
        (
            {"manifest.json": json.dumps({"format": 99, "sha256": {}, "database": "x"}).encode()},
            "this version reads 1",
        ),
    ],
)
def test_a_damaged_archive_changes_nothing(installation, tmp_path, change, sentence):
    config = config_of(installation)
    backup.write(tmp_path / "all.tar.gz", config, at=AT)
    rewrite(tmp_path / "all.tar.gz", tmp_path / "bad.tar.gz", change)
    db.session.add(Team(name="later"))
    db.session.commit()
    with pytest.raises(backup.BackupError, match=sentence):
        backup.read(tmp_path / "bad.tar.gz", config)
    assert team_names() == ["华东", "later"]
    assert not list(config.data_dir.glob("salesapp-restore-*"))


def test_half_an_archive_is_refused(installation, tmp_path):
    backup.write(tmp_path / "all.tar.gz", config_of(installation), at=AT)
    whole = (tmp_path / "all.tar.gz").read_bytes()
    (tmp_path / "half.tar.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(backup.BackupError, match="is no whole backup"):
        backup.read(tmp_path / "half.tar.gz", config_of(installation))


def test_a_member_that_leads_outside_is_refused(installation, tmp_path):
    with tarfile.open(tmp_path / "evil.tar.gz", "w:gz") as archive:
        member = tarfile.TarInfo("../../evil")
        member.size = 4
        archive.addfile(member, io.BytesIO(b"evil"))
    with pytest.raises(backup.BackupError, match="is no whole backup"):
        backup.read(tmp_path / "evil.tar.gz", config_of(installation))
    assert not (tmp_path.parent / "evil").exists()


def test_an_archive_puts_nothing_beside_peoples_files(installation, tmp_path):
    """Neither a queue nor a key: either would let who made the archive act as this installation."""
    config = config_of(installation)
    backup.write(tmp_path / "all.tar.gz", config, at=AT)
    before = (
        (config.data_dir / "secret-key").read_text() if (config.data_dir / "secret-key").exists() else None
    )
    added = {"files/jobs.db": b"a queue", "files/secret-key": b"theirs" * 8, "files/paper/ab": b"a print"}
    with tarfile.open(tmp_path / "all.tar.gz") as old:
        manifest = json.loads(old.extractfile("manifest.json").read())
    manifest["sha256"] |= {name: hashlib.sha256(data).hexdigest() for name, data in added.items()}
    rewrite(
        tmp_path / "all.tar.gz",
        tmp_path / "odd.tar.gz",
        {"manifest.json": json.dumps(manifest).encode()},
        added,
    )
    backup.read(tmp_path / "odd.tar.gz", config)
    assert not (config.data_dir / "jobs.db").exists() and not (config.data_dir / "paper").exists()
    after = (
        (config.data_dir / "secret-key").read_text() if (config.data_dir / "secret-key").exists() else None
    )
    assert after == before


def test_prints_and_what_is_half_written_are_not_in_the_archive(installation, tmp_path):
    config = config_of(installation)
    for name in (
        "paper/ab/sheet",
        "batches/7/sheets.pdf",
        "salesapp-restore-x/database.sqlite3",
        "attachments/.half",
    ):
        (config.data_dir / name).parent.mkdir(parents=True, exist_ok=True)
        (config.data_dir / name).write_bytes(b"x")
    backup.write(tmp_path / "all.tar.gz", config, at=AT)
    with tarfile.open(tmp_path / "all.tar.gz") as archive:
        assert sorted(archive.getnames())[1:] == ["files/attachments/ab/abcdef", "manifest.json"]


def test_a_backup_of_the_other_database_is_refused(installation, tmp_path):
    config = config_of(installation)
    backup.write(tmp_path / "all.tar.gz", config, at=AT)
    other = "postgresql+psycopg://x/y" if config.database_url.startswith("sqlite") else "sqlite:///x.db"
    with pytest.raises(backup.BackupError, match="was made on"):
        backup.read(tmp_path / "all.tar.gz", dataclasses.replace(config, database_url=other))
    assert team_names() == ["华东"]


def test_an_archive_that_cannot_be_finished_leaves_no_half_file(installation, tmp_path, monkeypatch):
    def full_disk(*_):
        raise OSError("No space left on device")

    monkeypatch.setattr(backup.archive, "_add_text", full_disk)
    with pytest.raises(OSError, match="No space"):
        backup.write(tmp_path / "all.tar.gz", config_of(installation), at=AT)
    assert list(tmp_path.iterdir()) == []


def test_a_writer_at_work_does_not_spoil_the_copy(installation, tmp_path):
    """The copy shows the state before an open transaction, whole."""
    config = config_of(installation)
    if not config.database_url.startswith("sqlite"):
        pytest.skip("pg_dump has its own snapshot")
    writer = sqlite3.connect(config.database_url.removeprefix("sqlite:///"), isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE team SET name = 'unfinished'")
    try:
        manifest = backup.write(tmp_path / "all.tar.gz", config, at=AT)
    finally:
        writer.rollback()
        writer.close()
    assert manifest["rows"]["team"] == 1
    backup.read(tmp_path / "all.tar.gz", config)
    assert team_names() == ["华东"]


def counted() -> bool:
    """Tell whether SQLite knows what its planner goes by; PostgreSQL counts by itself."""
    if db.engine.dialect.name != "sqlite":
        return True
    found = db.session.scalar(text("SELECT count(*) FROM sqlite_stat1"))
    db.session.rollback()
    return found > 0


def forget_counts() -> None:
    if db.engine.dialect.name == "sqlite":
        db.session.execute(text("DELETE FROM sqlite_stat1"))
        db.session.commit()
        assert not counted()


def nightly(app) -> None:
    [job] = [job for job in jobs.jobs() if job.name == "foundation.analyse"]
    assert job.every is Every.NIGHT
    assert jobs.run_job(app, job)


@pytest.mark.parametrize("after", ["migrate", "restore", "nightly"])
def test_sqlite_counts_again_what_its_planner_goes_by(installation, tmp_path, after):
    foundation.migrate()
    backup.write(tmp_path / "all.tar.gz", config_of(installation), at=AT)
    forget_counts()
    if after == "migrate":
        foundation.migrate()
    elif after == "nightly":
        nightly(installation)
    else:
        typed = ["restore", str(tmp_path / "all.tar.gz"), "--replace"]
        told = CliRunner().invoke(cli.main, typed, obj=ScriptInfo(create_app=lambda: installation))
        assert told.exit_code == 0, told.output
    assert counted()
