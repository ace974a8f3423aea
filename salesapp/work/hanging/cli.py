"""What hangs on a person or on a record, from the shell."""

from __future__ import annotations

import click

from salesapp.accounts.queries import by_username
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
            raise click.ClickException(f"nobody signs in as {whose}")
        groups = page.on_person(person.id, clock.now())
    else:
        groups = page.on_record(whose, number, clock.now())
    for group in groups:
        click.echo(f"{group.label}: {group.count}")
        for thing in group.things:
            click.echo(f"  {thing.subject}  {thing.url}")
