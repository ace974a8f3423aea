"""A letter on its way to a customer: its states, what an answer of the server means, when it is tried again. Pure.

A letter that the server may have taken is never sent again by itself: a person looks and chooses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import PurePath

from email_validator import EmailNotValidError, validate_email

from salesapp.refusals import Refusal
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

MINUTE = timedelta(minutes=1)
#: After the 1st, 2nd … failure; what a server puts off (greylisting) waits five minutes at least.
DELAYS = (1, 5, 15, 60)
PUT_OFF = 5 * MINUTE
#: What waits for a setting to be mended (a password, the sender's address) is tried no sooner.
SETTING = timedelta(hours=1)
#: A letter that did not leave in this time is refused, with the server's last words.
PATIENCE = timedelta(hours=24)
#: What is in a process's hands for longer was lost with it: perhaps the server has it.
LEASE = timedelta(minutes=10)
MEGABYTE = 1024 * 1024
MAX_BYTES = 30 * MEGABYTE
MAX_FILES = 20
LONGEST_FILE_NAME = 60  # characters before the ending; mail programs cut longer ones themselves
#: Domains that lead nowhere by agreement (RFC 2606): those of examples and of the demo company.
NOWHERE = (".example", ".invalid", ".test", ".localhost", "example.com", "example.org", "example.net")
_BREAK = re.compile(r"[\r\n\u2028\u2029\x85\x00]")


class State(StrEnum):
    """Where a letter to one recipient stands."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    RETRY = "retry"
    UNCERTAIN = "uncertain"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


STATE_LABELS = {
    State.WAITING: _l("Waits to be sent"),
    State.SENDING: _l("Being sent"),
    State.SENT: _l("Taken by the server"),
    State.RETRY: _l("Tried again"),
    State.UNCERTAIN: _l("Uncertain"),
    State.REFUSED: _l("Refused by the server"),
    State.WITHDRAWN: _l("Taken back"),
}
#: On its way, or perhaps there: nothing else is sent meanwhile.
PENDING = frozenset({State.WAITING, State.SENDING, State.RETRY, State.UNCERTAIN})
#: Nobody has it in hand: it can be taken back.
HELD = frozenset({State.WAITING, State.RETRY})


class Step(StrEnum):
    """How far the talk with a server came when it failed."""

    CONNECT = "connect"
    LOGIN = "login"
    SENDER = "sender"
    RECIPIENT = "recipient"
    SIZE = "size"
    TEXT = "text"
    TAKEN = "taken"  # after the final dot: the server may have the letter
    LOST = "lost"  # the process that sent it was ended


class LetterRefused(Refusal):
    """A letter that cannot be sent as it is."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a failure makes of a letter; whether the line is of no more use, and whether the account itself is refused."""

    state: State
    line_down: bool = False
    stops: bool = False


def judge(step: Step, code: int | None) -> Verdict:
    """Tell what a failure means by how far the talk had come and the server's answer; no code: the line broke.

    Only what broke after the final dot, without an answer, is uncertain. 4xx is tried again, 5xx refuses; one that
    refuses the account (its password, its sender's address) stops the account, and the letters wait.
    """
    if step in (Step.TAKEN, Step.LOST) and code is None:
        return Verdict(State.UNCERTAIN, line_down=True)
    if code is None or step is Step.CONNECT:
        return Verdict(State.RETRY, line_down=True)
    if code >= 500:
        if step in (Step.LOGIN, Step.SENDER):
            return Verdict(State.RETRY, line_down=True, stops=True)
        return Verdict(State.REFUSED)
    return Verdict(State.RETRY, line_down=step is Step.LOGIN or code == 421)


def next_try(attempts: int, code: int | None, *, written_at: datetime, now: datetime) -> datetime | None:
    """Return when a letter is tried again after its so-many-th failure; None: it waited long enough and is given up."""
    delay = DELAYS[min(attempts, len(DELAYS)) - 1] * MINUTE
    if code is not None:
        delay = max(delay, PUT_OFF)
    return now + delay if now + delay - written_at <= PATIENCE else None


