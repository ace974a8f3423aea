"""What tests of mail stand on: a morning, and a mail server on this machine."""

from __future__ import annotations

import pytest

from salesapp.web import clock
from tests.mail.offices import office


@pytest.fixture
def now(at):
    moment = at(2026, 11, 23, 9, 0)
    with clock.frozen(moment):
        yield moment


@pytest.fixture
def inbox(app, monkeypatch):
    with office(app, monkeypatch) as made:
        yield made
