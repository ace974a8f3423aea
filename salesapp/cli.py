"""The ``salesapp`` command: everything that is done to this installation from outside its screens."""

from __future__ import annotations

import functools
from importlib import import_module

import click
from flask import Flask
from flask.cli import FlaskGroup, with_appcontext

from salesapp.shell import gettext as _
from salesapp.shell import reading_in, speak


def _open() -> Flask:
    with reading_in():
        from salesapp.app import create_app
        from salesapp.demo.turned_clock import refuse_over_real_data

        return refuse_over_real_data(create_app())


class Shell(FlaskGroup):
    """Reads in a command when it is asked for: whoever types one does not wait for all others.

    Lists what an operator needs, and under a heading of its own what libraries bring for those who develop.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted({*super().list_commands(ctx), *COMMANDS})

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return a command."""
        return own(name) if name in COMMANDS else super().get_command(ctx, name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write both lists."""
        found = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
        width = formatter.width - 6 - max(map(len, found))
        ours, brought = [], []
        for name, command in found.items():
            if name in COMMANDS and name not in BROUGHT:
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

#: Every command and where it stands; that of the migrations comes with its library.
COMMANDS = {
    "audit": "salesapp.trail.cli:audit",
    "backup": "salesapp.backup.cli:backup_command",
    "bench": "salesapp.bench.cli:bench_command",
    "check-config": "salesapp.checkup:check_config",
    "db": "flask_migrate.cli:db",
    "demo": "salesapp.demo.cli:demo_command",
    "hanging": "salesapp.work.hanging.cli:hanging_command",
    "jobs": "salesapp.serve.cli:jobs_command",
    "migrate": "salesapp.serve.cli:migrate_command",
    "print": "salesapp.documents.cli:print_command",
    "restore": "salesapp.backup.cli:restore_command",
    "serve": "salesapp.serve.cli:serve_command",
    "user": "salesapp.accounts.cli:user",
}
#: Opens the app by itself, when it knows how.
ALONE = {"serve"}


@functools.cache
def own(name: str) -> click.Command:
    """Return a command of ours, in the language of the shell and within the app."""
    module, _colon, attribute = COMMANDS[name].partition(":")
    command: click.Command = getattr(import_module(module), attribute)
    if name not in ALONE and not isinstance(command, click.Group) and command.callback is not None:
        command.callback = with_appcontext(command.callback)
    speak(command)
    return command


speak(main)
