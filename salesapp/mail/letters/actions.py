"""A letter's way out: queued with the transaction that wants it, claimed by one process, then marked."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from salesapp.accounts.models import User
from salesapp.db import db, reached
from salesapp.mail.letters import queries
from salesapp.mail.letters.models import Delivery, Letter, LetterFile
from salesapp.mail.letters.rules import (
    HELD,
    PENDING,
    SETTING,
    LetterRefused,
    State,
    Step,
    Verdict,
    check_files,
    check_free,
    deliverable,
    file_name,
    judge,
    next_try,
)
from salesapp.words import gettext as _


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that goes along, and where its bytes stand: a folder of the data folder and a place below it."""

    name: str
    media_type: str
    size: int
    folder: str
    place: str


def post(
    about: tuple[str, int],
    *,
    to: Mapping[str, str],
    subject: str,
    body: str,
    files: Iterable[Enclosed] = (),
    memo: Mapping[str, Any] | None = None,
    host: str,
    by: User,
    at: datetime,
) -> Letter:
    """Put a letter in the outbox of the present transaction: ``to`` names each recipient by address.

    Refused while another letter about the same record is on its way; of two that are posted in one moment the second is.
    """
    before = queries.about(*about)
    check_free(each.state for letter in before for each in letter.deliveries)
    enclosed = list(files)
    check_files(each.size for each in enclosed)
    recipients = {deliverable(address): name for address, name in to.items()}
    if not recipients:
        raise LetterRefused(_("Choose to whom the letter goes."), field="recipients")
    letter = Letter(
        subject_type=about[0], subject_id=about[1], no=len(before) + 1, sender=by, subject=subject, body=body,
        message_id=f"<letter-{secrets.token_hex(12)}@{host}>", memo=dict(memo or {}), created_at=at,
        files=[LetterFile(name=file_name(each.name), media_type=each.media_type, size=each.size, folder=each.folder,
                          place=each.place) for each in enclosed],
        deliveries=[Delivery(name=name, address=address, next_try_at=at) for address, name in recipients.items()],
    )  # fmt: skip
    try:
        with db.session.begin_nested():
            db.session.add(letter)
    except IntegrityError:
        raise LetterRefused(_("A letter is on its way already.")) from None
    return letter


def withdraw(letter: Letter) -> None:
    """Take back the copies of a letter that wait; refused while one of them is in a server's hands."""
    for delivery in queries.held_fast(letter.id):
        if delivery.state in PENDING - {State.UNCERTAIN}:
            delivery.take_back()


def settle(letter: Letter) -> None:
    """Let a letter be that was sent another way: nothing of it leaves any more, and of no copy it is asked what became of it."""
    withdraw(letter)
    for delivery in letter.deliveries:
        if delivery.state == State.UNCERTAIN:
            delivery.let_be()


def claim(delivery_id: int, *, at: datetime) -> Delivery | None:
    """Take one copy in hand; None where another process has it, or it has left. Commit before sending it."""
    taken = reached(
        update(Delivery)
        .where(Delivery.id == delivery_id, Delivery.state.in_(HELD), Delivery.next_try_at <= at)
        .values(state=State.SENDING, claimed_at=at, attempts=Delivery.attempts + 1)
        .execution_options(synchronize_session=False)
    )
    return db.session.get(Delivery, delivery_id, populate_existing=True) if taken else None


def mark_sent(delivery: Delivery, *, at: datetime) -> None:
    """Note that the server took a copy."""
    delivery.state, delivery.sent_at = State.SENT, at
    delivery.claimed_at = delivery.next_try_at = delivery.step = delivery.code = delivery.said = None


def mark_failed(delivery: Delivery, step: Step, code: int | None, said: str, *, at: datetime) -> Verdict:
    """Note how a try failed: to be tried again, given up after a day, refused, or to be asked about."""
    verdict = judge(step, code)
    delivery.step, delivery.code, delivery.said = step, code, said[:500]
    delivery.state, delivery.next_try_at = verdict.state, None
    if verdict.state is State.RETRY:
        delivery.next_try_at = next_try(
            delivery.attempts, code, written_at=delivery.letter.created_at, now=at
        )
        if verdict.stops:  # no letter is lost by a setting
            delivery.next_try_at = at + SETTING
        elif delivery.next_try_at is None:
            delivery.state = State.REFUSED
    if verdict.state is not State.UNCERTAIN:  # else it says when it was tried
        delivery.claimed_at = None
    return verdict


def put_off(ids: Collection[int], *, until: datetime) -> None:
    """Let what waits for the same mailbox wait longer: each further try with a wrong password locks it."""
    db.session.execute(
        update(Delivery)
        .where(Delivery.id.in_(ids), Delivery.state.in_(HELD), Delivery.next_try_at < until)
        .values(next_try_at=until)
        .execution_options(synchronize_session="fetch")
    )


def doubt_lost(*, at: datetime) -> list[Letter]:
    """Ask about what a process had in hand when it was ended: the server may have it."""
    found = list(queries.lost(at))
    for delivery in found:
        mark_failed(delivery, Step.LOST, None, _("The program was ended while it sent the letter."), at=at)
    return [delivery.letter for delivery in found]


def try_again(user_id: int, *, at: datetime) -> None:
    """Try what waits of a person at once: its account was mended."""
    for delivery in queries.waiting_of(user_id):
        delivery.next_try_at = at
