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
from salesapp.shell import gettext as _
from salesapp.shell import speak
from salesapp.trail.cli import audit
from salesapp.work.hanging.cli import hanging_command


def _open() -> Flask:
    return refuse_over_real_data(create_app())


class Shell(FlaskGroup):
    """Lists what an operator needs, and under a heading of its own what libraries bring for those who develop."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write both lists."""
        found = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
        width = formatter.width - 6 - max(map(len, found))
        ours, brought = [], []
        for name, command in found.items():
            if name in self.commands and name not in BROUGHT:
                ours.append((name, command.get_short_help_str(width) if command else ""))
            else:
                brought.append((name, _(BROUGHT[name]) if name in BROUGHT else ""))
        for heading, rows in zip(HEADINGS, (ours, brought), strict=False):
            with formatter.section(heading):
                formatter.write_dl(rows)


HEADINGS = ("Commands", "For developers", "Options")

#: What comes with Flask and its extensions.
BROUGHT = {
    "db": "Make and apply migrations.",
    "limiter": "Show and clear rate limits.",
    "routes": "List the addresses.",
    "run": "Run Flask's own server; serve is the one for work.",
    "shell": "Open Python with the app at hand.",
}

main = Shell(
    name="salesapp", create_app=_open, load_dotenv=False, set_debug_flag=False, add_version_option=False,
    help=__doc__.replace("``", ""),
)  # fmt: skip
for option in main.params:  # of Flask: which app to open, which is no question here
    if isinstance(option, click.Option):
        option.hidden = True


@click.command("migrate")
def migrate_command() -> None:
    """Bring the database to this version's state."""
    foundation.migrate()
    click.echo(_("the database is up to date"))


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
speak(main)
