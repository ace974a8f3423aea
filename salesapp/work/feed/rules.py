"""A person's calendar to subscribe to: its secret address, the days that it holds. Pure."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta

#: What the feed holds, from now: the last month and half a year to come.
BACK, AHEAD = timedelta(days=30), timedelta(days=180)
MOST = 500
_TOKEN = re.compile(r"(/feeds/)[^/\s?\"']+(\.ics)")


def digest(token: str) -> str:
    """Return what is stored of a token: whoever reads the database cannot open the address with it."""
    return hashlib.sha256(token.encode()).hexdigest()


def hidden(text: str) -> str:
    """Return a line of a log without the secret part of an address."""
    return _TOKEN.sub(r"\1…\2", text)
