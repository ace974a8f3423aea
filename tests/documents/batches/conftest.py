"""Sheets of three opportunities, ordered together, and the jobs process that prints them."""

from __future__ import annotations

import pytest

from salesapp.db import db
from salesapp.documents.batches import actions
from salesapp.documents.batches.jobs import print_batches
from salesapp.documents.register.models import PrintedSheet
from salesapp.web import clock
from tests.opportunities.factories import make_opportunity


@pytest.fixture(autouse=True)
def our_press(monkeypatch, the_press):
    monkeypatch.setattr("salesapp.documents.paper.rendering.press", lambda: the_press)
    monkeypatch.setattr("salesapp.documents.routes.press", lambda: the_press)


@pytest.fixture
def three(cast, db_session, frozen_clock):
    """Three opportunities of lin's."""
    found = [make_opportunity(cast.lin) for _number in range(3)]
    db_session.commit()
    return found


@pytest.fixture
def ordered(three, cast, db_session):
    batch = actions.order("F06", [one.id for one in three], masked=False, by=cast.lin, at=clock.now())
    db_session.commit()
    return batch


def printed() -> list[tuple]:
    columns = (PrintedSheet.form_code, PrintedSheet.record_id, PrintedSheet.kind, PrintedSheet.nth)
    return [tuple(row) for row in db.session.execute(db.select(*columns).order_by(PrintedSheet.id))]


def work() -> None:
    """Let the jobs process have its minute."""
    print_batches(at=clock.now())
    db.session.expire_all()
