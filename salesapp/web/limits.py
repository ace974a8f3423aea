"""How often a stranger may knock: limits by address and by sign-in name there, in Redis or in a file."""

from __future__ import annotations

from hashlib import blake2b

from flask import Flask, Response, current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import current_user

from salesapp.web.counts import SharedCounts

#: The file of the counts.
COUNTS = "limits.db"
#: Known to the library by its name alone.
STORAGE = SharedCounts


class Knocks(Limiter):
    """The library's limiter; it need not look at every page for limits of the whole site, of which there are none."""

    def _check_request_limit(self, callable_name: str | None = None, in_middleware: bool = True) -> None:
        if not in_middleware:
            super()._check_request_limit(callable_name, in_middleware)


limiter = Knocks(get_remote_address, storage_uri=None, strategy="fixed-window", headers_enabled=False)


def init_app(app: Flask) -> None:
    """Count in Redis where one is set, else in a file of the data folder: all processes count together."""
    config = app.config["SALESAPP"]
    redis = config.redis_url
    if redis and redis.startswith("unix://"):
        redis = f"redis+{redis}"  # what the counting library calls a socket
    app.config.setdefault("RATELIMIT_STORAGE_URI", redis or "salesapp://")
    if not redis:
        app.config.setdefault("RATELIMIT_STORAGE_OPTIONS", {"path": str(config.data_dir / COUNTS)})
    # a Redis that is away, or a full disk, must not lock everybody out
    app.config.setdefault("RATELIMIT_IN_MEMORY_FALLBACK_ENABLED", True)
    limiter.init_app(app)


def sign_in_name() -> str:
    """Return who tries to be whom: nobody elsewhere is kept out by it."""
    return f"name:{request.form.get('username', '').strip().lower()[:40]}:{get_remote_address()}"


def _switched_off() -> bool:
    return not current_app.config.get("RATELIMIT_ENABLED", True)


def _failed(response: Response) -> bool:
    return response.status_code == 422


def _unknown(response: Response) -> bool:
    return response.status_code == 404


def address_asked() -> str:
    """Return the address that is asked for as nobody can read it: it may itself be a key, which no store should hold."""
    return f"path:{blake2b(request.path.encode(), digest_size=16).hexdigest()}"


#: Wrong tries alone count: a whole office behind one address signs in at nine o'clock.
knocking = limiter.limit("30 per minute", exempt_when=_switched_off, deduct_when=_failed)
guessing = limiter.limit(
    "10 per minute", key_func=sign_in_name, exempt_when=_switched_off, deduct_when=_failed
)
#: A phone that asks for its calendar again and again is told to wait; others are not.
reading = limiter.limit("60 per minute", key_func=address_asked, exempt_when=_switched_off)
#: Addresses that are secret are not found by trying.
searching = limiter.limit("30 per minute", exempt_when=_switched_off, deduct_when=_unknown)
#: Who asks whether a customer is here already types a registration; nobody tries names by the hundred.
looking_up = limiter.limit(
    "60 per minute", key_func=lambda: f"look-up:{current_user.get_id()}", exempt_when=_switched_off
)
#: Who is signed in and types the password once more, to confirm an act, does not get to guess it either.
confirming = limiter.limit(
    "10 per minute",
    key_func=lambda: f"confirm:{current_user.get_id()}",
    exempt_when=_switched_off,
    deduct_when=_failed,
)
