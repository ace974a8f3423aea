"""What ``salesapp serve`` does with the app: reads it in once, and hands copies of it to those who work."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any

import click
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import configure_mappers

from salesapp import foundation
from salesapp.accounts.cli import add_user, ask_password
from salesapp.accounts.models import User
from salesapp.app import create_app
from salesapp.connections import limit_statements
from salesapp.db import db
from salesapp.demo.people import PASSWORD, describe, open_accounts
from salesapp.demo.turned_clock import refuse_over_real_data
from salesapp.rights.rules import Role
from salesapp.serve import copies
from salesapp.serve.web import Screens
from salesapp.shell import gettext as _
from salesapp.web import clock, storage
from salesapp.words import translations


def read_in() -> Flask:
    """Return the app, whole and still, so that its copies share its memory: nothing is connected, no thread runs."""
    app = refuse_over_real_data(create_app())
    configure_mappers()
    translations(app.config["SALESAPP"].locale)
    with app.app_context():
        db.engine.dispose()
    return app


def aside(app: Flask, task: Callable[[], object]) -> None:
    """Do something with the app in a copy of this process, which takes along what it read in; stop where it failed."""

    def within() -> None:
        with app.app_context():
            task()

    code = copies.Copy("salesapp-start", within, own_session=False).wait()
    if code:
        raise SystemExit(code)


def prepare(*, empty: bool, refuse_demo: bool, alone: Callable[[], object]) -> None:
    """Bring the database to this version's state, ``alone`` where that changes it, and fill an empty one."""
    foundation.arrive(alone)
    fill_where_empty(empty=empty)
    if refuse_demo and open_accounts():
        raise click.ClickException(
            _(
                "the demo passwords are public, so this installation is not offered to the network. "
                "Start with --empty on a fresh data folder, change the passwords, or say --demo-ok."
            )
        )


def serve_screens(app: Flask, settings: Mapping[str, Any]) -> None:
    """Serve the screens until told to stop."""
    with app.app_context():
        limit_statements(db.engine)
    Screens(app, settings).run()


def work_off(app: Flask) -> None:
    """Run the background jobs until told to stop."""
    from salesapp import jobs  # with the queue's library, which nobody else needs

    with app.app_context():
        jobs.consume(app, renewed=True)


def fill_where_empty(*, empty: bool) -> None:
    """Give a database without people the demo company, or with ``empty`` its first administrator."""
    if db.session.scalar(select(User.id).limit(1)) is not None:
        db.session.rollback()
        return
    db.session.rollback()
    if not empty:
        from salesapp.demo.company import build_company

        click.echo("· " + _("filling the empty database with the demo company"), err=True)
        build_company(at=clock.now())
        db.session.commit()
        return
    click.echo(_("The first administrator, who opens the accounts of all others:"))
    username = click.prompt(_("Sign-in name"), default="admin")
    name = click.prompt(_("Name"), default="管理员")
    add_user(username=username, name=name, role=Role.ADMIN, team=None, email=None, password=ask_password())


def greet(address: str, *, lan: bool) -> None:
    """Say where the screens are, and who may look around in the demo company."""
    click.echo()
    click.secho(f"  {address}", bold=True)
    if demo := open_accounts(storage.folder("demo-accounts.json")):
        click.echo("  " + _("password %(password)s for", password=PASSWORD))
        for user in demo:
            click.echo(f"    {user.username:<8} {user.name:<6}　{describe(user)}")
    if lan:
        import segno

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
