"""The application: a table of contents."""

from __future__ import annotations

import logging
import os
import sys
from importlib import import_module

from flask import Flask, has_request_context, session
from flask_babel import Babel
from flask_compress import Compress
from flask_login import LoginManager, current_user
from flask_wtf import CSRFProtect

from salesapp import capability, words
from salesapp.accounts.factors import access as entrance
from salesapp.accounts.sessions import queries
from salesapp.config import LOCALES, PROJECT, Config
from salesapp.connections import engine_options
from salesapp.db import db
from salesapp.documents.attachments import access as attachments
from salesapp.documents.batches import rules as batches
from salesapp.documents.numbering import rules as numbers
from salesapp.documents.paper import loaders
from salesapp.foundation import Migrations
from salesapp.policies.queries import policy
from salesapp.rights import access
from salesapp.web import (
    addresses,
    assets,
    clock,
    errors,
    formats,
    guard,
    incoming,
    once,
    outages,
    proxy,
    templating,
)
from salesapp.work import actions as work
from salesapp.work.feed.rules import hidden

#: Every capability, lowest floor first; each says in its ``capability.py`` what the others need of it.
CAPABILITIES = (
    "web",
    "trail",
    "policies",
    "accounts",
    "schedule",
    "mail",
    "calendar",
    "documents",
    "playbook",
    "work",
    "approvals",
    "support",
    "customers",
    "prospecting",
    "opportunities",
    "activities",
    "proposals",
    "quotations",
    "contracts",
    "payments",
    "home",
    "health",
    "backup",
)


def create_app(config: Config | None = None, *, statement_limit: int = 0) -> Flask:
    """Return the application, ready to serve, from the settings of the environment.

    With ``statement_limit`` a database server ends a statement that takes longer than so many seconds.
    """
    config = config or Config.from_environment()
    capabilities = [import_module(f"salesapp.{name}.capability").CAPABILITY for name in CAPABILITIES]
    capability.install(capabilities)
    app = addresses.QuickAddresses(
        "salesapp", root_path=str(PROJECT), template_folder="templates", static_folder="static"
    )
    app.request_class = incoming.CleanRequest
    app.jinja_environment = templating.HouseEnvironment
    templating.init_app(app, config.data_dir)
    _configure(app, config, statement_limit)
    db.init_app(app)
    app.extensions["migrate"] = Migrations()
    clock.init_app(app)
    work.follow(clock.now)
    _words(app, config)
    _sign_in(app)
    CSRFProtect(app)
    Compress(app)
    formats.init_app(app)
    errors.init_app(app)
    guard.init_app(
        app,
        may=access.may,
        public=access.public(),
        duty=entrance.duty,
        proves=entrance.proves,
        idle_minutes=lambda: policy("idle_minutes"),
        session_hours=lambda: policy("session_hours"),
    )
    once.init_app(app)
    assets.init_app(app)
    proxy.init_app(app)
    for part in capability.installed():
        for blueprint in part.blueprints:
            app.register_blueprint(blueprint)
        for rule, endpoint, view in part.pages:
            app.add_url_rule(rule, endpoint, view)
        app.jinja_env.globals.update(part.template_globals)
        numbers.declare(part.numbers)
        for code, loader in part.sheets.items():
            loaders.provide(code, loader)
        for code, selection in part.selections.items():
            batches.provide((code,), selection)
        for kind, sees in part.attachments.items():
            attachments.guard(kind, sees)
    return app


def _configure(app: Flask, config: Config, statement_limit: int) -> None:
    secure = config.base_url.startswith("https://")
    os.umask(
        0o077
    )  # what is written is for the installation's user alone, in a folder of the operator's own too
    app.config.update(
        SALESAPP=config,
        SECRET_KEY=config.secret_key,
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(config.database_url, seconds=statement_limit),
        SESSION_COOKIE_NAME="__Host-salesapp" if secure else "salesapp",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_PATH="/",
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=64 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=8 * 1024 * 1024,
        MAX_FORM_PARTS=12_000,
        COMPRESS_MIMETYPES=["text/html", "application/json", "image/svg+xml"],
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=3,
        COMPRESS_LEVEL=4,
    )
    app.jinja_env.globals["company_name"] = config.company_name
    if not app.debug:
        logging.basicConfig(
            stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
        )
        for handler in logging.getLogger().handlers:
            handler.addFilter(_without_secrets)
            handler.addFilter(outages.OneLine())
        for name in ("alembic", "fontTools", "huey", "weasyprint"):  # they tell of every step
            logging.getLogger(name).setLevel(logging.WARNING)
        logging.getLogger("flask_wtf.csrf").setLevel(logging.WARNING)  # errors.py tells whose form it was


def _without_secrets(line: logging.LogRecord) -> bool:
    """Take the secret part of addresses out of a line of the log."""
    line.msg, line.args = hidden(line.getMessage()), None
    return True


def _words(app: Flask, config: Config) -> None:
    def locale() -> str:
        if not has_request_context():  # jobs and the shell speak the team's language
            return config.locale
        person = current_user._get_current_object()
        chosen = person.locale if person and person.is_authenticated else session.get("locale")
        return chosen if chosen in LOCALES else config.locale

    Babel(app, default_locale=config.locale, default_timezone=str(config.timezone), locale_selector=locale)
    words.init_app(app)
    app.add_template_global(locale, "locale_code")
    app.context_processor(lambda: {"html_lang": "zh-CN" if locale().startswith("zh") else "en"})


def _sign_in(app: Flask) -> None:
    manager = LoginManager(app)
    manager.session_protection = None
    manager.user_loader(queries.load_user)


__all__ = ["create_app"]
