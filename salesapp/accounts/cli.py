"""People, from the shell."""

from __future__ import annotations

import sys

import click
from flask.cli import AppGroup
from sqlalchemy import select

from salesapp.accounts.factors import actions as factors
from salesapp.accounts.models import Team, User
from salesapp.accounts.passwords.rules import hashed
from salesapp.accounts.people import actions as people
from salesapp.accounts.queries import by_username
from salesapp.accounts.teams import actions as teams
from salesapp.db import db
from salesapp.refusals import Refusal
from salesapp.rights.rules import Role
from salesapp.shell import gettext as _
from salesapp.shell import in_its_language
from salesapp.web import clock

user = AppGroup("user", help="People who sign in.")


@user.command("add")
@click.argument("username")
@click.option("--name", prompt=True, help="Name as colleagues know it.")
@click.option("--role", type=click.Choice([role.value for role in Role]), prompt=True)
@click.option("--team", help="Name of the sales team; made where it is new.")
@click.option("--email", help="Where reminders go.")
@click.option("--password-stdin", is_flag=True, help="Read the first password from standard input.")
def user_add(
    username: str, name: str, role: str, team: str | None, email: str | None, password_stdin: bool
) -> None:
    """Open an account. Its first password must be changed at the first sign-in."""
    password = sys.stdin.readline().rstrip("\n") if password_stdin else ask_password()
    opened = add_user(username=username, name=name, role=role, team=team, email=email, password=password)
    click.echo(_("%(name)s may sign in as %(role)s", name=opened.username, role=opened.role))


@user.command("second-step-off")
@click.argument("username")
def second_step_off(username: str) -> None:
    """Let USERNAME sign in with the password alone: for an administrator who lost phone and recovery codes."""
    found = by_username(username)
    if found is None:
        raise click.ClickException(f"nobody signs in as {username}")
    factors.take_away(found, by=None, at=clock.now())
    db.session.commit()
    click.echo(f"{found.username} signs in with the password alone")


def add_user(*, username, name, role, team, email, password) -> User:
    """Open an account and commit it; a refusal becomes one line."""
    first = hashed(password)
    try:
        place = (
            db.session.scalar(select(Team).where(Team.name == team)) or teams.create_team(name=team)
            if team
            else None
        )
        db.session.flush()
        user = people.create_user(
            username=username, name=name, role=role, password=first, at=clock.now(), email=email,
            team_id=place.id if place else None,
        )  # fmt: skip
    except Refusal as refusal:
        db.session.rollback()
        with in_its_language():
            raise click.ClickException(str(refusal)) from refusal
    db.session.commit()
    return user


def ask_password() -> str:
    """Ask for a first password, twice."""
    return click.prompt(_("First password"), hide_input=True, confirmation_prompt=True)
