"""``salesapp check-config``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
import redis
from flask import current_app
from sqlalchemy import text
from sqlalchemy.engine import make_url

from salesapp.db import db
from salesapp.health import queries as health
from salesapp.health.actions import bind_anew
from salesapp.mail.rules import parse_server
from salesapp.shell import gettext as _


@click.command("check-config")
@click.option(
    "--use-this-folder", is_flag=True, help="Make this data folder the database's own: the old one is lost."
)
def check_config(use_this_folder: bool) -> None:
    """Show the settings in force and try what they name: database, data folder, Redis, mail server, printing."""
    config = current_app.config["SALESAPP"]
    if use_this_folder:
        bind_anew(config.data_dir)
        db.session.commit()
    shown = {
        "SALESAPP_DATABASE_URL": make_url(config.database_url).render_as_string(hide_password=True),
        "SALESAPP_DATA_DIR": config.data_dir,
        "SALESAPP_REDIS_URL": config.redis_url and without_password(config.redis_url),
        "SALESAPP_BASE_URL": config.base_url,
        "SALESAPP_SECRET_KEY": _("from the environment")
        if os.environ.get("SALESAPP_SECRET_KEY")
        else _("kept in the data folder"),
        "SALESAPP_SMTP_URL": config.smtp_url and without_password(config.smtp_url),
        "SALESAPP_LOCALE": config.locale,
        "SALESAPP_TIMEZONE": config.timezone,
        "SALESAPP_COMPANY_NAME": config.company_name,
        "SALESAPP_COMPANY_LOGO": config.company_logo,
        "SALESAPP_NOW": config.now,
        "SALESAPP_BACKUP_DIR": config.backup_dir,
    }
    for name, value in shown.items():
        click.echo(f"{name:<24} {'–' if value is None else value}")
    click.echo()
    bad = False
    for what, check in _checks(config):
        try:
            trouble = check()
        except Exception as error:
            trouble = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        bad = bad or bool(trouble)
        click.secho(
            f"{'✗' if trouble else '✓'} {what}{f': {trouble}' if trouble else ''}",
            fg="red" if trouble else None,
        )
    sys.exit(1 if bad else 0)


def _checks(config):
    yield _("the database answers"), lambda: db.session.execute(text("SELECT 1")) and None
    yield _("migrations are applied"), lambda: _unless_ok(health.migrations())
    yield _("the data folder is the database's own"), lambda: _unless_ok(health.belongs(config.data_dir))
    yield _("printing is quick"), lambda: _unless_ok(health.printing())
    if config.backup_dir is not None:
        yield _("the second folder takes backups"), lambda: _takes_files(config.backup_dir)
    if config.redis_url:
        yield (
            _("Redis answers"),
            lambda: None if redis.Redis.from_url(config.redis_url).ping() else _("it does not answer"),
        )
    if config.smtp_url:
        yield _("the mail server's address is whole"), lambda: parse_server(config.smtp_url) and None


def _takes_files(folder: Path) -> str | None:
    return None if os.access(folder, os.W_OK | os.X_OK) else _("it is not there, or may not be written to")


def _unless_ok(state: str) -> str | None:
    said = {
        "missing": _("there are no tables yet; run: salesapp migrate"),
        "pending": _("some are not; run: salesapp migrate"),
        health.OTHER: _(
            "the files that this database names lie in another folder: share that one between the machines, "
            "or, where it is lost, say --use-this-folder"
        ),
        "slow: libharfbuzz-subset0 is missing": _("slow; run: apt-get install libharfbuzz-subset0"),
    }
    return None if state == "ok" else said.get(state, state)


def without_password(url: str) -> str:
    """Return an address fit to be shown."""
    head, at, tail = url.rpartition("@")
    scheme, slashes, who = head.partition("://")
    return f"{scheme}{slashes}{who.partition(':')[0]}:***@{tail}" if at and ":" in who else url
