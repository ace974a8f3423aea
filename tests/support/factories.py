"""Requests for support for tests: asked through the same verb as on the screen."""

from __future__ import annotations

from datetime import UTC, date, datetime

from salesapp.db import db
from salesapp.support import actions
from salesapp.support.models import SupportRequest
from tests.customers.factories import make_customer

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Monday, 09:00 in Shanghai
THURSDAY = date(2026, 11, 26)


def asked(by, *, record=None, kind="customer", at=NOW, **changes) -> SupportRequest:
    """Ask technical support for something by Thursday."""
    record = record or make_customer(by)
    db.session.flush()
    values = {
        "role": "tech",
        "person_id": None,
        "what": "陪同演示排产",
        "detail": None,
        "due_on": THURSDAY,
    } | changes
    request = actions.ask(kind, record, values, by=by, at=at)
    db.session.commit()
    return request
