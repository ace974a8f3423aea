"""A password that is compared takes long: what an administrator does meanwhile beats whoever knows the old one."""

import pytest

from salesapp.accounts.passwords import actions
from salesapp.accounts.passwords import rules as passwords
from salesapp.accounts.passwords.rules import Compared
from salesapp.accounts.people.actions import close_user
from salesapp.accounts.queries import by_username
from salesapp.accounts.sessions.actions import prove
from salesapp.db import db
from tests.accounts.conftest import PASSWORD
from tests.conftest import MONDAY

GIVEN, SENTENCE = "Admin-Given-77x", "密码或账号已被更改，请重新登录"


def reset(lin, admin):
    actions.give_drawn_password(lin, passwords.hashed(GIVEN), by=admin, at=MONDAY)


def close(lin, admin):
    close_user(lin, by=admin, at=MONDAY)


def close_and_open(lin, admin):
    """Change the stamp of the sessions alone."""
    close(lin, admin)
    lin.active = True


@pytest.fixture(params=[reset, close, close_and_open])
def meanwhile(request, monkeypatch):
    """Let an administrator act while the old password is compared."""

    def begin():
        compare = passwords._hasher.verify

        class Slow(type(passwords._hasher)):
            def verify(self, stored, typed):
                try:
                    return compare(stored, typed)
                finally:
                    request.param(by_username("lin"), by_username("admin"))
                    db.session.commit()

        monkeypatch.setattr(passwords, "_hasher", Slow())

    return begin


@pytest.mark.parametrize("act", [reset, close, close_and_open])
def test_the_old_password_changes_nothing_any_more(lin, act):
    old = Compared(PASSWORD, known=True, stored=lin.password_hash, stamp=lin.session_stamp)
    act(lin, by_username("admin"))
    db.session.commit()
    in_force = lin.password_hash

    with pytest.raises(passwords.PasswordRefused, match=SENTENCE):
        actions.change_own_password(lin, passwords.hashed("Thief-Passw0rd-2"), old=old, at=MONDAY)

    assert lin.password_hash == in_force


@pytest.mark.parametrize("typed", [PASSWORD, "wrong-Passw0rd"])
def test_the_old_password_proves_nothing_any_more(lin, meanwhile, typed):
    failures = lin.failed_count
    meanwhile()

    refused = prove(lin, typed, at=MONDAY)

    assert lin.failed_count == failures
    assert SENTENCE in str(refused)


def test_the_password_in_force_proves_who_it_is(lin):
    assert prove(lin, PASSWORD, at=MONDAY) is None
