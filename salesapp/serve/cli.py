"""``salesapp serve`` and ``salesapp jobs``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
import segno
from flask import current_app
from sqlalchemy import select

from salesapp import demo as company
from salesapp import foundation, jobs, serve
from salesapp.accounts.cli import add_user, ask_password
from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.rights.rules import Role
from salesapp.serve import family
from salesapp.shell import gettext as _
from salesapp.web import clock


@click.command("serve")
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
    folder = current_app.config["SALESAPP"].data_dir
    end_leftovers(folder)
    if not serve.is_free(host, port):
        raise click.ClickException(taken(port, folder))
    foundation.migrate()
    fill_where_empty(empty=empty)
    demo = company.open_accounts()
    if lan and demo and not demo_ok:
        raise click.ClickException(
            _(
                "the demo passwords are public, so this installation is not offered to the network. "
                "Start with --empty on a fresh data folder, change the passwords, or say --demo-ok."
            )
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
        os.environ | {"SALESAPP_BASE_URL": address} | family.mark(folder),
    )
    supervisor.look()
    if serve.answers(port, within=30):
        _greet(address, demo, lan=lan)
    supervisor.run()


def end_leftovers(folder: Path) -> None:
    """End what an earlier start of this installation left behind, each by its name."""
    left = family.leftovers(folder)
    for one in left:
        said = _("ending what an earlier start left: process %(pid)s, %(what)s", pid=one.pid, what=one.what)
        click.echo(f"· {said}", err=True)
    family.end(left)


def taken(port: int, folder: Path) -> str:
    """Say that a port is in use, and by whom where that is this very installation."""
    pid = family.running(folder)
    if pid is not None:
        return _(
            "port %(port)s is taken: this installation runs already, as process %(pid)s", port=port, pid=pid
        )
    return _("port %(port)s is taken; choose another with --port", port=port)


def fill_where_empty(*, empty: bool) -> None:
    """Give a database without people the demo company, or with ``empty`` its first administrator."""
    if db.session.scalar(select(User.id).limit(1)) is not None:
        db.session.rollback()
        return
    db.session.rollback()
    if not empty:
        click.echo("· " + _("filling the empty database with the demo company"), err=True)
        company.build_company(at=clock.now())
        db.session.commit()
        return
    click.echo(_("The first administrator, who opens the accounts of all others:"))
    username = click.prompt(_("Sign-in name"), default="admin")
    name = click.prompt(_("Name"), default="管理员")
    add_user(username=username, name=name, role=Role.ADMIN, team=None, email=None, password=ask_password())


def _greet(address: str, demo: list[User], *, lan: bool) -> None:
    click.echo()
    click.secho(f"  {address}", bold=True)
    if demo:
        click.echo("  " + _("password %(password)s for", password=company.PASSWORD))
        for user in demo:
            click.echo(f"    {user.username:<8} {user.name:<6}　{company.describe(user)}")
    if lan:
        if address.startswith("http://"):
            click.secho(
                "  "
                + _(
                    "Plain http: whoever is on this network can read passwords along. "
                    "For more than a trial, put https in front."
                ),
                fg="yellow",
            )
        click.echo()
        segno.make(address, error="m").terminal(out=sys.stdout, compact=True)
    click.echo("  " + _("Ctrl-C ends it.") + "\n")


@click.command("jobs")
def jobs_command() -> None:
    """Run the background jobs alone (serve runs them beside the web)."""
    jobs.consume(current_app._get_current_object())  # type: ignore[attr-defined]
