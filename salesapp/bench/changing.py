"""What is asked for as one types and looks, and what is seen first after somebody has changed something."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from datetime import timedelta

from salesapp.bench.browser import Answer, BenchError, Browser
from salesapp.bench.report import Screen
from salesapp.rights.rules import Role
from salesapp.web import clock

COMMON, NOBODY = "%E7%A7%91%E6%8A%80", "%E9%BE%98%E9%BD%BF"  # 科技 is in every fifth name, 龘齿 in none
PICTURES = "pictures over five years, after a change"
BOARD = "board, after a change"
POLL = "board's poll, after a change"
NAMES = (PICTURES, BOARD, POLL)
_POLL = re.compile(r'data-poll hidden hx-get="([^"]+)"')


def looking(rep: Browser, lead: Browser) -> Iterator[Screen]:
    """Yield searches, figures, the poll of a board that nobody changes, and workbooks of whole lists."""
    for who, browser in ((Role.REP, rep), (Role.SUPERVISOR, lead)):
        yield Screen(f"customers, a word nobody has, {who}", _get(browser, f"/customers?q={NOBODY}"), 15)
        yield Screen(f"search while typing 科技, {who}", _get(browser, f"/search/suggest?q={COMMON}"), 15)
        for said, word in (("科技", COMMON), ("a word nobody has", NOBODY)):
            screen = _get(browser, f"/search?q={word}")
            yield Screen(f"search for everything, {said}, {who}", screen, 40, queries=24)
        yield Screen(f"performance, {who}", _get(browser, "/performance"), 40, queries=30)
    yield Screen("board's poll, nothing new", _poll(lead), 5, statuses=(204,))
    for name, path in (
        ("customers", "/customers"),
        ("opportunities", "/opportunities"),
        ("contracts", "/contracts"),
    ):
        book = _get(lead, f"{path}/export.xlsx")
        yield Screen(f"all {name} of a team as a workbook", book, queries=None, rounds=3, warm_up=0)


def after_change(rep: Browser, lead: Browser, opportunity_id: int) -> Iterator[Screen]:
    """Yield what the supervisor sees first after a rep has changed an opportunity; the change is not timed."""
    change = _change(rep, opportunity_id)

    def then(path: str) -> Callable[[], Answer]:
        def seen() -> Answer:
            change()
            return lead.get(path)

        return seen

    def polled() -> Answer:
        path = poll_of(lead.get("/opportunities/board", encoding="identity"))
        change()
        return lead.get(path)

    yield Screen(PICTURES, then(f"/performance/opportunities?{five_years()}"), 40, queries=None, rounds=30)
    yield Screen(BOARD, then("/opportunities/board"), 40, queries=None, rounds=30)
    yield Screen(POLL, polled, 40, queries=None, rounds=30)


def five_years() -> str:
    """Return the parameters of a period of five years."""
    return f"first={(clock.today() - timedelta(days=5 * 365)).isoformat()}"


def poll_of(board: Answer) -> str:
    """Return the address at which a board asks whether something has changed."""
    found = _POLL.search(board.body.decode())
    if found is None:
        raise BenchError("the board asks for no changes; has its page changed?")
    return html.unescape(found[1])


def _poll(lead: Browser) -> Callable[[], Answer]:
    known: list[str] = []

    def poll() -> Answer:
        if not known:
            known.append(poll_of(lead.get("/opportunities/board", encoding="identity")))
        return lead.get(known[0])

    return poll


def _change(rep: Browser, opportunity_id: int) -> Callable[[], None]:
    names, at = iter(range(1, 1_000_000)), f"/opportunities/{opportunity_id}"

    def change() -> None:
        form = dict(rep.page(f"{at}/edit").form(at)) | {"name": f"测算 {next(names)}"}
        if rep.post(at, list(form.items())).status == 422:
            raise BenchError("the opportunity was refused; has its form changed?")

    return change


def _get(browser: Browser, path: str) -> Callable[[], Answer]:
    return lambda: browser.get(path)
