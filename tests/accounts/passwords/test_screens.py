"""Passwords change: first ones, old ones, one's own."""

from datetime import timedelta

import pytest

from salesapp.accounts.passwords import rules as passwords
from salesapp.db import db
from salesapp.policies.actions import change
from tests.conftest import MONDAY

PASSWORD = "demo-Sales-2026"


def enter(client, username="lin", password=PASSWORD, **more):
    return client.post("/login", data={"username": username, "password": password, **more})


def change_password(client, old=PASSWORD, new="Better-2026-x", again=None):
    again = new if again is None else again
    return client.post("/account/password", data={"old": old, "new": new, "again_new": again})


def test_a_first_password_must_be_changed_before_anything_else(visitor, lin):
    lin.must_change_password = True
    db.session.commit()
    enter(visitor)

    for path in ("/account", "/settings", "/accounts/pick"):
        assert visitor.get(path).headers["Location"] == "/account/password"
    assert visitor.get("/account/password").status_code == 200

    answer = change_password(visitor)

    assert answer.status_code == 303
    assert visitor.get("/account").status_code == 200
    assert not lin.must_change_password


def test_a_password_that_is_too_old_must_be_changed(visitor, lin, cast):
    change("password_days", 90, by=cast.admin, at=MONDAY)
    lin.password_changed_at = MONDAY - timedelta(days=90)
    db.session.commit()
    enter(visitor)

    assert visitor.get("/account").headers["Location"] == "/account/password"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"old": "wrong"}, "当前密码不正确"),
        ({"new": PASSWORD}, "新密码与旧密码相同"),
        ({"new": "short"}, "至少 10 个字符"),
        ({"new": "abcdefghijk"}, "至少包含"),
        ({"again": "Other-2026-x"}, "两次输入的新密码不一致"),
        ({"new": ""}, "请填写此项"),
    ],
)
def test_a_bad_change_of_password_is_refused_and_the_old_one_stays(visitor, lin, values, sentence):
    enter(visitor)

    answer = change_password(visitor, **values)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert passwords.matches(lin.password_hash, PASSWORD)


def test_a_changed_password_ends_all_other_sessions_and_keeps_this_one(app, visitor, lin):
    elsewhere = app.test_client()
    enter(visitor)
    enter(elsewhere)

    change_password(visitor)

    assert visitor.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 303
    assert enter(elsewhere).status_code == 422
    assert enter(elsewhere, password="Better-2026-x").status_code == 303
