"""What takes more than a page: long lists, a full calendar, the next call, a card read, a day's visits on paper, an import.

All of it on what :mod:`salesapp.bench.stage` put into the copy.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from salesapp.bench import changing, money
from salesapp.bench.browser import Answer, BenchError, Browser
from salesapp.bench.desk import OPEN, WAITING
from salesapp.bench.importing import Imported
from salesapp.bench.report import Measured, Screen, summed_up
from salesapp.bench.stage import LONG_LIST, PEOPLE, TABLE, VISITS, Staged, pack_day
from salesapp.config import PROJECT
from salesapp.reading.pictures import desk
from salesapp.rights.rules import Role
from salesapp.web import clock

FONT = PROJECT / "static" / "fonts" / "NotoSansSC-Regular.ttf"
LIST = f"a list of {LONG_LIST:,} rows"
CALENDAR = f"visits of a month, {PEOPLE} people"
CALLS = "call round"
CARD = "a business card read"
PACK = f"visit pack of {VISITS} visits"
IMPORT = f"{TABLE:,} rows imported"
AGEING = f"ageing over {money.CONTRACTS * money.NODES:,} instalments"
CASH = "cash expected by week"
MATCHED = f"statement of {money.ROWS:,} rows matched"
DESK = f"approval inbox of {WAITING}"
BOARD = f"board over {OPEN:,} open opportunities"
NAMES = (LIST, CALENDAR, CALLS, CARD, PACK, IMPORT, AGEING, CASH, MATCHED, *changing.NAMES, DESK, BOARD)
MOST_MEMORY = 300  # MB, of the process that reads and of the one that imports


def stage(environ: Mapping[str, str], rep_id: int, lead_id: int, folder: Path) -> Staged:
    """Put what is needed into the copy, in a process of its own."""
    return Staged(**json.loads(run_apart("stage", environ, rep_id, lead_id, folder)))


def run_apart(name: str, environ: Mapping[str, str], *given: object) -> str:
    """Run a module of the bench as a process of its own, on the copy, and return the last line that it says."""
    command = [sys.executable, "-m", f"salesapp.bench.{name}", *map(str, given)]
    done = subprocess.run(command, cwd=PROJECT, env=environ, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise BenchError(f"{' '.join(command)} failed")
    return (done.stdout.strip().splitlines() or [""])[-1]


def screens(rep: Browser, lead: Browser, staged: Staged) -> Iterator[Screen]:
    """Yield what is asked of the server."""
    at = f"/prospects/lists/{staged.long_list_id}"
    for who, browser in ((Role.REP, rep), (Role.SUPERVISOR, lead)):
        yield Screen(f"{LIST}, {who}", _get(browser, at), 15)
    yield Screen(f"{LIST}, search 科技", _get(lead, f"{at}?q=%E7%A7%91%E6%8A%80"), 15)
    yield Screen(f"{LIST}, those to call", _get(lead, f"{at}?result=todo"), 15)
    yield Screen(DESK, _get(lead, "/approvals"), 20)
    yield Screen(BOARD, _get(lead, "/opportunities/board"), 18)
    yield Screen(CALENDAR, _get(lead, "/visits?view=month&who=team"), 25)
    yield Screen(f"{CALLS}, next card", _get(rep, "/calls"), 20)
    yield Screen(
        f"{CALLS}, nobody answered, POST", _missed(rep), 20, queries=None, statuses=(303,), rounds=60
    )
    yield Screen(AGEING, _get(lead, "/payments/ageing"), 30)
    yield Screen(f"{AGEING}, by owner", _get(lead, "/payments/ageing?by=owner"), 30)
    yield Screen(
        f"{CASH}, {money.CONTRACTS * money.NODES:,} instalments", _get(lead, "/performance/money"), 40
    )
    yield Screen(PACK, _pack(rep), 3000, queries=None, rounds=7, warm_up=1)
    if not desk.missing():
        yield Screen(CARD, _photo(rep), 3000, queries=None, rounds=10, warm_up=2)


def left_out() -> list[str]:
    """Return what cannot be measured here, and why."""
    gone = desk.missing()
    return [f"{CARD}: not measured, the extra camera is not installed ({', '.join(gone)})"] if gone else []


def _get(browser: Browser, path: str) -> Callable[[], Answer]:
    return lambda: browser.get(path)


def _missed(rep: Browser) -> Callable[[], Answer]:
    """Say that nobody answered; the card, which must be asked for before, is not timed."""

    def missed() -> Answer:
        values = dict(rep.page("/calls").form("/calls")) | {"result": "missed"}
        return rep.post("/calls", list(values.items()))

    return missed


def _pack(rep: Browser) -> Callable[[], Answer]:
    path = f"/visits/pack.pdf?on={pack_day(clock.now())}"

    def pack() -> Answer:
        answer = rep.get(path)
        if answer.status == 200 and not answer.body.startswith(b"%PDF"):
            raise BenchError("the pack is no PDF")
        return answer

    return pack


# ------------------------------------------------------------------------------------------- a card


def _photo(rep: Browser) -> Callable[[], Answer]:
    """Take a picture of another card each time; drawing it is not timed."""
    token = dict(rep.page("/customers/new").form("/customers"))["csrf_token"]
    taken = iter(range(1000))

    def photo() -> Answer:
        picture = card(next(taken))
        values = {"csrf_token": token}
        return rep.send("/customers/photos", values, {"photo_card": ("card.jpg", picture)})

    return photo


def card(number: int) -> bytes:
    """Return a photo of a business card: a phone's picture, a little askew on a table."""
    sheet = Image.new("RGB", (1500, 900), "#fbfaf5")
    pen = ImageDraw.Draw(sheet)
    lines = (
        (110, 90, 52, "苏州虚屿精密制造有限公司"), (110, 250, 76, "周望舒"), (440, 276, 40, "采购部经理"),
        (110, 470, 36, "地址：江苏省苏州市吴中区某某路 188 号"), (110, 540, 36, f"手机：139 6139 {number:04d}"),
        (110, 610, 36, "电话：0512-62881234-801"), (110, 680, 36, "邮箱：zhou@xuyu.example.cn"),
        (110, 750, 36, "网址：www.xuyu.example.cn"),
    )  # fmt: skip
    for left, top, size, words in lines:
        pen.text((left, top), words, font=ImageFont.truetype(str(FONT), size), fill="#262626")
    table = Image.new("RGB", (2000, 1500), "#8a8378")
    table.paste(sheet, (250, 300))
    photo = table.rotate(4, fillcolor="#8a8378", resample=Image.Resampling.BICUBIC)
    kept = io.BytesIO()
    photo.save(kept, "JPEG", quality=88)
    return kept.getvalue()


