"""How mail servers are named and how failed mails wait. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import parse_qs, unquote, urlsplit

MAX_ATTEMPTS = 8
LEASE = timedelta(minutes=10)
DELAYS = (1, 5, 15, 60, 240, 720, 1440)  # minutes after the 1st, 2nd … failure
DOWN = timedelta(minutes=1)  # until a server that cannot be reached is called again
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
TAKES = "smtp://, smtp+starttls:// or smtps:// with [user:password@]host[:port][?from=address]"


@dataclass(frozen=True)
class Server:
    """A mail server and how to speak to it."""

    host: str
    port: int
    security: str  # "smtp" plain, "smtp+starttls", "smtps"
    user: str | None
    password: str | None
    sender: str | None

    def __repr__(self) -> str:
        """Return the server without its password, fit for a log."""
        return f"{self.security}://{self.host}:{self.port}"


def parse_server(url: str) -> Server:
    """Return the server that an address names, such as ``smtps://user:password@host:465?from=crm@example.com``.

    ValueError says what the address may hold. User and password are percent-encoded where they hold ``@ : /``.
    """
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError(TAKES)
    sender = parse_qs(parts.query).get("from", [None])[0]
    user = unquote(parts.username) if parts.username else None
    return Server(
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        security=parts.scheme,
        user=user,
        password=unquote(parts.password) if parts.password else None,
        sender=sender or (user if user and "@" in user else None),
    )


def delay_after(attempts: int) -> timedelta | None:
    """Return how long a mail waits after its so-many-th failure; None: it is given up."""
    if attempts >= MAX_ATTEMPTS:
        return None
    return timedelta(minutes=DELAYS[min(attempts, len(DELAYS)) - 1])
