"""Sheets as they are rendered, never from the folder of finished ones: one by one, beside WeasyPrint alone, long, many together.

Run as a process of its own, as the jobs process prints; ``bare`` is another that knows nothing of the app.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask_babel import force_locale
from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.app import create_app
from salesapp.bench.report import Measured, summed_up
from salesapp.config import PROJECT
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.documents.batches import actions, jobs
from salesapp.documents.batches.models import PrintBatch
from salesapp.documents.forms import registry
from salesapp.documents.paper import house, layout, loaders
from salesapp.documents.paper.compose import compose
from salesapp.documents.paper.rendering import PARTS, in_parts
from salesapp.documents.paper.values import SheetData
from salesapp.documents.press.pool import press
from salesapp.web import clock

SHEET = "sheet F01, rendered"
ROWS, SHEETS = 1_000, 100
LONG, MANY = f"sheet F07 of {ROWS:,} rows", f"{SHEETS} sheets F01 in one file"
NAMES = (SHEET, LONG, MANY)
LONG_AIM, MANY_AIM = 8_000, 15_000  # ms, on two quiet cores


@dataclass(frozen=True)
class Times:
    """Milliseconds of each round, and how many pages came of it."""

    sheet: list[float]
    bare: list[float]
    long: list[float]
    long_pages: int
    many: list[float]
    many_pages: int


def measured(times: Times) -> list[Measured]:
    """Return what printing cost, for the table of the bench."""
    sheet, bare = summed_up(SHEET, times.sheet), summed_up("  by WeasyPrint alone, same HTML", times.bare)
    sheet.note = f"{sheet.p50 / bare.p50:.2f} × WeasyPrint alone"
    long, many = summed_up(LONG, times.long, LONG_AIM), summed_up(MANY, times.many, MANY_AIM)
    long.note, many.note = f"{times.long_pages} pages", f"{times.many_pages} pages"
    return [sheet, bare, long, many]


def main(by_id: int, rounds: int) -> None:
    """Print in the name of somebody, so often, and say what it cost, as JSON."""
    with create_app().app_context(), force_locale(current_app.config["SALESAPP"].locale):
        try:
            click.echo(json.dumps(asdict(printed(by_id, rounds))))
        finally:
            press().close()


def printed(by_id: int, rounds: int, *, rows: int = ROWS, sheets: int = SHEETS) -> Times:
    """Render single sheets, a long one, and many in one file."""
    ids = db.session.scalars(
        select(Customer.id)
        .where(Customer.owner_id == by_id, Customer.voided_at.is_(None))
        .order_by(Customer.id)
        .limit(sheets)
    ).all()
    pages = registrations(ids[: 4 * rounds], db.session.get_one(User, by_id))
    parts = composed("F07", follow_ups(rows))
    db.session.rollback()
    press().print_parts(pages[:PARTS])  # starts it
    sheet, alone = timed(pages), bare(pages)
    long = [joined(parts) for _round in range(rounds)]
    many = [together(ids, by_id) for _round in range(rounds)]
    long_ms, many_ms = ([ms for ms, _pages in each] for each in (long, many))
    return Times(sheet, alone, long_ms, long[-1][1], many_ms, many[-1][1])


def registrations(ids: Sequence[int], user: User) -> list[str]:
    """Return the sheets of customers as HTML, as a print composes them."""
    found = [loaders.load("F01", one_id, user) for one_id in ids]
    return [part for data in found if data is not None for part in composed("F01", data)]


def composed(code: str, data: SheetData) -> list[str]:
    """Return one filled sheet as HTML: in parts where it is printed in parts."""
    imprint = replace(house.imprint(), printed_by="测算", printed_at=clock.now(), nth=1, code="BENCH2")
    sheet = layout.filled(registry.form(code), data, imprint.zone)
    return [compose(part, imprint) for part in in_parts(sheet)]


def timed(pages: Sequence[str]) -> list[float]:
    """Print one document after the other."""
    times = []
    for page in pages:
        begun = time.perf_counter()
        press().print(page, seconds=300)
        times.append((time.perf_counter() - begun) * 1000)
    return times


def joined(parts: Sequence[str]) -> tuple[float, int]:
    """Print a long sheet as the app does, in parts beside each other; return the milliseconds and the pages."""
    from salesapp.documents.press import binding  # with pikepdf, which nobody else needs

    begun = time.perf_counter()
    printed = press().print_parts(parts, seconds=300)
    binding.joined([part.pdf for part in printed])
    return (time.perf_counter() - begun) * 1000, sum(part.pages for part in printed)


def bare(pages: Sequence[str]) -> list[float]:
    """Have the same documents rendered by WeasyPrint alone."""
    with tempfile.TemporaryDirectory(prefix="salesapp-bench-") as folder:
        for number, page in enumerate(pages):
            (Path(folder) / f"{number:04d}.html").write_text(page)
        done = subprocess.run(
            [sys.executable, "-m", "salesapp.bench.bare", folder],
            cwd=PROJECT, stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
    return json.loads(done.stdout)


def together(ids: Sequence[int], by_id: int) -> tuple[float, int]:
    """Order sheets and print them as the jobs process does; return the milliseconds and the pages.

    None comes from the folder of finished ones, where the round before left them.
    """
    shutil.rmtree(house.paper_cache().folder, ignore_errors=True)
    batch = actions.order("F01", ids, masked=False, by=db.session.get_one(User, by_id), at=clock.now())
    db.session.commit()
    batch_id = batch.id
    begun = time.perf_counter()
    jobs.print_batches(at=clock.now())
    ms = (time.perf_counter() - begun) * 1000
    return ms, db.session.get_one(PrintBatch, batch_id, populate_existing=True).pages or 0


def follow_ups(count: int) -> SheetData:
    """Return a record of follow-ups over years, each a line or two in its cells."""
    now = clock.now()
    rows: list[dict[str, Any]] = [
        {
            "no": number, "followed_on": now - timedelta(days=2 * (count - number)), "channel": "phone", "contact": ["周*"],
            "content": f"第{number}次：发同行业对比资料，解释接口", "feedback": "担心上线影响生产",
            "next_step": "约技术何*现场演示", "owner": "林*", "due_on": now, "outcome": "done",
        }
        for number in range(1, count + 1)
    ]  # fmt: skip
    return SheetData(
        "SJ2026-0051", {"number": "SJ2026-0051", "name": "排产项目", "grade": "S"}, rows={"row": rows}
    )


def measure(run: Any, environ: Mapping[str, str], by_id: int, rounds: int) -> list[Measured]:
    """Print in a process of its own; ``run`` starts one and returns what it says."""
    return measured(Times(**json.loads(run("printing", environ, by_id, rounds))))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
