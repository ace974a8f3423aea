"""``salesapp bench``."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click
from flask import current_app
from sqlalchemy import func, select

from salesapp.accounts.models import User
from salesapp.bench import changing, crowd, heavy, printing, report, screens, starting
from salesapp.bench.browser import BenchError, Browser, sign_in
from salesapp.bench.copies import copied
from salesapp.bench.meter import server
from salesapp.bench.stage import Staged
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.rights.rules import Role
from salesapp.shell import gettext as _


@click.command("bench")
@click.option("--url", help="Measure a server that runs already (no writes, no counts of queries).")
@click.option("--rep", help="Sign-in name of the rep. Default: the one with most customers.")
@click.option("--lead", help="Sign-in name of the supervisor. Default: the rep's own.")
@click.option(
    "--password", default="demo-Sales-2026", help="Password of both. Default: that of the demo company."
)
@click.option(
    "--rounds", default=100, show_default=True, type=click.IntRange(5, 100_000), help="Requests a screen."
)
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option("--only", default="", help="Only screens with this in their name.")
@click.option(
    "--copy", is_flag=True, help="On PostgreSQL: measure writes too, in a copy that is dropped afterwards."
)
@click.option(
    "--beside",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="JSON of another volume, to compare with.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Also write JSON here.")
def bench_command(
    url: str | None,
    rep: str | None,
    lead: str | None,
    password: str,
    rounds: int,
    workers: int,
    only: str,
    copy: bool,
    beside: Path | None,
    output: Path | None,
) -> None:
    """Measure every hot screen and print over real HTTP, on the data that is there.

    A server of its own works on a copy of an SQLite database; a PostgreSQL database is only read, unless --copy is given.
    """
    first, second = _people(rep, lead)
    found = screens.busiest(first.id)
    names = (first.username, second.username)
    db.session.remove()
    db.engine.dispose()
    results: list[report.Measured] = []

    def run(name: str, measure: Callable[[], Iterable[report.Measured]]) -> None:
        click.echo(f"· {name}", err=True)
        results.extend(report.whatever_comes(name, measure))

    def few(most: int) -> int:
        return max(1, min(most, rounds // 30))

    ids = (first.id, second.id) if not only or any(only in name for name in heavy.NAMES) else None
    try:
        with _somewhere(url, workers, ids, beside=copy) as (address, place):
            guest, one, other = Browser(address), *(sign_in(address, name, password) for name in names)
            staged = place.staged if place else None
            asked = screens.all_screens(guest, one, other, found, writes=place is not None, own=url is None)
            more = [*heavy.screens(one, other, staged)] if staged else []
            if staged and found.quoted_id:
                more += changing.after_change(one, other, found.quoted_id)
            for screen in (*asked, *changing.looking(one, other), *more):
                if only in screen.name:
                    run(screen.name, partial(report.row_of, report.measure, screen, rounds))
            if not only or only in "first visit":
                run("first visit", lambda: screens.first_visits(guest, one))
            if place and staged and only in heavy.IMPORT:
                run(heavy.IMPORT, lambda: heavy.import_table(place.environ, second.id, staged, few(5)))
            if place and staged and only in heavy.MATCHED:
                run(heavy.MATCHED, lambda: heavy.match_statement(place.environ, first.id, few(5)))
            if place and (not only or any(only in name for name in crowd.NAMES)):
                people = crowd.People(*names, password)
                run(
                    f"{crowd.CONNECTIONS} at once",
                    lambda: crowd.measure(place.environ, people, found, rounds, lambda name: only in name),
                )
            if place and any(only in name for name in printing.NAMES):
                run(
                    ", ".join(printing.NAMES),
                    lambda: printing.measure(heavy.run_apart, place.environ, first.id, few(3)),
                )
            if place and only in starting.NAME:
                run(starting.NAME, lambda: starting.measure(place.environ, few(3)))
    except BenchError as error:
        raise click.ClickException(str(error)) from error
    if beside:
        report.compare(results, beside.read_text())
    click.echo("\n".join([report.table(results), *(heavy.left_out() if only in heavy.CARD else ())]))
    if output:
        output.write_text(report.as_json(results))


def _people(rep: str | None, lead: str | None) -> tuple[User, User]:
    owned = select(func.count(Customer.id)).where(Customer.owner_id == User.id).scalar_subquery()
    reps = select(User).where(User.role == Role.REP, User.active).order_by(owned.desc(), User.id)
    first = db.session.scalars(reps.where(User.username == rep) if rep else reps).first()
    if first is None:
        raise click.ClickException(
            _("there is no such sales rep here; fill the database with: salesapp demo")
        )
    leads = select(User).where(User.role == Role.SUPERVISOR, User.active)
    leads = leads.where(User.username == lead) if lead else leads.where(User.team_id == first.team_id)
    second = db.session.scalars(leads.order_by(User.id)).first()
    if second is None:
        raise click.ClickException(_("there is no supervisor to measure as; name one with --lead"))
    return first, second


@dataclass(frozen=True)
class Copy:
    """A database that may be written to: how a process finds it, and what was put in for the bench."""

    environ: Mapping[str, str]
    staged: Staged | None


@contextlib.contextmanager
def _somewhere(
    url: str | None, workers: int, ids: tuple[int, int] | None, *, beside: bool
) -> Iterator[tuple[str, Copy | None]]:
    """Yield the address of a server and, where it may be written to, the copy that it works on.

    ``ids``: rep and supervisor for whom more is put in than any volume has.
    """
    if url:
        yield url.rstrip("/"), None
        return
    config = current_app.config["SALESAPP"]
    with tempfile.TemporaryDirectory(prefix="salesapp-bench-") as folder:
        with copied(config.database_url, Path(folder), server=beside) as found:
            environ = os.environ | (found or {"SALESAPP_DATABASE_URL": config.database_url})
            copy = None
            if found:
                copy = Copy(environ, heavy.stage(environ, *ids, Path(folder)) if ids else None)
            with server(environ, workers=workers) as address:
                yield address, copy
