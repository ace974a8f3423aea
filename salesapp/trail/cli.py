"""The audit trail, from the shell."""

from __future__ import annotations

import sys

import click
from flask.cli import AppGroup

from salesapp.shell import in_its_language
from salesapp.trail import queries
from salesapp.words import gettext as _

audit = AppGroup("audit", help="The audit trail.")


@audit.command("verify")
@click.option(
    "--since", metavar="HASH", help="A hash that was noted or mailed: nothing up to it was changed."
)
def verify_command(since: str | None) -> None:
    """Check the whole chain; name the first entry that was changed or is missing, and fail."""
    with in_its_language():
        found = queries.first_break()
        if found is not None:
            click.echo(str(found), err=True)
            sys.exit(1)
        if since is not None and (seq := queries.with_hash(since)) is None:
            click.echo(
                _("No entry has this hash: entries were removed or rewritten since it was noted."), err=True
            )
            sys.exit(1)
        click.echo(queries.summary())
        if since is not None:
            click.echo(_("Nothing up to entry %(seq)s, which has this hash, was changed.", seq=seq))
