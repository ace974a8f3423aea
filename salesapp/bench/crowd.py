"""Many at once, over the real ``serve``: the slow end of every screen, everybody at eight o'clock, saves while photos arrive.

Run as a process of its own it opens the accounts of the crowd in the copy.
"""

from __future__ import annotations

import contextlib
import io
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random

from PIL import Image
from sqlalchemy import insert

from salesapp.accounts.models import User
from salesapp.accounts.passwords import rules as passwords
from salesapp.app import create_app
from salesapp.bench import heavy, starting
from salesapp.bench.browser import Answer, BenchError, Browser, sign_in
from salesapp.bench.report import Measured, Screen, row_of, summed_up, whatever_comes
from salesapp.bench.screens import Records, all_screens, register
from salesapp.db import db
from salesapp.rights.rules import Role
from salesapp.web import clock

CONNECTIONS, PEOPLE, PICTURES = 8, 200, 10
TAIL = f"with {CONNECTIONS} at once: "
RUSH = f"{PEOPLE} sign-ins at once"
SAVES = f"a save while {PICTURES} photos arrive"
NAMES = (TAIL, RUSH, SAVES)
#: Times its middle that the slow end of a screen may take; ms of p95.
STRETCH, RUSH_MOST, SAVE_MOST = 4, 6000, 300
LEAST = 40  # saves
SIDE = (4000, 3000)  # 12 Mpx


@dataclass(frozen=True)
class People:
    """Rep and supervisor of the bench, and their password."""

    rep: str
    lead: str
    password: str


def main(count: int) -> None:
    """Open so many accounts with the password of the bench."""
    with create_app().app_context():
        stored, at = passwords.hash_password(password_of()), clock.now()
        rows = [
            {
                "username": name_of(number), "name": f"同事{number}", "role": Role.REP, "password_hash": stored,
                "must_change_password": False, "password_changed_at": at, "session_stamp": f"bench{number}", "created_at": at,
            }
            for number in range(count)
        ]  # fmt: skip
        db.session.execute(insert(User), rows)
        db.session.commit()


def name_of(number: int) -> str:
    """Return a sign-in name of the crowd."""
    return f"bench-{number:03d}"


def password_of() -> str:
    """Return the password of the crowd."""
    return "Bench-Sales-2026"


def measure(
    environ: Mapping[str, str], people: People, found: Records, rounds: int, wanted: Callable[[str], bool]
) -> Iterator[Measured]:
    """Serve the copy as an operator would, and yield what was measured."""
    if wanted(RUSH):
        heavy.run_apart("crowd", environ, PEOPLE)
    with starting.serving(environ) as (address, _ms, _pid):
        rep, lead = (sign_in(address, name, people.password) for name in (people.rep, people.lead))
        if wanted(RUSH):
            yield from whatever_comes(RUSH, partial(row_of, rush, address, PEOPLE))
        if wanted(SAVES) and found.customer_id:
            path = f"/customers/{found.customer_id}/attachments"
            yield from whatever_comes(SAVES, partial(row_of, saves, rep, path))
        hands = [
            list(all_screens(Browser(address), twin(rep), twin(lead), found, writes=False, own=False))
            for _number in range(CONNECTIONS)
        ]
        for together in zip(*hands, strict=True):
            if wanted(TAIL + together[0].name) and not together[0].name.startswith("sheet"):
                name = TAIL + together[0].name
                yield from whatever_comes(name, partial(row_of, tail, together, rounds))


def twin(browser: Browser) -> Browser:
    """Return another connection of the same person."""
    other = Browser(browser.origin)
    other.cookies = dict(browser.cookies)
    return other


def at_once(tasks: Sequence[Callable[[], object]], *, most: int = 0) -> list[str]:
    """Do things at the same moment, each in a thread of its own, and say how many failed; more than ``most`` are raised."""
    begin, faults = threading.Barrier(len(tasks)), list[BaseException]()

    def run(task: Callable[[], object]) -> None:
        try:
            begin.wait(120)
            task()
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    said = f"{len(faults)} of {len(tasks)} failed: {faults[0]!r}" if faults else ""
    if len(faults) > most:
        raise BenchError(said) from faults[0]
    return [said] if said else []


