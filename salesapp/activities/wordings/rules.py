"""A wording filled with what is known of a customer, and the ways in which it leaves: by hand, never by itself (R15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from salesapp.activities.letters.rules import Letter
from salesapp.playbook.scripts.rules import Piece, ScriptKind, gaps, pieces
from salesapp.words import gettext as _

#: Which kinds a person may refuse to get: greetings are stopped by one word (PIPL 24).
GREETINGS = frozenset({ScriptKind.GREETING})


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording as it reads for one customer: part by part, and what nothing could fill."""

    title: tuple[Piece, ...]
    text: tuple[Piece, ...]
    gaps: tuple[str, ...]

    @property
    def plain_title(self) -> str:
        """The subject as it leaves: what is missing stands in it, marked."""
        return plain(self.title)

    @property
    def plain(self) -> str:
        """The text as it leaves: what is missing stands in it, marked, and is never left out."""
        return plain(self.text)


@dataclass(frozen=True, slots=True)
class Talk:
    """The last contact with a customer: when, and what was noted of need and talk."""

    started_at: datetime
    need_payoff: str | None
    summary: str | None


@dataclass(frozen=True, slots=True)
class Agreed:
    """The contact that is agreed next: when, and what for."""

    due_at: datetime
    title: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said with a customer, and what is open between us."""

    talk: Talk | None = None
    needs: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    agreed: Agreed | None = None


def plain(parts: Sequence[Piece]) -> str:
    """Return filled parts as one text, each gap in lenticular brackets with a word that it is to be filled."""
    return "".join(
        _("[%(name)s: to be filled in]", name=part.text) if part.gap else part.text for part in parts
    )


def worded(subject: str | None, body: str, values: Mapping[str, str | None]) -> Wording:
    """Fill a wording; a placeholder without a value is kept and named, never left out silently (R15)."""
    missing = dict.fromkeys([*gaps(subject or "", values), *gaps(body, values)])
    return Wording(tuple(pieces(subject or "", values)), tuple(pieces(body.strip(), values)), tuple(missing))


def listed(promises: Sequence[str]) -> str | None:
    """Return what was promised as numbered lines; none where nothing is open."""
    return "\n".join(_("%(no)s. %(what)s", no=no, what=what) for no, what in enumerate(promises, 1)) or None


def sms(number: str, text: str) -> str:
    """Return an address that opens a short message with its text; ``?&`` is what both kinds of phones read."""
    return f"sms:{number}?&body={quote(text)}"


def mail(to: str | None, wording: Wording) -> str | None:
    """Return an address that opens the mail program with subject and text; none without an address."""
    return Letter(to, wording.plain_title, wording.plain).mailto


def next_of(days: Sequence[tuple[date, str]], today: date) -> str | None:
    """Return the name of the festival that comes next, today's included; none where the year has no more."""
    return next((name for day, name in sorted(days) if day >= today), None)
