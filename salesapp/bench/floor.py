"""A bare Flask page, measured beside the screens: how fast this machine is just now.

The aims were set on a machine where such a page takes :data:`REFERENCE` milliseconds over HTTP.
"""

from __future__ import annotations

from flask import Flask, render_template
from werkzeug.middleware.dispatcher import DispatcherMiddleware

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


def beside(app: Flask) -> Flask:
    """Put the bare page beside an application, in the same processes."""
    floor = Flask("floor", static_folder=None)
    floor.add_url_rule("/static/<path:filename>", "static", lambda filename: "")
    template = floor.jinja_env.from_string(_PAGE)
    floor.add_url_rule("/", "page", lambda: render_template(template))
    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {PATH: floor})  # type: ignore[method-assign]
    return app
