"""What was measured, for people and for machines."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from http.client import HTTPException
from typing import Any

from salesapp.bench.browser import Answer, BenchError, Browser

FIRST_VISIT = 120 * 1024  # bytes, compressed
QUERIES = 12


@dataclass
class Screen:
    """One thing to measure: how to ask for it, and what it may cost."""

    name: str
    ask: Callable[[], Answer]
    target: float | None = None  # ms, p50
    queries: int | None = QUERIES
    statuses: tuple[int, ...] = (200,)
    rounds: int | None = None
    warm_up: int = 12
    #: The bare page of the same HTML, asked in turns with the screen, and how many times as long the screen may take.
    floor: Callable[[], Answer] | None = None
    times_floor: float | None = None


@dataclass
class Measured:
    """What one screen cost."""

    screen: str
    p50: float
    p95: float
    queries: int | None
    bytes: int
    target: float | None
    misses: list[str] = field(default_factory=list)
    best: float = 0.0
    note: str = ""
    #: How many times as long as in another volume.
    times: float | None = None
    #: How many times as long as its bare page.
    times_floor: float | None = None


def measure(screen: Screen, rounds: int) -> Measured:
    """Ask for a screen so many times, one after another, and return the middle and the slow end in milliseconds."""
    answers, bare = [], []
    for number in range(screen.warm_up + (screen.rounds or rounds)):
        answer = screen.ask()
        under = screen.floor() if screen.floor else None
        if under is not None and number >= screen.warm_up and under.status == 200:
            bare.append(under.ms)
        if answer.status not in screen.statuses:
            size, miss = len(answer.body), f"answers {answer.status}"
            return Measured(screen.name, answer.ms, answer.ms, answer.queries, size, screen.target, [miss])
        if number >= screen.warm_up:
            answers.append(answer)
    queries = max((answer.queries for answer in answers if answer.queries is not None), default=None)
    measured = summed_up(screen.name, [answer.ms for answer in answers], screen.target)
    measured.queries = queries
    measured.bytes = round(statistics.median(len(answer.body) for answer in answers))
    if screen.queries is not None and queries is not None and queries > screen.queries:
        measured.misses.append(f"more than {screen.queries} queries")
    if screen.floor is not None:
        _against(measured, bare, screen.times_floor)
    return measured


def whatever_comes(name: str, measure: Callable[[], Iterable[Measured]]) -> Iterator[Measured]:
    """Yield what is measured; what breaks off is a row that misses, and costs no other row."""
    try:
        yield from measure()
    except (BenchError, HTTPException, OSError) as fault:
        yield Measured(name, 0, 0, None, 0, None, [f"broke off: {str(fault) or repr(fault)}"])


def row_of(measure: Callable[..., Measured], *asked: Any) -> list[Measured]:
    """Return the one row that is measured, as :func:`whatever_comes` takes them."""
    return [measure(*asked)]


def _against(measured: Measured, bare: Sequence[float], aim: float | None) -> None:
    """Note how many times its bare page a screen took."""
    if not bare:
        measured.misses.append("its bare page does not answer")
        return
    under = statistics.median(bare)
    measured.times_floor = round(measured.p50 / under, 2)
    measured.note = f"{measured.times_floor:g} × its floor of {under:.1f} ms" + (
        f" (aim {aim:g} ×)" if aim else ""
    )
    if aim is not None and measured.times_floor > aim:
        measured.misses.append(f"over {aim:g} × its floor")


def summed_up(name: str, ms: Sequence[float], target: float | None = None) -> Measured:
    """Return the best, the middle and the slow end of some times, and whether the middle misses its aim."""
    times = sorted(ms)
    slow = round(times[min(len(times) - 1, int(len(times) * 0.95))], 2)
    measured = Measured(
        name, round(statistics.median(times), 2), slow, None, 0, target, best=round(times[0], 2)
    )
    if target is not None and measured.p50 > target:
        measured.misses.append(f"p50 over {target:g} ms")
    return measured


def first_visit(browser: Browser, path: str, name: str) -> Measured:
    """Return what a browser with an empty cache loads for a page: the page and every file that it names."""
    started = time.perf_counter()
    answers = [browser.get(path)]
    misses = []
    if answers[0].status == 200:
        answers += [browser.get(file) for file in dict.fromkeys(browser.page(path).files)]
    misses += [f"{answer.status} among its files" for answer in answers if answer.status != 200][:1]
    ms = round((time.perf_counter() - started) * 1000, 2)
    size = sum(len(answer.body) for answer in answers)
    if size > FIRST_VISIT:
        misses.append(f"over {FIRST_VISIT // 1024} KB")
    return Measured(f"{name}: first visit, {len(answers)} requests", ms, ms, None, size, None, misses)


def compare(results: Sequence[Measured], other: str) -> None:
    """Note how many times as long each took as in another volume, whose results for machines are given."""
    known = {one["screen"]: one["p50"] for one in json.loads(other)}
    for one in results:
        if known.get(one.screen):
            one.times = round(one.p50 / known[one.screen], 2)


def table(results: Sequence[Measured]) -> str:
    """Return the results as a table for people."""
    lines = [
        f"{'screen':<52}{'best ms':>9}{'p50 ms':>9}{'p95 ms':>9}{'aim':>7}{'queries':>9}{'KB':>8}{'times':>8}"
    ]
    for one in results:
        aim = f"{one.target:g}" if one.target is not None else ""
        queries = "" if one.queries is None else str(one.queries)
        times = "" if one.times is None else f"{one.times:.2f}"
        mark = f"  ✗ {', '.join(one.misses)}" if one.misses else ""
        lines.append(
            f"{one.screen:<52}{one.best or one.p50:>9.1f}{one.p50:>9.1f}{one.p95:>9.1f}{aim:>7}{queries:>9}"
            f"{one.bytes / 1024:>8.1f}{times:>8}{mark}"
        )
        if one.note:
            lines.append(f"    {one.note}")
    return "\n".join(lines)


def as_json(results: Sequence[Measured]) -> str:
    """Return the results for machines."""
    return json.dumps([asdict(one) for one in results], ensure_ascii=False, indent=1)
