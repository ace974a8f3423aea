"""``salesapp backup`` and ``salesapp restore``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click
from flask import current_app
from sqlalchemy import select

from salesapp import backup as archive
from salesapp import foundation
from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.health.actions import bind_anew
from salesapp.shell import gettext as _
from salesapp.trail import queries as trail
from salesapp.trail.keys import actions as keys
from salesapp.web import clock


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup_command(file: Path) -> None:
    """Write database and attachments into one archive FILE (.tar.gz), while the app goes on working."""
    with _plainly():
        manifest = archive.write(file, _config(), at=clock.now())
    rows, files = f"{sum(manifest['rows'].values()):,}", len(manifest["sha256"]) - 1
    click.echo(_("%(file)s: %(rows)s rows, %(files)s files", file=file, rows=rows, files=files))


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--replace", is_flag=True, help="Replace the data that is there; it is kept in a backup of its own."
)
def restore_command(file: Path, replace: bool) -> None:
    """Put the archive FILE in place of the present data, after checking it. Stop serve and jobs first."""
    with _plainly():
        if _holds_data():
            if not replace:
                raise archive.BackupError(
                    _("there is data here already; say --replace to put the backup in its place")
                )
            kept = (
                _config().data_dir
                / "backups"
                / f"before-restore-{clock.local(clock.now()):%Y%m%d-%H%M%S}.tar.gz"
            )
            archive.write(kept, _config(), at=clock.now())
            click.echo(_("what was there is kept in %(file)s", file=kept))
        manifest = archive.read(file, _config())
        foundation.migrate()
        bind_anew(_config().data_dir)
        db.session.commit()
        keys.begin_again(trail.end())
        db.session.rollback()
    rows = f"{sum(manifest['rows'].values()):,}"
    click.echo(
        _(
            "restored the state of %(time)s: %(rows)s rows",
            time=f"{clock.local(datetime.fromisoformat(manifest['made_at'])):%Y-%m-%d %H:%M}",
            rows=rows,
        )
    )


def _holds_data() -> bool:
    tables = db.inspect(db.engine).get_table_names()
    found = (
        "user" in tables
        and "alembic_version" in tables
        and db.session.scalar(select(User.id).limit(1)) is not None
    )
    db.session.rollback()
    return found


class _plainly:
    """Turn a failed backup into one line for the operator."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind, error, trace) -> None:
        if isinstance(error, archive.BackupError):
            raise click.ClickException(str(error)) from error


def _config():
    return current_app.config["SALESAPP"]
