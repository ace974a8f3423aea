"""What is slow holds nobody up, and the watch that says so in every test can fail."""

from __future__ import annotations

import pytest

from salesapp.accounts.passwords import rules as passwords
from salesapp.db import db, let_go, reading
from tests import slow


def ask() -> None:
    db.session.scalar(db.text("SELECT 1"))


def test_the_watch_sees_a_transaction_of_a_request_that_may_write(app, db_session):
    with app.test_request_context("/", method="POST"):
        ask()
        with pytest.raises(AssertionError, match="nobody else can save"):
            passwords.hash_password("demo-Sales-2026")


def test_the_watch_lets_be_what_holds_nobody_up(app, db_session):
    with app.test_request_context("/", method="POST"):
        ask()
        let_go()
        assert passwords.hash_password("demo-Sales-2026")
    with app.test_request_context("/"), reading():
        ask()
        assert passwords.hash_password("demo-Sales-2026")


@pytest.mark.parametrize("what", ["a picture is opened", "a mail is sent", "a sheet is printed"])
def test_the_watch_names_what_is_slow(app, db_session, what):
    with app.test_request_context("/", method="POST"):
        ask()
        with pytest.raises(AssertionError, match=what):
            slow.look(what)


def test_a_form_does_what_is_slow_before_anything_is_held(app, cast, monkeypatch):
    from salesapp.accounts.passwords.forms import FirstPasswordForm

    with app.test_request_context("/", method="POST", data={"password": "demo-Sales-2026"}):
        form = FirstPasswordForm(meta={"csrf": False})
        ask()
        held = []
        verb = lambda: held.append(db.session().in_transaction())  # noqa: E731
        form.carry_out(verb, slow=lambda: held.append(db.session().in_transaction()))
        assert held == [False, True]
