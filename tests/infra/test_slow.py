"""What is slow holds nobody up, and the watch that says so in every test can fail."""

from __future__ import annotations

import smtplib

import pytest

from salesapp.accounts.passwords import rules as passwords
from salesapp.accounts.passwords.forms import DrawingForm
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


@pytest.mark.parametrize(
    ("place", "watched"),
    [
        ("/x/salesapp/mail/jobs.py", True),
        ("/x/salesapp/mail/letters/jobs.py", True),
        ("/x/salesapp/backup/cli.py", True),
        ("/x/salesapp/mail/actions.py", False),
        ("/x/tests/mail/test_jobs.py", False),
    ],
)
def test_every_job_and_command_is_watched(place, watched):
    assert bool(slow.WORK.search(place)) is watched


def test_a_job_that_speaks_to_a_mail_server_in_its_transaction_is_found(app, db_session, tmp_path):
    job = tmp_path / "salesapp" / "some" / "jobs.py"
    text = "def run(ask, smtplib):\n    ask()\n    smtplib.SMTP().connect('127.0.0.1', 1)\n"
    said = {}
    exec(compile(text, str(job), "exec"), said)
    with pytest.raises(AssertionError, match="a mail server is called while a transaction is open"):
        said["run"](ask, smtplib)
    let_go()
    with pytest.raises(OSError):
        said["run"](lambda: None, smtplib)


def test_a_form_does_what_is_slow_while_nothing_is_held(app, cast):
    with app.test_request_context("/", method="POST"):
        form = DrawingForm(meta={"csrf": False})
        ask()  # who signed in was looked up before
        assert form.carry_out(lambda: form.drawn, slow=form.draw).hash
        ask()
        with pytest.raises(AssertionError, match="a password is hashed"):
            DrawingForm(meta={"csrf": False}).carry_out(form.draw)
