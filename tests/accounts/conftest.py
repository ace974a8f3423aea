"""What the tests of sign-in share: a person with a known password, somebody at the door."""

import pytest

from salesapp.accounts.passwords import rules as passwords
from salesapp.db import db
from tests.conftest import MONDAY

PASSWORD = "demo-Sales-2026"


@pytest.fixture
def lin(cast):
    cast.lin.password_hash = passwords.hash_password(PASSWORD)
    cast.lin.password_changed_at = MONDAY
    db.session.commit()
    return cast.lin


@pytest.fixture
def visitor(app, db_session, frozen_clock):
    return app.test_client()
