"""Somebody with a second step, and the codes that their phone shows."""

import re
from datetime import timedelta

import pyotp
import pytest

from salesapp.accounts.passwords import rules as passwords
from salesapp.db import db
from salesapp.web import clock
from tests.accounts.conftest import PASSWORD
from tests.conftest import MONDAY
from tests.pages import part


class Phone:
    """An authenticator that scanned a code."""

    def __init__(self, secret: str):
        self.totp = pyotp.TOTP(secret)

    def code(self) -> str:
        """Show the code of this moment."""
        return self.totp.at(clock.now())


@pytest.fixture
def tang(cast):
    cast.tang.password_hash = passwords.hash_password(PASSWORD)
    cast.tang.password_changed_at = MONDAY
    db.session.commit()
    return cast.tang


@pytest.fixture
def enter(app, frozen_clock, db_session):
    """Sign a member of the cast in with the password, and with a code where one is given."""

    def entering(username, code=None, client=None):
        client = client or app.test_client()
        answer = client.post("/login", data={"username": username, "password": PASSWORD})
        if code is not None:
            answer = client.post("/login/second-step", data={"code": code})
        return client, answer

    return entering


def set_up(client) -> tuple[Phone, list[str]]:
    """Set an authenticator up as a person does, and return it with the recovery codes."""
    page = client.get("/account/second-step/authenticator")
    phone = Phone(part(page, "secret").text.replace(" ", ""))
    shown = client.post("/account/second-step/authenticator", data={"code": phone.code()})
    assert shown.status_code == 200, shown.text
    return phone, re.findall(r"<code>([a-z2-9-]{19})</code>", shown.text)


@pytest.fixture
def phone(tang, enter):
    """Tang's phone, half a minute after it was set up; ``codes`` are the recovery codes."""
    client, _answer = enter("tang")
    made, codes = set_up(client)
    made.codes = codes
    with clock.frozen(MONDAY + timedelta(seconds=60)):
        yield made
