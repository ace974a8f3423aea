"""The audit trail, from the shell."""

from __future__ import annotations

import sys

import click
from flask.cli import AppGroup

from salesapp.shell import in_its_language
from salesapp.trail import queries

audit = AppGroup("audit", help="The audit trail.")


@audit.command("verify")
def verify_command() -> None:
    """Check the whole chain; name the first entry that was changed or is missing, and fail."""
    with in_its_language():
        found = queries.first_break()
        if found is not None:
            click.echo(str(found), err=True)
            sys.exit(1)
        click.echo(queries.summary())
