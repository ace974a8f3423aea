"""The ``salesapp`` command: everything that is done to this installation from outside its screens."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import FlaskGroup, with_appcontext

from salesapp import foundation
from salesapp.accounts.cli import user
from salesapp.app import create_app
from salesapp.backup.cli import backup_command, restore_command
from salesapp.bench.cli import bench_command
from salesapp.checkup import check_config
from salesapp.demo import refuse_over_real_data
from salesapp.demo.cli import demo_command
from salesapp.documents.cli import print_command
from salesapp.serve.cli import jobs_command, serve_command
from salesapp.trail.cli import audit
from salesapp.work.hanging.cli import hanging_command


def _open() -> Flask:
    return refuse_over_real_data(create_app())


main = FlaskGroup(
    name="salesapp", create_app=_open, load_dotenv=False, set_debug_flag=False, help=__doc__.replace("``", "")
)


@click.command("migrate")
def migrate_command() -> None:
    """Bring the database to this version's state."""
    foundation.migrate()
    click.echo("the database is up to date")


COMMANDS = (
    serve_command, jobs_command, migrate_command, demo_command, backup_command, restore_command, bench_command, print_command,
    check_config, hanging_command,
)  # fmt: skip
for command in COMMANDS:
    if command.callback is not None:
        command.callback = with_appcontext(command.callback)
    main.add_command(command)
main.add_command(user)
main.add_command(audit)
