"""What hangs on a person or on a record, from the shell."""

from __future__ import annotations

import click

from salesapp.accounts.queries import by_username
from salesapp.shell import gettext as _
from salesapp.shell import in_its_language
from salesapp.web import clock
from salesapp.work.hanging import page


@click.command("hanging")
@click.argument("whose")
@click.argument("number", required=False, type=int)
def hanging_command(whose: str, number: int | None) -> None:
    """List what is open of a person (WHOSE is a sign-in name) or of a record (customer, opportunity or contract NUMBER)."""
    if number is None:
        person = by_username(whose)
        if person is None:
            raise click.ClickException(_("nobody signs in as %(name)s", name=whose))
        groups = page.on_person(person.id, clock.now())
    else:
        groups = page.on_record(whose, number, clock.now())
    with in_its_language():
        for group in groups:
            click.echo(f"{group.label}: {group.count}")
            for thing in group.things:
                click.echo(f"  {thing.subject}  {thing.url}")