# ---------------------------------------------------------------------------------------- an import


def import_table(environ: Mapping[str, str], lead_id: int, staged: Staged, rounds: int) -> list[Measured]:
    """Import the table so often, each time into a list that is empty again; return what it and taking it back cost."""
    given = (staged.empty_list_id, lead_id, staged.table, rounds)
    runs = [Imported(**one) for one in json.loads(run_apart("importing", environ, *given))]
    reader, job = (max(getattr(run, name) for run in runs) for name in ("reader_mb", "job_mb"))
    whole = summed_up(IMPORT, [run.ms for run in runs], 30_000)
    whole.misses += [
        f"{what} over {MOST_MEMORY} MB" for what, mb in (("reader", reader), ("job", job)) if mb > MOST_MEMORY
    ]
    first = runs[0]
    came = ", ".join(f"{count:,} {outcome}" for outcome, count in sorted(first.outcomes.items()))
    whole.note = f"memory: reader {reader:.0f} MB, job {job:.0f} MB; {first.known:,} customers known; {came}"
    parts = (
        ("read", "read_ms"),
        ("looked through", "judge_ms"),
        ("run", "run_ms"),
        ("taken back", "undo_ms"),
    )
    return [whole, *(summed_up(f"  {name}", _each(runs, part)) for name, part in parts)]


def _each(runs: Sequence[Imported], part: str) -> list[float]:
    return [getattr(run, part) for run in runs]


# ------------------------------------------------------------------------------------- a statement of the bank


def match_statement(environ: Mapping[str, str], rep_id: int, rounds: int) -> list[Measured]:
    """Match a statement so often; return what it cost."""
    found = json.loads(run_apart("money", environ, rep_id, rounds))
    whole = summed_up(MATCHED, found["ms"], 3000)
    whole.note = f"{found['sure']:,} of {found['rows']:,} rows are sure"
    return [whole]
