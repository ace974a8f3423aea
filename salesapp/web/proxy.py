"""Who is really calling, where a proxy stands in front of the app."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix


class BehindProxy:
    """Believes a proxy about the caller's address and scheme, and nobody else.

    Without it the audit trail would show the proxy as everybody's address, and all would share one rate limit.
    """

    def __init__(self, app, trusted: Collection[str]):
        self.app, self.behind, self.trusted = app, ProxyFix(app, x_for=1, x_proto=1), frozenset(trusted)

    def __call__(self, environ: dict, start_response) -> Iterable[bytes]:
        """Hand a request on, with the caller's own address where a trusted proxy names it."""
        believed = environ.get("REMOTE_ADDR") in self.trusted
        return (self.behind if believed else self.app)(environ, start_response)


def trusted(named: str | None, base_url: str) -> list[str]:
    """Return the addresses of proxies that are believed: those that were named, else one on this machine that makes https.

    Over plain http nobody stands in front: whoever says so then, a program of this machine too, is not believed.
    """
    if named is None:
        named = "127.0.0.1,::1" if base_url.startswith("https://") else ""
    return [address.strip() for address in named.split(",") if address.strip()]


def init_app(app: Flask) -> None:
    """Believe the proxies that FORWARDED_ALLOW_IPS names; none is named: one on this machine, where it makes https."""
    believed = trusted(os.environ.get("FORWARDED_ALLOW_IPS"), app.config["SALESAPP"].base_url)
    behind = BehindProxy(app.wsgi_app, believed)
    app.wsgi_app = behind  # type: ignore[method-assign]  # the way that Flask documents