def failure_words(step: Step | None, code: int | None) -> str:
    """Say in a few words what went wrong; the server's own words stand beside it."""
    match step, code:
        case Step.RECIPIENT, 550 | 551 | 553:
            return _("The address does not exist, or the server takes nothing for it")
        case Step.SIZE | Step.TEXT | Step.TAKEN, 552:
            return _("The letter is too large for the server")
        case Step.LOGIN, _code:
            return _("The mailbox refuses the password (QQ, 163: it takes the code for programs)")
        case Step.SENDER, int() if code >= 500:
            return _("The server sends nothing under this sender's address")
        case ((Step.TAKEN | Step.LOST), None):
            return _("The server may have taken it: the line broke before it answered")
        case Step.CONNECT, _code:
            return _("The mail server cannot be reached")
        case _step, None:
            return _("The line broke before the server had the letter")
        case _step, int() if code >= 500:
            return _("The server refuses the letter")
    return _("The server puts the letter off")


# ------------------------------------------------------------------------------------- what is sent


def deliverable(address: str) -> str:
    """Return an address as a server takes it, its domain in ASCII; refuse one that no server may be asked for."""
    host = address.strip().rpartition("@")[2].lower()
    if host.endswith(NOWHERE[:4]) or host in NOWHERE:
        words = _("“%(address)s” is an address of an example: nothing is sent there.", address=address)
        raise LetterRefused(words, field="recipients")
    try:
        found = validate_email(address, check_deliverability=False, allow_smtputf8=True, strict=True)
    except EmailNotValidError:
        raise LetterRefused(
            _("“%(address)s” is no mail address.", address=address), field="recipients"
        ) from None
    if not found.ascii_email:
        words = _("“%(address)s”: before the @ only Latin letters can be sent to.", address=address)
        raise LetterRefused(words, field="recipients")
    return str(found.ascii_email)


def check_words(subject: str, body: str, holes: Sequence[str]) -> None:
    """Refuse a letter without words, with a break in its subject, or with a placeholder that nobody filled (R15)."""
    if not subject.strip():
        raise LetterRefused(_("A letter has a subject."), field="subject")
    if _BREAK.search(subject):
        raise LetterRefused(_("The subject is one line."), field="subject")
    if not body.strip():
        raise LetterRefused(_("Write what the letter says."), field="body")
    if holes:
        where = "subject" if any(f"{{{name}}}" in subject for name in holes) else "body"
        named = _(", ").join(f"{{{name}}}" for name in holes)
        raise LetterRefused(_("Still to be filled in: %(names)s.", names=named), field=where)


def check_files(sizes: Iterable[int]) -> None:
    """Refuse more files, or larger ones, than mail servers take."""
    known = list(sizes)
    if len(known) > MAX_FILES:
        raise LetterRefused(_("At most %(limit)d files in a letter.", limit=MAX_FILES), field="files")
    if sum(known) > MAX_BYTES:
        words = _("The files have %(size)s MB together; a letter carries %(limit)d MB.",
                  size=f"{sum(known) / MEGABYTE:.1f}", limit=MAX_BYTES // MEGABYTE)  # fmt: skip
        raise LetterRefused(words, field="files")


def too_large(size: int, limit: int) -> str:
    """Say that a server takes no letter of this size."""
    return _("The letter has %(size)s MB, the server takes %(limit)s MB",
             size=f"{size / MEGABYTE:.1f}", limit=f"{limit / MEGABYTE:.1f}")  # fmt: skip


def file_name(name: str) -> str:
    """Return the name of an attached file: the last part, without control signs, of a length that mail programs show."""
    last = "".join(sign for sign in name.replace("\\", "/").rpartition("/")[2] if sign.isprintable()).strip(
        " ."
    )
    path = PurePath(last or _("file"))
    return path.stem[:LONGEST_FILE_NAME] + path.suffix[:20]


def check_free(states: Iterable[str]) -> None:
    """Refuse a second letter while one is on its way, or perhaps there."""
    known = set(states)
    if State.UNCERTAIN in known:
        raise LetterRefused(_("Say first whether the letter before arrived: the server may have taken it."))
    if known & PENDING:
        raise LetterRefused(_("A letter is on its way already."))


def check_held(state: str) -> None:
    """Refuse to take back what is in a server's hands or was answered."""
    if state == State.SENDING:
        raise LetterRefused(_("The letter is being sent in this moment. Look again in a minute."))
    if state not in HELD:
        raise LetterRefused(_("This letter waits no longer."))


def check_writer(user_id: int, *, writer_id: int, name: str) -> None:
    """Refuse to send once more, under their name, what somebody else wrote."""
    if user_id != writer_id:
        raise LetterRefused(_("%(name)s wrote this letter: only they send it once more.", name=name))


def check_uncertain(state: str) -> None:
    """Refuse an answer about a letter that nobody doubts."""
    if state != State.UNCERTAIN:
        raise LetterRefused(_("Whether this letter arrived is known by now."))
