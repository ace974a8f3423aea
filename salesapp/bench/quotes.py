"""A quotation of two hundred lines: drawn up, changed, opened, printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from salesapp.bench.browser import Answer, BenchError, Browser
from salesapp.bench.report import Screen

LINES = 200
RATES = ("13", "9", "6", "0", "exempt")


def screens(rep: Browser, opportunity_id: int) -> Iterator[Screen]:
    """Yield what is measured of a long quotation; each draws up its own, so that nothing waits for another."""
    yield Screen(
        "quotation of 200 lines, drawn up, POST",
        _draw(rep, opportunity_id),
        40,
        queries=None,
        statuses=(303,),
        rounds=40,
    )
    made = _draw(rep, opportunity_id)().headers["location"]
    yield Screen(
        "quotation of 200 lines, one changed, POST",
        _change(rep, made),
        40,
        queries=None,
        statuses=(303,),
        rounds=40,
    )
    yield Screen("quotation of 200 lines", lambda: rep.get(made), 40, queries=20)
    yield Screen("quotation of 200 lines, editor", lambda: rep.get(f"{made}/edit"), 60, queries=25)
    yield Screen(
        "quotation of 200 lines, PDF",
        lambda: rep.get(f"{made}/full.pdf"),
        900,
        queries=None,
        rounds=10,
        warm_up=2,
    )


def lines() -> list[tuple[str, str]]:
    """Return the lines as the editor sends them."""
    sent = []
    for place in range(LINES):
        cells = {
            "name": f"部件 {place + 1}", "spec": f"型号 {place % 17}", "unit": "件", "quantity": f"{place % 9 + 1}.5",
            "price": f"{12.34 + place:.2f}", "off": "5" if place % 4 == 0 else "", "rate": RATES[place % len(RATES)], "note": "",
            "product_id": "",
        }  # fmt: skip
        sent += [(f"items-{place}-{cell}", value) for cell, value in cells.items()]
    return sent


def _draw(rep: Browser, opportunity_id: int) -> Callable[[], Answer]:
    """Draw up another quotation each time; the form that must be fetched before is not timed."""

    def draw() -> Answer:
        form = rep.page(f"/quotations/new?opportunity={opportunity_id}").form("/quotations")
        head = [(name, value) for name, value in form if not name.startswith(("items-", "pick"))]
        return _accepted(rep.post("/quotations", [*head, *lines()]))

    return draw


def _change(rep: Browser, path: str) -> Callable[[], Answer]:
    prices = iter(range(1, 1_000_000))

    def change() -> Answer:
        form = rep.page(f"{path}/edit").form(path)
        sent = [(name, value) for name, value in form if name != "pick" and not name.endswith("-gift")]
        changed = [(name, f"{next(prices)}.00" if name == "items-7-price" else value) for name, value in sent]
        return _accepted(rep.post(path, changed))

    return change


def _accepted(answer: Answer) -> Answer:
    if answer.status == 422:
        raise BenchError("the quotation was refused; has its form changed?")
    return answer
