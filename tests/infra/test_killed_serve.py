"""The real ``serve`` under load while its parts are killed: nothing acknowledged is lost, nothing is done twice.

Eight kills are part of every run; ``SALESAPP_KILLS=100`` asks for a hundred, ``SALESAPP_KILLS_SEED=…`` for the same again.
With ``-s`` the table of the kills is shown; SALESAPP_TEST_DATABASE_URL runs it on PostgreSQL.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import statistics
import sys
import threading
import time
from collections import Counter, defaultdict
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from flask_migrate import stamp
from sqlalchemy import func, select

from salesapp.accounts.models import User
from salesapp.activities.tasks.models import Task
from salesapp.approvals.models import Decision
from salesapp.contracts.checklist.rules import BEFORE_SIGNING
from salesapp.contracts.models import Contract
from salesapp.db import db
from salesapp.opportunities.sums import actions as sums
from salesapp.trail import queries as trail
from salesapp.web import clock
from salesapp.work import actions as work
from tests.contracts.factories import _HASH, NOW, PASSWORD, make_contract, step_for, submit
from tests.contracts.sent import mark, sheet_of, signature
from tests.infra.installation import Installation, Person

KILLS = int(os.environ.get("SALESAPP_KILLS", "8"))
SEED = int(os.environ.get("SALESAPP_KILLS_SEED", "0")) or random.SystemRandom().randrange(10**6)
#: What is killed how often, of a hundred.
SHARES = {"web worker": 50, "print worker": 20, "jobs": 14, "web": 7, "keeper": 5, "serve": 4}
LONG = 240.0  # seconds in which everything is back on the busiest machine
#: What failed in a thread of those who work: the test fails with it at once.
FAULTS: list[BaseException] = []
APPROVERS = {"supervisor": "xu", "finance": "zheng"}


class Ledger:
    """What was acknowledged, and how long each kill was felt."""

    def __init__(self):
        self.tasks: list[str] = []
        self.steps: Counter[int] = Counter()
        self.again = 0
        self.back: dict[str, list[float]] = defaultdict(list)
        self.over = threading.Event()


@pytest.fixture
def place(fresh_app, tmp_path):
    """An installation over the cast and contracts in approval, as the app's own migrations would have left it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    stamp()
    clock_today = clock.today()
    with clock.frozen(NOW):
        people = SimpleNamespace(
            **{user.username: user for user in db.session.scalars(select(User)).unique()}
        )
        for username in APPROVERS.values():
            getattr(people, username).password_hash = _HASH
        for _number in range(max(2, KILLS // 4)):
            submit(make_contract(people.lin, **terms_from(clock_today)))
        db.session.commit()
    db.session.remove()
    url = fresh_app.config["SQLALCHEMY_DATABASE_URI"]
    made = Installation(url, fresh_app.config["SALESAPP"].data_dir, port)
    yield made
    made.end()


def terms_from(day: date) -> dict:
    """Return terms that lie ahead of the day on which the processes live, whose clock is the real one."""
    ahead = {"starts_on": 15, "delivery_on": 50, "ends_on": 400}
    return {name: day + timedelta(days=days) for name, days in ahead.items()}


def writes(app, place: Installation, ledger: Ledger, username: str) -> None:
    """Open one task after the other."""
    with app.app_context():
        me = Person(app, place, username)
    number = 0
    while not ledger.over.is_set():
        title, number = f"{username} {SEED} {number}", number + 1
        ledger.again += me.send("/activities/tasks", {"title": title, "due_at": "2030-01-01T10:00"}) - 1
        ledger.tasks.append(title)
        time.sleep(0.05)


def carries(app, place: Installation, ledger: Ledger, ids: list[int]) -> None:
    """Take contracts from approval through signature to the accepted hand-off, over and over, each step acknowledged."""
    with app.app_context():
        cast = {name: Person(app, place, name) for name in ("lin", "xu", "zheng", "gao")}
        db.session.remove()
    for contract_id in ids:
        for who, path, data in steps(app, contract_id):
            if FAULTS:
                return
            ledger.again += cast[who].send(path, data) - 1
            ledger.steps[contract_id] += 1
            time.sleep(min(1, KILLS / 20))


def steps(app, contract_id: int):
    """Yield whose form goes where, each as the page would offer it after the step before."""
    at = f"/contracts/{contract_id}"
    for role, who in APPROVERS.items():
        with app.app_context():
            seat = step_for(db.session.get_one(Contract, contract_id), role)
            sent = {"seat_id": seat.id, "verdict": "agree", "comment": "同意", "password": PASSWORD}
            path = f"/approvals/{seat.approval_id}/decisions"
        yield who, path, sent
    for no in sorted(BEFORE_SIGNING):
        yield "lin", f"{at}/checks/{no}", mark(no)
    yield "lin", f"{at}/signatures", signature(signed_on=str(clock.today()), sealed_on=str(clock.today()))
    with app.app_context():
        sheet = sheet_of(db.session.get_one(Contract, contract_id))
    yield "lin", f"{at}/handoffs", sheet
    for who in ("zheng", "gao"):
        with app.app_context():
            seen = db.session.get_one(Contract, contract_id).handoff.version
        yield who, f"{at}/receipts", {"answer": "accepted", "version": str(seen)}


def prints(app, place: Installation, ledger: Ledger) -> None:
    """Print a blank sheet again and again, from nothing that was kept."""
    with app.app_context():
        me = Person(app, place, "lin")
    while not ledger.over.is_set():
        shutil.rmtree(place.folder / "paper", ignore_errors=True)
        status, pdf = me.get("/forms/F05/blank.pdf?compact=1")
        assert status in (0, 422, 503) or (status == 200 and pdf.startswith(b"%PDF")), (
            status,
            pdf[:2000].decode("utf-8", "replace"),
        )
        time.sleep(0.2)


def until(condition, what: str) -> float:
    """Wait for something and return how long it took."""
    began = time.monotonic()
    while not condition():
        if FAULTS:
            raise FAULTS[0]
        assert time.monotonic() - began < LONG, f"SALESAPP_KILLS_SEED={SEED}: {what} not in {LONG} s"
        time.sleep(0.05)
    return time.monotonic() - began


def kill(place: Installation, kind: str, dice: random.Random, ledger: Ledger) -> None:
    """Kill one process of a kind amid the work, and note how long it took until all was as before."""
    time.sleep(dice.random() * 0.6)
    until(lambda: place.of_kind(kind), f"a {kind} was there")
    pid = dice.choice(place.of_kind(kind))
    if kind in ("serve", "keeper"):
        below = [one for keeps in ("keeper", "web", "web worker", "jobs") for one in place.of_kind(keeps)]
        os.kill(pid, signal.SIGKILL)
        if kind == "keeper":
            gone = until(lambda: not any(alive(one) for one in below), "an orphan was gone")
            ledger.back[kind].append(gone + until(place.answers, "it answered again by itself"))
        else:  # what it started serves on until there is another
            ledger.back[kind].append(
                silence(place, lambda: not any(map(alive, below)) and place.of_kind("web worker"))
            )
        return
    os.kill(pid, signal.SIGKILL)
    if kind == "web":
        until(lambda: pid not in place.of_kind(kind) and place.of_kind(kind), "the web was started again")
    if kind in ("jobs", "web worker"):
        ledger.back[kind].append(until(lambda: set(place.of_kind(kind)) - {pid}, f"another {kind} was there"))
    elif kind == "print worker":
        shutil.rmtree(place.folder / "paper", ignore_errors=True)
        ledger.back[kind].append(until(lambda: set(place.of_kind(kind)) - {pid}, "another printed"))
    if kind in ("web", "web worker"):
        took = until(place.answers, "somebody new was answered")
        ledger.back[kind].append(took) if kind == "web" else None


def silence(place: Installation, renewed) -> float:
    """Ask again and again until all are renewed; return the longest time without an answer."""
    began = answered = time.monotonic()
    longest = 0.0
    while True:
        done = renewed()
        if place.answers():
            longest, answered = max(longest, time.monotonic() - answered), time.monotonic()
            if done:
                return longest
        if FAULTS:
            raise FAULTS[0]
        assert time.monotonic() - began < LONG, f"SALESAPP_KILLS_SEED={SEED}: not renewed in {LONG} s"
        time.sleep(0.02)


def alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as told:
            return told.read().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def at_work(ledger: Ledger, work, *given) -> threading.Thread:
    def run() -> None:
        try:
            work(*given)
        except BaseException as fault:
            FAULTS.append(fault)
            ledger.over.set()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_nothing_acknowledged_is_lost_and_nothing_is_done_twice(fresh_app, place):
    dice, ledger = random.Random(SEED), Ledger()
    ids = list(db.session.scalars(select(Contract.id).order_by(Contract.id)))
    db.session.remove()
    place.start()
    until(place.answers, "the first start answered")
    endless = [(writes, fresh_app, place, ledger, username) for username in ("lin", "fang")]
    chains = [(carries, fresh_app, place, ledger, ids[half::2]) for half in (0, 1)]
    going_on = [at_work(ledger, *one) for one in (*endless, (prints, fresh_app, place, ledger))]
    to_their_end = [at_work(ledger, *one) for one in chains]
    kinds = dice.sample(list(SHARES), k=len(SHARES))  # each at least once
    kinds += dice.choices(list(SHARES), weights=list(SHARES.values()), k=max(0, KILLS - len(kinds)))
    try:
        for kind in kinds[:KILLS]:
            kill(place, kind, dice, ledger)
            sys.stdout.write(f"{kind} {ledger.back[kind][-1]:.1f}\n")
            sys.stdout.flush()
        for thread in to_their_end:
            thread.join()
    finally:
        ledger.over.set()
        for thread in (*going_on, *to_their_end):
            thread.join()
    show(ledger)
    if FAULTS:
        raise FAULTS[0]
    agree(ledger)


def agree(ledger: Ledger) -> None:
    """Compare the ledger with what the database holds, and the database with itself."""
    told = f"SALESAPP_KILLS_SEED={SEED}"
    held = Counter(db.session.scalars(select(Task.title)).all())
    assert not [title for title in ledger.tasks if title not in held], f"{told}: lost"
    assert not [title for title, count in held.items() if count > 1], f"{told}: done twice"
    assert ledger.tasks and ledger.steps, "nobody did anything"
    for contract in db.session.scalars(select(Contract)):
        assert contract.status == "handed_over", f"{told}: {contract.number} is {contract.status}"
        assert [seat.status for seat in contract.seats].count("agree") == len(APPROVERS), told
        of_contract = Decision.seat_id.in_([seat.id for seat in contract.seats])
        decided = db.session.scalar(select(func.count(Decision.id)).where(of_contract))
        assert decided == len(APPROVERS), f"{told}: {contract.number} was decided {decided} times"
        answers = [receipt.status for receipt in contract.handoff.receipts]
        assert answers.count("accepted") == 2, f"{told}: {contract.number}: {answers}"
    assert work.compare(at=clock.now()) == 0 == sums.compare(at=clock.now()), told
    assert trail.first_break() is None, told
    if db.engine.dialect.name == "sqlite":
        assert db.session.scalar(db.text("PRAGMA integrity_check")) == "ok"
        assert not db.session.execute(db.text("PRAGMA foreign_key_check")).all()


def show(ledger: Ledger) -> None:
    """Write the table of the kills."""
    lines = [f"\n{db.engine.dialect.name}, seed {SEED}: killed | times | back after s, median | longest"]
    for kind, took in sorted(ledger.back.items()):
        lines.append(f"{kind} | {len(took)} | {statistics.median(took):.1f} | {max(took):.1f}")
    lines.append(
        f"acknowledged: {len(ledger.tasks)} tasks, {sum(ledger.steps.values())} steps of {len(ledger.steps)} chains; "
        f"sent again {ledger.again} times"
    )
    sys.stdout.write("\n".join(lines) + "\n")
