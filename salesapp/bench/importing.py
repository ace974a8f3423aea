"""A long table imported as the web and the jobs process do it, with a stop-watch and a look at the memory of both.

Run as a process of its own, whose memory is that of the import; the process that reads the file is watched from a thread.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click
from sqlalchemy import func, select

from salesapp.accounts.models import User
from salesapp.app import create_app
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.prospecting.imports import actions, jobs, queries
from salesapp.prospecting.imports.actions import Source
from salesapp.prospecting.imports.models import ProspectImport
from salesapp.prospecting.imports.rules import Status
from salesapp.prospecting.imports.undoing import actions as undoing
from salesapp.prospecting.lists.models import ProspectList
from salesapp.reading.tables import reader
from salesapp.web import clock

LOOK_EVERY = 0.005  # seconds


@dataclass(frozen=True)
class Imported:
    """What an import cost: milliseconds of each part, megabytes of each process at its highest, and what came of it."""

    read_ms: float
    judge_ms: float
    run_ms: float
    undo_ms: float
    reader_mb: float
    job_mb: float
    known: int
    outcomes: dict[str, int]

    @property
    def ms(self) -> float:
        """How long all of it took."""
        return self.read_ms + self.judge_ms + self.run_ms


def main(list_id: int, by_id: int, table: Path, rounds: int) -> None:
    """Import a table into a list of the database of the environment so often, and say what it cost, as JSON."""
    with create_app().app_context():
        runs = [imported(list_id, by_id, table, work=_apart) for _round in range(rounds)]
    click.echo(json.dumps([asdict(run) for run in runs]))


def imported(list_id: int, by_id: int, table: Path, *, work: Callable[[int], Work] | None = None) -> Imported:
    """Import a table into a list, read, looked through and run, and take it back."""
    work, begin = work or worked, time.perf_counter()
    with _highest_child() as highest:
        kept = actions.keep(Source(table.name, reader.read(table.read_bytes())))
    by = db.session.get_one(User, by_id)
    found = actions.take_in(db.session.get_one(ProspectList, list_id), kept, by=by, at=clock.now())
    del kept
    read_ms = 1000 * (time.perf_counter() - begin)
    columns = {int(column): field for column, field in found.columns.items()}
    units = {int(column): unit for column, unit in found.units.items()}
    actions.choose_columns(found, columns, units, by=found.by, total=0)
    judged = _done(found, Status.JUDGED, work)
    actions.confirm(found, found.choices, by=found.by, total=0)
    ran = _done(found, Status.DONE, work)
    outcomes = queries.counts(found.id, "outcome")
    undoing.undo(found, by=found.by, at=clock.now(), total=0)
    undone = _done(found, Status.UNDONE, work)
    known = db.session.scalar(select(func.count(Customer.id))) or 0
    job_mb = max(one.mb for one in (judged, ran, undone))
    return Imported(
        read_ms=round(read_ms, 1), judge_ms=round(judged.ms, 1), run_ms=round(ran.ms, 1), undo_ms=round(undone.ms, 1),
        reader_mb=max(highest, default=0.0), job_mb=job_mb, known=known, outcomes=outcomes,
    )  # fmt: skip


def _done(found: ProspectImport, wanted: Status, work: Callable[[int], Work]) -> Work:
    import_id = found.id
    db.session.commit()  # nothing is held while another process works
    done = work(import_id)
    db.session.refresh(found)
    if found.status != wanted:
        raise SystemExit(f"the import ended as {found.status}: {found.error}")
    return done


@dataclass(frozen=True)
class Work:
    """What one work of the jobs process cost: milliseconds, and megabytes of its own at its highest."""

    ms: float
    mb: float


def worked(import_id: int) -> Work:
    """Do what the jobs process would."""
    begin = time.perf_counter()
    with _highest_self() as highest:
        jobs.at_once(import_id)
    return Work(1000 * (time.perf_counter() - begin), max(highest))


def _apart(import_id: int) -> Work:
    """Do it in a process of its own, as it is."""
    command = [sys.executable, "-m", "salesapp.bench.importing", str(import_id)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return Work(**json.loads(done.stdout.strip().splitlines()[-1]))


def work_apart(import_id: int) -> None:
    """Do the next work of an import of the database of the environment, and say what it cost, as JSON."""
    with create_app().app_context():
        click.echo(json.dumps(asdict(worked(import_id))))


@contextlib.contextmanager
def _highest_self() -> Iterator[list[float]]:
    """Watch the memory that this process has to itself: not the pages of a database file, which any other may take."""
    with _watched(lambda: [_megabytes("self", "RssAnon")]) as peaks:
        yield peaks


@contextlib.contextmanager
def _highest_child() -> Iterator[list[float]]:
    """Watch the processes that this one starts; yields the list that their peaks come into."""

    def children() -> Iterator[float]:
        for task in Path("/proc/self/task").glob("*/children"):
            with contextlib.suppress(OSError):
                yield from (_megabytes(pid, "VmHWM") for pid in task.read_text().split())

    with _watched(children) as peaks:
        yield peaks


@contextlib.contextmanager
def _watched(measured: Callable[[], Iterable[float]]) -> Iterator[list[float]]:
    peaks, over = list(measured()), threading.Event()

    def look() -> None:
        while not over.wait(LOOK_EVERY):
            peaks.append(max(measured(), default=0.0))

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield peaks
    finally:
        over.set()
        watcher.join()


def _megabytes(pid: int | str, name: str) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return round(int(line.split()[1]) / 1024, 1)
    return 0.0


if __name__ == "__main__":
    if len(sys.argv) == 2:
        work_apart(int(sys.argv[1]))
    else:
        main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
