"""``salesapp print``: a sheet from the shell."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app
from flask_babel import force_locale
from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.documents.forms import registry
from salesapp.documents.register import actions
from salesapp.refusals import Refusal
from salesapp.rights.rules import Role
from salesapp.shell import gettext as _
from salesapp.web import clock


@click.command("print")
@click.argument("form", type=click.Choice(registry.CODES, case_sensitive=False))
@click.argument("record", type=click.IntRange(1), required=False)
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The PDF to write."
)
@click.option(
    "--as", "username", help="Print what this person may see. Default: the director who signed up first."
)
@click.option("--masked", is_flag=True, help="Hide names, phones, codes and accounts.")
@click.option("--copy", default=0, show_default=True, help="Which copy of a form with several (F12: 1 to 3).")
@click.option("--archive", is_flag=True, help="PDF/A with the record as an attached JSON file.")
def print_command(
    form: str, record: int | None, output: Path, username: str | None, masked: bool, copy: int, archive: bool
) -> None:
    """Print the blank sheet FORM, or the sheet of RECORD (its id), into a PDF file."""
    with force_locale(current_app.config["SALESAPP"].locale):
        try:
            printout = _print(form, record, username, masked=masked, copy=copy, archive=archive)
        except Refusal as refusal:
            raise click.ClickException(str(refusal)) from refusal
    output.write_bytes(printout.pdf)
    size = f"{len(printout.pdf):,}"
    click.echo(
        _("%(file)s: %(size)s bytes, print no. %(nth)s", file=output, size=size, nth=printout.nth)
        if printout.nth
        else _("%(file)s: %(size)s bytes", file=output, size=size)
    )


def _print(form: str, record: int | None, username: str | None, **options) -> actions.Printout:
    user = _user(username)
    if record is None:
        return actions.print_blank(form, by=user, at=clock.now())
    if user is None:
        raise click.ClickException(_("there is no director; name a person with --as"))
    printout = actions.print_filled(form, record, by=user, at=clock.now(), **options)
    if printout is None:
        raise click.ClickException(
            _(
                "%(name)s sees no record %(record)s for %(form)s, or there is no such copy",
                name=user.username,
                record=record,
                form=form,
            )
        )
    return printout


def _user(username: str | None) -> User | None:
    query = (
        select(User).where(User.username == username)
        if username
        else select(User).where(User.role == Role.DIRECTOR)
    )
    user = db.session.scalars(query.order_by(User.id).limit(1)).unique().first()
    if username and user is None:
        raise click.ClickException(_("nobody signs in as %(name)s", name=username))
    return user
