"""Sessions and their end; how long whoever typed wrong passwords waits (conventions 4.2)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from salesapp.refusals import Refusal
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l
from salesapp.words import ngettext

#: All addresses together may guess so many times as often as one, before those that a person never came from wait, too.
TOGETHER = 10
#: After how long without a wrong password counting begins anew.
FORGIVEN = timedelta(days=1)


class SignInRefused(Refusal):
    """Name or password are wrong, the account is closed, or one has to wait."""


def mark_of(*parts: str) -> str:
    """Return what stands for a token, or for a name and an address, in the database: nobody reads them back from it."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def waits(until: datetime | None, *, at: datetime) -> timedelta | None:
    """Return how long somebody has to wait still, or None where they need not."""
    return until - at if until is not None and until > at else None


def wait_after(failures: int, *, limit: int, minutes: int, at: datetime) -> datetime | None:
    """Return until when one waits after so many wrong passwords (4.2): a minute, then twice as long each time, up to a limit."""
    if failures < limit:
        return None
    return at + min(timedelta(minutes=1 << min(failures - limit, 20)), timedelta(minutes=minutes))


def waiting_sentence(left: timedelta) -> str:
    """Say how long to wait, in whole minutes, rounded up."""
    minutes = max(1, -(-int(left.total_seconds()) // 60))
    return ngettext(
        "Too many wrong passwords from here: please wait %(num)d minute.",
        "Too many wrong passwords from here: please wait %(num)d minutes.",
        minutes,
    )


def is_over(began: datetime, *, hours: int, at: datetime) -> bool:
    """Tell whether a session has lasted as long as any may."""
    return at - began >= timedelta(hours=hours)


@dataclass(frozen=True, slots=True)
class Session:
    """One line of the list of one's sessions."""

    id: int
    device: str
    ip: str
    started_at: datetime
    here: bool


#: What browsers call themselves, the most particular first; and what they run on.
BROWSERS = (
    ("wxwork", _l("WeCom")), ("micromessenger", _l("WeChat")), ("dingtalk", _l("DingTalk")),
    ("edg", "Edge"), ("firefox", "Firefox"), ("opr/", "Opera"), ("chrome", "Chrome"), ("crios", "Chrome"), ("safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("harmony", "HarmonyOS"), ("android", "Android"), ("iphone", "iPhone"), ("ipad", "iPad"), ("windows", "Windows"),
    ("mac os", "macOS"), ("linux", "Linux"),
)  # fmt: skip


def device_of(agent: str | None) -> str:
    """Return a browser and what it runs on, as people call them; empty where it does not say."""
    said = (agent or "").lower()
    found = (next((str(word) for sign, word in table if sign in said), "") for table in (BROWSERS, SYSTEMS))
    return " · ".join(filter(None, found))


def no_such_session() -> SignInRefused:
    """Return what is said where a session has ended already."""
    return SignInRefused(_("This session has ended already."))
