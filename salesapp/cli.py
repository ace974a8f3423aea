"""The ``salesapp`` command."""

from __future__ import annotations

import logging
import os
import sys
from importlib import import_module
from pathlib import Path

import click
import flask_migrate
import redis
import segno
from flask import current_app
from flask.cli import AppGroup, FlaskGroup, with_appcontext
from sqlalchemy import select, text
from sqlalchemy.engine import make_url

from salesapp import backup as archive
from salesapp import foundation, health, jobs, serve
from salesapp.accounts import actions as accounts
from salesapp.accounts.cli import audit
from salesapp.accounts.models import Team, User
from salesapp.accounts.rights import ROLES
from salesapp.app import create_app
from salesapp.bench.cli import bench_command
from salesapp.db import db
from salesapp.documents.cli import print_command
from salesapp.mail.rules import parse_server
from salesapp.refusals import Refusal
from salesapp.web import clock

main = FlaskGroup(
    "salesapp",
    create_app=create_app,
    load_dotenv=False,
    set_debug_flag=False,
    help="Everything that is done to this installation from outside its screens.",
)

main.add_command(print_command)


# ------------------------------------------------------------------------------------- serving


@main.command("serve")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port of the screens."
)
@click.option("--lan", is_flag=True, help="Serve the whole local network, not only this machine.")
@click.option("--demo-ok", is_flag=True, help="With --lan: allow it although the demo passwords are public.")
@click.option("--empty", is_flag=True, help="Start without demo data; asks for the first administrator.")
@click.option("--workers", type=click.IntRange(1, 64), help="Web processes. Default: one a core, 2 to 8.")
def serve_command(port: int, lan: bool, demo_ok: bool, empty: bool, workers: int | None) -> None:
    """Migrate, fill an empty database, and run web and jobs until Ctrl-C."""
    host = "0.0.0.0" if lan else "127.0.0.1"
    if not serve.is_free(host, port):
        raise click.ClickException(f"port {port} is taken; choose another with --port")
    migrate()
    fill_where_empty(empty=empty)
    if _config().now and not _demo().is_demo():
        raise click.ClickException("SALESAPP_NOW turns the clock only for the demo company: this database holds more")
    demo = _demo().open_accounts()
    if lan and demo and not demo_ok:
        raise click.ClickException(
            "the demo passwords are public, so this installation is not offered to the network. "
            "Start with --empty on a fresh data folder, change the passwords, or say --demo-ok."
        )
    address = f"http://{serve.lan_address() or '127.0.0.1'}:{port}" if lan else f"http://127.0.0.1:{port}"
    address = os.environ.get("SALESAPP_BASE_URL", "").rstrip("/") or address
    db.session.remove()
    db.engine.dispose()
    supervisor = serve.Supervisor(
        [
            serve.Child("web", serve.web_command(host, port, workers)),
            serve.Child("jobs", serve.jobs_command()),
        ],
        os.environ | {"SALESAPP_BASE_URL": address},
    )
    supervisor.look()
    if serve.answers(port, within=30):
        _greet(address, demo, lan=lan)
    supervisor.run()


def migrate() -> None:
    """Bring the database to this version's state."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    flask_migrate.upgrade()
    foundation.lay(at=clock.now())


def fill_where_empty(*, empty: bool) -> None:
    """Give a database without people the demo company, or with ``empty`` its first administrator."""
    if db.session.scalar(select(User.id).limit(1)) is not None:
        db.session.rollback()
        return
    db.session.rollback()
    if not empty:
        click.echo("· filling the empty database with the demo company", err=True)
        _demo().build_company(at=clock.now())
        db.session.commit()
        return
    click.echo("The first administrator, who opens the accounts of all others:")
    username = click.prompt("Sign-in name", default="admin")
    name = click.prompt("Name", default="管理员")
    _add_user(username=username, name=name, role="admin", team=None, email=None, password=_ask_password())


def _greet(address: str, demo: list[User], *, lan: bool) -> None:
    click.echo()
    click.secho(f"  {address}", bold=True)
    if demo:
        click.echo(f"  password {_demo().PASSWORD} for")
        for user in demo:
            click.echo(f"    {user.username:<8} {user.name:<6}　{_demo().describe(user)}")
    if lan:
        click.echo()
        segno.make(address, error="m").terminal(out=sys.stdout, compact=True)
    click.echo("  Ctrl-C ends it.\n")


@main.command("jobs")
def jobs_command() -> None:
    """Run the background jobs alone (serve runs them beside the web)."""
    jobs.consume(current_app._get_current_object())


@main.command("migrate")
def migrate_command() -> None:
    """Bring the database to this version's state."""
    migrate()
    click.echo("the database is up to date")


# -------------------------------------------------------------------------------------- people

user_group = AppGroup("user", help="People who sign in.")
main.add_command(user_group)
main.add_command(audit)


