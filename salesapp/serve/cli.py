"""``salesapp serve`` and ``salesapp jobs``."""

from __future__ import annotations

import os
from pathlib import Path

import click
from flask import current_app

from salesapp import serve
from salesapp.config import Config
from salesapp.serve import family
from salesapp.shell import gettext as _
from salesapp.shell import reading_in


@click.command("serve")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port of the screens."
)
@click.option("--lan", is_flag=True, help="Serve the whole local network, not only this machine.")
@click.option("--demo-ok", is_flag=True, help="With --lan: allow it although the demo passwords are public.")
@click.option("--empty", is_flag=True, help="Start without demo data; asks for the first administrator.")
@click.option("--workers", type=click.IntRange(1, 64), help="Web processes. Default: one a core, 2 to 8.")
def serve_command(port: int, lan: bool, demo_ok: bool, empty: bool, workers: int | None) -> None:
    """Migrate, fill an empty database, and run web and jobs until Ctrl-C."""
    host = "0.0.0.0" if lan else "127.0.0.1"
    folder = Config.from_environment().data_dir
    family.end_with_shell()
    family.carry_mark(folder)
    if not family.leftovers(folder):
        refuse_taken(host, port, folder)
    address = f"http://{serve.lan_address() or '127.0.0.1'}:{port}" if lan else f"http://127.0.0.1:{port}"
    address = os.environ.get("SALESAPP_BASE_URL", "").strip().rstrip("/") or address
    os.environ["SALESAPP_BASE_URL"] = address
    with reading_in():
        from salesapp.serve import opening  # reads the app in: not for a start that stops before

        app = opening.read_in()

    def prepare() -> None:
        """Make the database ready; what an earlier start left serves meanwhile, if it does."""
        opening.prepare(empty=empty, refuse_demo=lan and not demo_ok, alone=lambda: end_leftovers(folder))

    opening.aside(app, prepare)
    needed = family.needed(os.getpid())

    def keep() -> None:
        """Keep web and jobs running."""
        serve.until_free(host, port, within=5)
        serve.Supervisor(
            [
                serve.Child(
                    "web", lambda: opening.serve_screens(app, serve.web_settings(host, port, workers))
                ),
                serve.Child("jobs", lambda: opening.work_off(app)),
            ],
            needed=needed,
        ).run()

    keeper = serve.Supervisor(
        [serve.Child("keeper", keep, outlives=family.shell() is not None)], longer=serve.LONGER
    )
    if end_leftovers(folder):
        serve.until_free(host, port, within=5)
        refuse_taken(host, port, folder)
    keeper.look()
    if serve.answers(port, within=30):
        opening.aside(app, lambda: opening.greet(address, lan=lan))
    keeper.run()


def end_leftovers(folder: Path) -> int:
    """End what an earlier start of this installation left behind, each by its name; return how many."""
    left = family.leftovers(folder)
    for one in left:
        said = _("ending what an earlier start left: process %(pid)s, %(what)s", pid=one.pid, what=one.what)
        click.echo(f"· {said}", err=True)
    family.end(left)
    return len(left)


def refuse_taken(host: str, port: int, folder: Path) -> None:
    """Stop a start whose port somebody else has."""
    if not serve.is_free(host, port):
        raise click.ClickException(taken(port, folder))


def taken(port: int, folder: Path) -> str:
    """Say that a port is in use, and by whom where that is this very installation."""
    pid = family.running(folder)
    if pid is not None:
        return _(
            "port %(port)s is taken: this installation runs already, as process %(pid)s", port=port, pid=pid
        )
    return _("port %(port)s is taken; choose another with --port", port=port)


@click.command("jobs")
def jobs_command() -> None:
    """Run the background jobs alone (serve runs them beside the web)."""
    from salesapp import jobs

    jobs.consume(current_app._get_current_object())  # type: ignore[attr-defined]


@click.command("migrate")
def migrate_command() -> None:
    """Bring the database to this version's state."""
    from salesapp import foundation

    foundation.migrate()
    click.echo(_("the database is up to date"))
