"""Bare Flask pages, measured beside the screens: how fast this machine is just now, and what a screen costs at least.

The aims in milliseconds were set on a machine where the sign-in page takes :data:`REFERENCE` over HTTP. A screen's own floor
reads the session, asks the database what the screen asked (as plain rows), and draws the same HTML by one Jinja template in
which only what came from the database is filled in: no rights, no words to look up, no objects.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, abort, render_template, request, session
from flask_compress import Compress
from jinja2 import Template
from sqlalchemy import event
from sqlalchemy.engine import Engine
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import EnvironBuilder, run_wsgi_app

from salesapp.db import db

REFERENCE = 1.3  # ms, p50 over HTTP
PATH = "/-floor"
_PAGE = """<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>登录</title><link rel="stylesheet" href="{{ url_for('static', filename='a.css') }}"></head>
<body><main><h1>登录</h1>
<form method="post">
{% for name, label in (('username', '用户名'), ('password', '密码')) %}
<p><label for="{{ name }}">{{ label }}</label><input id="{{ name }}" name="{{ name }}" required></p>
{% endfor %}
<button>登录</button></form></main></body></html>
"""
_WORDS = re.compile(r">([^<>]+)<")

Asked = tuple[str, Any]
_asked: ContextVar[list[Asked] | None] = ContextVar("asked", default=None)


@dataclass(frozen=True)
class Bare:
    """What a screen comes down to: what it asks the database, and its HTML with what came from there left open."""

    asked: Sequence[Asked]
    template: Template
    values: Sequence[str]


def beside(app: Flask) -> Flask:
    """Put the bare pages beside an application, in the same processes."""
    floor = Flask("floor", static_folder=None)
    floor.config.update(
        {key: value for key, value in app.config.items() if key.startswith(("SECRET", "SESSION", "COMPRESS"))}
    )
    Compress(floor)
    floor.add_url_rule("/static/<path:filename>", "static", lambda filename: "")
    template = floor.jinja_env.from_string(_PAGE)
    floor.add_url_rule("/", "page", lambda: render_template(template))
    floor.add_url_rule("/of", "of", _of(app, floor))
    event.listen(Engine, "before_cursor_execute", _note)
    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {PATH: floor})  # type: ignore[method-assign]
    return app


def _note(connection, cursor, statement: str, parameters: Any, *rest) -> None:
    noted = _asked.get()
    if noted is not None and statement.lstrip().upper().startswith(("SELECT", "WITH")):
        noted.append((statement, parameters))


def _of(app: Flask, floor: Flask) -> Callable[[], str | Response]:
    """Return the page that is the floor of a screen: ``/-floor/of?path=/customers``, for whoever is signed in."""
    inner, kept = app.wsgi_app, {}

    def page() -> str | Response:
        key = (request.args["path"], session.get("_user_id"))
        if key not in kept:
            kept[key] = _look(app, floor, inner, *key)
        bare: Bare = kept[key]
        with kept_engine().connect() as connection:
            for statement, parameters in bare.asked:
                connection.exec_driver_sql(statement, parameters).fetchall()
        return bare.template.render(v=bare.values)

    def kept_engine() -> Engine:
        with app.app_context():
            return db.engine

    return page


def _look(app: Flask, floor: Flask, inner: Any, path: str, person: str | None) -> Bare:
    """Ask for the screen itself, once a process, and keep what it comes down to."""
    if person is None:
        abort(403)
    environ = EnvironBuilder(path, headers=[("Cookie", request.headers.get("Cookie", ""))]).get_environ()
    for _time in range(2):  # the second time settings and the like are in the process
        noted = _asked.set([])
        try:
            answer, status, _headers = run_wsgi_app(inner, environ.copy(), buffered=True)
            asked = _asked.get() or []
        finally:
            _asked.reset(noted)
    if not status.startswith("200"):
        abort(502, f"{path} answers {status}")
    with app.app_context(), db.engine.connect() as connection:
        rows = [row for one in asked for row in connection.exec_driver_sql(*one).fetchall()]
    source, values = opened(b"".join(answer).decode(), (value for row in rows for value in row))
    return Bare(asked, floor.jinja_env.from_string(source), values)


def opened(page: str, stored: Iterable[Any]) -> tuple[str, list[str]]:
    """Return a page as the source of a template that fills in whatever words hold a stored text, and those words."""
    texts = {value for value in stored if isinstance(value, str) and len(value) > 1}
    known = re.compile("|".join(map(re.escape, sorted(texts, key=len, reverse=True))) or r"(?!)")
    values: list[str] = []

    def fill(found: re.Match[str]) -> str:
        words = html.unescape(found[1])
        if not known.search(words):
            return found[0]
        values.append(words)
        return f">{{% endraw %}}{{{{ v[{len(values) - 1}] }}}}{{% raw %}}<"

    return f"{{% raw %}}{_WORDS.sub(fill, page)}{{% endraw %}}", values