@user_group.command("add")
@click.argument("username")
@click.option("--name", prompt=True, help="Name as colleagues know it.")
@click.option("--role", type=click.Choice(ROLES), prompt=True)
@click.option("--team", help="Name of the sales team; made where it is new.")
@click.option("--email", help="Where reminders go.")
@click.option("--password-stdin", is_flag=True, help="Read the first password from standard input.")
def user_add(
    username: str, name: str, role: str, team: str | None, email: str | None, password_stdin: bool
) -> None:
    """Open an account. Its first password must be changed at the first sign-in."""
    password = sys.stdin.readline().rstrip("\n") if password_stdin else _ask_password()
    user = _add_user(username=username, name=name, role=role, team=team, email=email, password=password)
    click.echo(f"{user.username} may sign in as {user.role}")


def _add_user(*, username, name, role, team, email, password) -> User:
    """Open an account and commit it; a refusal becomes one line."""
    try:
        place = (
            db.session.scalar(select(Team).where(Team.name == team)) or accounts.create_team(name=team)
            if team
            else None
        )
        db.session.flush()
        user = accounts.create_user(
            username=username, name=name, role=role, password=password, at=clock.now(), email=email,
            team_id=place.id if place else None,
        )  # fmt: skip
    except Refusal as refusal:
        db.session.rollback()
        raise click.ClickException(str(refusal)) from refusal
    db.session.commit()
    return user


def _ask_password() -> str:
    return click.prompt("First password", hide_input=True, confirmation_prompt=True)


# -------------------------------------------------------------------------------- demo company


@main.command("demo")
@click.option(
    "--customers", type=click.IntRange(1, 1_000_000), help="Volume instead of stories: so many customers."
)
@click.option("--seed", default=7, show_default=True, help="Same seed, same data.")
def demo_command(customers: int | None, seed: int) -> None:
    """Fill an empty database with the demo company, and with --customers add volume to it."""
    demo = _demo()
    if db.session.scalar(select(User.id).limit(1)) is None:
        db.session.rollback()
        demo.build_company(at=clock.now())
        db.session.commit()
        click.echo("the demo company moved in")
    elif customers is None:
        raise click.ClickException("this database is not empty")
    if customers is not None:
        made = demo.add_volume(customers=customers, seed=seed, at=clock.now())
        click.echo(", ".join(f"{count:,} {what}" for what, count in made.items()))


def _demo():
    return import_module("salesapp.demo")


# -------------------------------------------------------------------------------------- backup


@main.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup_command(file: Path) -> None:
    """Write database and attachments into one archive FILE (.tar.gz), while the app goes on working."""
    with _plainly():
        manifest = archive.write(file, _config(), at=clock.now())
    click.echo(f"{file}: {sum(manifest['rows'].values()):,} rows, {len(manifest['sha256']) - 1} files")


@main.command("restore")
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
                    "there is data here already; say --replace to put the backup in its place"
                )
            kept = (
                _config().data_dir
                / "backups"
                / f"before-restore-{clock.local(clock.now()):%Y%m%d-%H%M%S}.tar.gz"
            )
            archive.write(kept, _config(), at=clock.now())
            click.echo(f"what was there is kept in {kept}")
        manifest = archive.read(file, _config())
        migrate()
    click.echo(f"restored the state of {manifest['made_at']}: {sum(manifest['rows'].values()):,} rows")


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


# ---------------------------------------------------------------------------------- the machine

for command in (bench_command, print_command):  # theirs is the floor below, where no app is at hand
    command.callback = with_appcontext(command.callback)
    main.add_command(command)


@main.command("check-config")
def check_config() -> None:
    """Show the settings in force and try what they name: database, data folder, Redis, mail server, printing."""
    config = _config()
    shown = {
        "SALESAPP_DATABASE_URL": make_url(config.database_url).render_as_string(hide_password=True),
        "SALESAPP_DATA_DIR": config.data_dir,
        "SALESAPP_REDIS_URL": config.redis_url and _without_password(config.redis_url),
        "SALESAPP_BASE_URL": config.base_url,
        "SALESAPP_SECRET_KEY": "set" if os.environ.get("SALESAPP_SECRET_KEY") else "kept in the data folder",
        "SALESAPP_SMTP_URL": config.smtp_url and _without_password(config.smtp_url),
        "SALESAPP_LOCALE": config.locale,
        "SALESAPP_TIMEZONE": config.timezone,
        "SALESAPP_COMPANY_NAME": config.company_name,
        "SALESAPP_NOW": config.now,
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
    yield "the database answers", lambda: db.session.execute(text("SELECT 1")) and None
    yield "migrations are applied", lambda: _unless_ok(health._migrations())
    yield "printing is quick", lambda: _unless_ok(health._printing())
    if config.redis_url:
        yield "Redis answers", lambda: None if redis.Redis.from_url(config.redis_url).ping() else "no"
    if config.smtp_url:
        yield "the mail server's address is whole", lambda: parse_server(config.smtp_url) and None


def _unless_ok(state: str) -> str | None:
    return None if state == "ok" else state


def _without_password(url: str) -> str:
    head, at, tail = url.rpartition("@")
    scheme, slashes, who = head.partition("://")
    return f"{scheme}{slashes}{who.partition(':')[0]}:***@{tail}" if at and ":" in who else url


def _config():
    return current_app.config["SALESAPP"]
