"""A long table imported as the web and the jobs process do it, with a stop-watch and a look at the memory of both.

Run as a process of its own, whose memory is that of the import; the process that reads the file is watched from a thread.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import pairwise
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
        click.echo(json.dumps([asdict(imported(list_id, by_id, table)) for _round in range(rounds)]))


def imported(list_id: int, by_id: int, table: Path) -> Imported:
    """Import a table into a list, read, looked through and run, and take it back."""
    times = [time.perf_counter()]
    with _highest_child() as highest:
        kept = actions.keep(Source(table.name, reader.read(table.read_bytes())))
    by = db.session.get_one(User, by_id)
    found = actions.take_in(db.session.get_one(ProspectList, list_id), kept, by=by, at=clock.now())
    del kept
    times.append(time.perf_counter())
    columns = {int(column): field for column, field in found.columns.items()}
    units = {int(column): unit for column, unit in found.units.items()}
    actions.choose_columns(found, columns, units, by=found.by, total=0)
    _work(found, Status.JUDGED)
    times.append(time.perf_counter())
    actions.confirm(found, found.choices, by=found.by, total=0)
    _work(found, Status.DONE)
    times.append(time.perf_counter())
    outcomes = queries.counts(found.id, "outcome")
    undoing.undo(found, by=found.by, at=clock.now(), total=0)
    _work(found, Status.UNDONE)
    times.append(time.perf_counter())
    read, judge, run, undo = (round(1000 * (end - begin), 1) for begin, end in pairwise(times))
    known = db.session.scalar(select(func.count(Customer.id))) or 0
    reader_mb = max(highest, default=0.0)
    return Imported(read, judge, run, undo, reader_mb, _peak(os.getpid()), known, outcomes)


def _work(found: ProspectImport, wanted: Status) -> None:
    """Do what the jobs process would."""
    import_id = found.id
    db.session.commit()
    jobs.at_once(import_id)
    db.session.refresh(found)
    if found.status != wanted:
        raise SystemExit(f"the import ended as {found.status}: {found.error}")


def _peak(pid: int | str) -> float:
    """Return how many megabytes a process had in memory at its highest."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return round(int(line.split()[1]) / 1024, 1)
    return 0.0


@contextlib.contextmanager
def _highest_child() -> Iterator[list[float]]:
    """Watch the processes that this one starts; yields the list that their peaks come into."""
    peaks: list[float] = []
    over = threading.Event()

    def look() -> None:
        while not over.wait(LOOK_EVERY):
            for task in Path("/proc/self/task").glob("*/children"):
                with contextlib.suppress(OSError):
                    peaks.extend(_peak(pid) for pid in task.read_text().split())

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield peaks
    finally:
        over.set()
        watcher.join()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
