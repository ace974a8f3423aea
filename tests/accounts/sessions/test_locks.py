"""Wrong passwords make their address wait, and nobody may knock without end (4.2)."""

from datetime import timedelta

import pytest

from salesapp.accounts.sessions.actions import forget
from salesapp.accounts.sessions.models import SignInDelay
from salesapp.db import db
from salesapp.policies.actions import change
from salesapp.trail.models import AuditEntry
from salesapp.web import clock
from tests.conftest import MONDAY

PASSWORD = "demo-Sales-2026"


def enter(client, username="lin", password=PASSWORD, address="127.0.0.1"):
    data = {"username": username, "password": password}
    return client.post("/login", data=data, environ_base={"REMOTE_ADDR": address})


def wrong(client, times, username="lin", address="127.0.0.1"):
    return [enter(client, username, "wrong", address).text for _ in range(times)][-1]


def test_the_fifth_wrong_password_waits_a_minute_and_then_the_right_one_opens(visitor, lin):
    assert "不正确" in wrong(visitor, 4)
    assert "请等 1 分钟" in wrong(visitor, 1)
    assert "请等 1 分钟" in enter(visitor).text
    assert visitor.get("/account").status_code == 303

    with clock.frozen(MONDAY + timedelta(seconds=59)):
        assert enter(visitor).status_code == 422
    with clock.frozen(MONDAY + timedelta(seconds=60)):
        assert enter(visitor).status_code == 303


def test_each_wrong_password_after_it_waits_twice_as_long_up_to_a_quarter_of_an_hour(visitor, lin):
    wrong(visitor, 5)
    at, said = MONDAY, []
    for minutes in (1, 2, 4, 8, 15):
        at += timedelta(minutes=minutes)
        with clock.frozen(at):
            said.append(wrong(visitor, 1))
    for minutes, words in zip((2, 4, 8, 15, 15), said, strict=True):
        assert f"请等 {minutes} 分钟" in words


@pytest.mark.parametrize("username", ["lin", "nobody-at-all"])
def test_a_name_that_nobody_has_waits_just_as_long(visitor, lin, username):
    assert "请等 1 分钟" in wrong(visitor, 5, username)
    assert "请等 1 分钟" in enter(visitor, username).text


def test_nobody_is_kept_out_by_wrong_passwords_from_elsewhere(visitor, lin, app):
    assert "请等" in wrong(visitor, 5, address="10.0.0.66")
    assert enter(app.test_client(), address="10.0.0.7").status_code == 303


def test_many_addresses_together_make_strangers_wait_but_not_where_the_person_came_from(visitor, lin, app):
    enter(app.test_client(), address="10.0.0.7")
    for number in range(10):
        wrong(visitor, 5, address=f"10.9.0.{number}")

    assert "请等" in enter(visitor, address="10.9.1.1").text
    assert enter(app.test_client(), address="10.0.0.7").status_code == 303


def test_all_processes_count_together_since_the_count_is_a_row(visitor, lin, db_session):
    wrong(visitor, 3)
    rows = db_session.scalars(db.select(SignInDelay.failures)).all()
    assert rows == [3, 3]


def test_a_right_password_in_between_starts_the_count_anew(visitor, lin):
    wrong(visitor, 4)
    enter(visitor)
    visitor.post("/logout")
    assert "不正确" in wrong(visitor, 4)


def test_a_day_without_a_wrong_password_is_forgiven(visitor, lin):
    wrong(visitor, 4)
    with clock.frozen(MONDAY + timedelta(days=1)):
        assert "不正确" in wrong(visitor, 4)


def test_how_many_failures_make_wait_is_a_setting(visitor, lin, cast):
    change("lock_failures", 3, by=cast.admin, at=MONDAY)
    db.session.commit()
    assert "不正确" in wrong(visitor, 2)
    assert "请等" in wrong(visitor, 1)


def test_waiting_stands_in_the_trail_and_what_is_old_is_forgotten(visitor, lin, db_session):
    wrong(visitor, 5)
    enter(visitor)
    events = db_session.scalars(db.select(AuditEntry.event).order_by(AuditEntry.seq.desc()).limit(3)).all()
    assert sorted(events) == ["sign_in_delay", "sign_in_failed", "sign_in_failed"]

    forget(at=MONDAY + timedelta(days=7, seconds=1))
    assert not db_session.scalars(db.select(SignInDelay)).all()


def test_signing_in_is_limited_by_address_and_by_name(app, db_session, lin, frozen_clock, monkeypatch):
    from salesapp.web.limits import limiter

    monkeypatch.setitem(app.config, "RATELIMIT_ENABLED", True)
    limiter.reset()
    client = app.test_client()
    try:
        codes = [enter(client, username="nobody", password="x").status_code for _ in range(11)]
        assert codes == [422] * 10 + [429]
        assert enter(client, username="nobody", password="x", address="10.0.0.9").status_code == 422
        assert [enter(client, username=f"n{n}", password="x").status_code for n in range(21)][-1] == 429
    finally:
        limiter.reset()


def test_right_sign_ins_are_never_too_many(app, db_session, lin, frozen_clock, monkeypatch):
    from salesapp.web.limits import limiter

    monkeypatch.setitem(app.config, "RATELIMIT_ENABLED", True)
    limiter.reset()
    try:
        assert {enter(app.test_client()).status_code for _ in range(35)} == {303}
    finally:
        limiter.reset()
