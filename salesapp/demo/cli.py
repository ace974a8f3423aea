"""``salesapp demo``."""

from __future__ import annotations

import click
from sqlalchemy import select

from salesapp import foundation
from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.demo.company import build_company
from salesapp.demo.volume import add_volume
from salesapp.shell import gettext as _
from salesapp.web import clock


@click.command("demo")
@click.option(
    "--customers", type=click.IntRange(1, 1_000_000), help="Volume instead of stories: so many customers."
)
@click.option("--seed", default=7, show_default=True, help="Same seed, same data.")
def demo_command(customers: int | None, seed: int) -> None:
    """Fill an empty database with the demo company, and with --customers add volume to it."""
    foundation.migrate()
    if db.session.scalar(select(User.id).limit(1)) is None:
        db.session.rollback()
        build_company(at=clock.now())
        db.session.commit()
        click.echo(_("the demo company moved in"))
    elif customers is None:
        raise click.ClickException(_("this database is not empty"))
    if customers is not None:
        made = add_volume(customers=customers, seed=seed, at=clock.now())
        counted = {what: f"{count:,}" for what, count in made.items()}
        click.echo(
            _(
                "%(customers)s customers, %(contacts)s contacts, %(opportunities)s opportunities, "
                "%(activities)s contact records, %(contracts)s contracts",
                **counted,
            )
        )