def tail(together: Sequence[Screen], rounds: int) -> Measured:
    """Ask for one screen over several kept connections at once, from its first answer on, and compare the slow end."""
    answers: list[Answer] = []

    def asking(screen: Screen) -> Callable[[], object]:
        return lambda: answers.extend(screen.ask() for _round in range(rounds))

    at_once([asking(screen) for screen in together])
    screen = together[0]
    found = summed_up(TAIL + screen.name, [answer.ms for answer in answers])
    slow = percentile([answer.ms for answer in answers], 0.99)
    found.note = f"p99 {slow:.1f} ms, {slow / found.p50:.1f} × p50"
    if slow > STRETCH * found.p50:
        found.misses.append(f"p99 over {STRETCH} × p50")
    found.misses += wrong(answers, screen.statuses)
    found.bytes = round(statistics.median(len(answer.body) for answer in answers))
    return found


def percentile(times: Sequence[float], share: float) -> float:
    """Return what so large a share of some times does not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def wrong(answers: Sequence[Answer], right: Sequence[int]) -> list[str]:
    """Say how many answers were none that was asked for."""
    bad = [answer.status for answer in answers if answer.status not in right]
    return [f"{len(bad)} answers {sorted(set(bad))}"] if bad else []


def rush(address: str, count: int) -> Measured:
    """Let everybody sign in at the same moment, each with the form open."""
    answers: list[Answer] = []

    def entering(number: int) -> Callable[[], object]:
        browser = Browser(address)
        typed = {"username": name_of(number), "password": password_of()}
        form = list((dict(browser.page("/login").form("/login")) | typed).items())
        browser.connection.close()
        return lambda: answers.append(browser.post("/login", form))

    missing = at_once([entering(number) for number in range(count)], most=count - 1)
    found = summed_up(RUSH, [answer.ms for answer in answers])
    found.misses += missing
    found.misses += wrong(answers, (303,))
    if found.p95 > RUSH_MOST:
        found.misses.append(f"p95 over {RUSH_MOST} ms")
    return found


def saves(rep: Browser, path: str) -> Measured:
    """Register customers one after the other while photos arrive at another one's, and return what the saves took."""
    photos: list[Answer] = []
    saved: list[Answer] = []
    over = threading.Event()
    left = [PICTURES]

    def sending(number: int) -> Callable[[], object]:
        hand, picture = twin(rep), photo(number)
        values = dict(hand.page(path).form(path))

        def send() -> None:
            try:
                photos.append(hand.send(path, values, {"files": (f"photo-{number}.jpg", picture)}))
            finally:
                left[0] -= 1
                if not left[0]:
                    over.set()

        return send

    create = register(twin(rep))

    def saving() -> None:
        while not over.is_set() or len(saved) < LEAST:
            saved.append(create())

    begun = time.monotonic()
    at_once([*(sending(number) for number in range(PICTURES)), saving])
    found = summed_up(SAVES, [answer.ms for answer in saved])
    arrived = max(photo.ms for photo in photos)
    found.note = f"{len(saved)} saves in {time.monotonic() - begun:.1f} s; the last photo was in after {arrived / 1000:.1f} s"
    found.misses += [*wrong(saved, (303,)), *(f"photos: {miss}" for miss in wrong(photos, (200, 303)))]
    if found.p95 > SAVE_MOST:
        found.misses.append(f"p95 over {SAVE_MOST} ms")
    return found


def photo(number: int) -> bytes:
    """Return a photo of 12 million pixels as a phone takes it, another one for each number."""
    random, kept = Random(number), io.BytesIO()
    rough = Image.frombytes("RGB", (400, 300), random.randbytes(400 * 300 * 3))
    rough.resize(SIDE, Image.Resampling.BICUBIC).save(kept, "JPEG", quality=85)
    return kept.getvalue()


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        main(int(sys.argv[1]))
