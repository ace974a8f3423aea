"""A clock that was turned by SALESAPP_NOW runs over the demo company alone."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import inspect

from salesapp.accounts.models import User
from salesapp.config import BadSetting
from salesapp.db import db
from salesapp.demo.people import is_demo
from salesapp.shell import gettext


def refuse_over_real_data(app: Flask) -> Flask:
    """Return the application; stop the start where SALESAPP_NOW is set and the database holds more than demo data."""
    turned = app.config["SALESAPP"].now
    if turned is not None:
        with app.app_context():
            real = inspect(db.engine).has_table(User.__tablename__) and not is_demo()
            db.session.remove()
            db.engine.dispose()  # who serves forks after this
        if real:
            takes = gettext("a time only over the demo company; this database holds more: leave it unset")
            raise BadSetting("SALESAPP_NOW", takes, turned.isoformat())
    return app
