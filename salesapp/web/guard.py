"""Who may come in: sign-in, idle sign-out, the table of rights, the security headers."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, abort, g, request, session, url_for
from flask_login import current_user, logout_user
from werkzeug.wrappers import Response

from salesapp import db as database
from salesapp.db import db
from salesapp.web import clock, htmx
from salesapp.web.params import LARGEST_ID

READING = ("GET", "HEAD", "OPTIONS")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'; object-src 'none'"
)

HEADERS = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "geolocation=(), microphone=(), camera=(self)"),
)


def init_app(
    app: Flask,
    *,
    may: Callable[[str, str], bool],
    public: Collection[str],
    duty: Callable[[Any, str], str | None],
    proves: Callable[[Any, str], bool],
    idle_minutes: Callable[[], int],
    session_hours: Callable[[], int],
) -> None:
    """Put the guard before every request.

    ``may(role, endpoint)`` is the table of rights, ``public`` the endpoints open to everybody, ``duty`` says
    what a person has to do before an endpoint opens, ``proves`` whether it waits for the second step to be shown
    again, ``idle_minutes`` and ``session_hours`` the settings in force.
    """

    @app.before_request
    def begin():
        g.started = time.perf_counter()
        if request.method in READING:
            g.reading_token = database.start_reading()

    @app.before_request
    def read_address():
        """Turn away addresses that no database can look up: a NUL in the text, a number longer than any id."""
        if b"%00" in request.query_string:
            abort(400)
        if any(isinstance(value, int) and value > LARGEST_ID for value in (request.view_args or {}).values()):
            abort(404)

    @app.before_request
    def admit():
        endpoint = request.endpoint
        db.session.info["ip"] = request.remote_addr
        if endpoint is None or endpoint in public:
            return None
        person = current_user._get_current_object()
        if not person.is_authenticated or _idle(idle_minutes(), session_hours()):
            return to_sign_in()
        db.session.info["actor"] = person
        if first := duty(person, endpoint):
            return htmx.go(url_for(first))
        if not may(person.role, endpoint):
            abort(403)
        if proves(person, endpoint):
            return htmx.go(url_for("factors.confirm", next=_where()))
        return None

    @app.after_request
    def protect(response: Response) -> Response:
        said = {name.lower() for name, _value in response.headers}
        response.headers.extend([each for each in HEADERS if each[0].lower() not in said])
        if request.endpoint not in public and response.headers.get("Cache-Control", "no-cache") == "no-cache":
            response.headers["Cache-Control"] = "no-store"
        if request.is_secure:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return htmx.vary(response)

    @app.teardown_request
    def end(error: BaseException | None) -> None:
        token = g.pop("reading_token", None)
        if token is not None:
            db.session.rollback()
            database.stop_reading(token)


def _idle(minutes: int, hours: int) -> bool:
    """Sign a person out who did nothing for so many minutes, or came so many hours ago.

    A tab that only polls does not count as doing.
    """
    now = int(clock.now().timestamp())
    seen, began = session.get("seen", 0), session.setdefault("began", now)
    if now - seen > minutes * 60 or now - began >= hours * 3600:
        logout_user()
        session.clear()
        session["idle" if now - seen > minutes * 60 else "long"] = True
        return True
    if now - seen >= 60 and "HX-Polling" not in request.headers:
        session["seen"] = now
    return False


def to_sign_in() -> Response:
    """Send somebody to the sign-in page, and from there back to where they stood: to the form whose draft is kept.

    What a page asks by itself moves nobody who is typing: the page says that the session is over.
    """
    if "HX-Polling" in request.headers:
        return Response(status=401, headers={"HX-Reswap": "none"})
    if request.method == "POST" and not session.get("idle") and not session.get("long"):
        session["sent"] = True  # what was sent is not saved, and kept as a draft
    return htmx.go(url_for("sessions.new", next=_where()))


def _where() -> str | None:
    """Return the page that a request comes from: its own address, or that of the page which sent a form or asked for a part."""
    if request.method == "GET" and not htmx.wanted():
        return request.full_path.rstrip("?")
    page = request.form.get("page") if request.method == "POST" else None
    if page:
        return safe_target(page)
    came_from = urlsplit(request.headers.get("HX-Current-URL") or request.referrer or "")
    if came_from.netloc != request.host:
        return None
    return safe_target(came_from.path + (f"?{came_from.query}" if came_from.query else ""))


def safe_target(target: str | None) -> str:
    """Return a path of this site to go to after sign-in, whatever was asked for."""
    # Browsers drop or turn these signs: /<tab>/evil.com leads to another site.
    odd = any(sign <= " " or sign in "\\\x7f" for sign in target or "")
    return target if target and target.startswith("/") and not target.startswith("//") and not odd else "/"


def back_to(otherwise: str) -> str:
    """Return the page of this site that a one-button form stood on, else another."""
    target = request.form.get("back", "")
    return safe_target(target) if target else otherwise


__all__ = ["back_to", "init_app", "safe_target", "to_sign_in"]
