"""Wrong passwords lock, and nobody may knock without end (4.2)."""

from datetime import timedelta

from salesapp.db import db
from salesapp.policies.actions import change
from salesapp.web import clock
from tests.conftest import MONDAY

PASSWORD = "demo-Sales-2026"


def enter(client, username="lin", password=PASSWORD, **more):
    return client.post("/login", data={"username": username, "password": password, **more})


def test_the_fifth_wrong_password_locks_and_a_quarter_of_an_hour_later_the_right_one_opens(visitor, lin):
    for _ in range(4):
        assert "不正确" in enter(visitor, password="wrong").text
    assert "锁定 15 分钟" in enter(visitor, password="wrong").text
    assert "锁定" in enter(visitor).text
    assert visitor.get("/account").status_code == 303

    with clock.frozen(MONDAY + timedelta(minutes=14, seconds=59)):
        assert enter(visitor).status_code == 422
    with clock.frozen(MONDAY + timedelta(minutes=15)):
        assert enter(visitor).status_code == 303


def test_after_a_lock_counting_begins_anew(visitor, lin):
    for _ in range(5):
        enter(visitor, password="wrong")
    with clock.frozen(MONDAY + timedelta(minutes=15)):
        assert "不正确" in enter(visitor, password="wrong").text
        assert enter(visitor).status_code == 303


def test_a_right_password_in_between_starts_the_count_anew(visitor, lin):
    for _ in range(4):
        enter(visitor, password="wrong")
    enter(visitor)
    visitor.post("/logout")
    for _ in range(4):
        assert "锁定" not in enter(visitor, password="wrong").text


def test_how_many_failures_lock_is_a_setting(visitor, lin, cast):
    change("lock_failures", 3, by=cast.admin, at=MONDAY)
    db.session.commit()
    for _ in range(2):
        enter(visitor, password="wrong")

    assert "锁定" in enter(visitor, password="wrong").text


def test_signing_in_is_limited_by_address_and_by_name(app, db_session, lin, frozen_clock, monkeypatch):
    from salesapp.web.limits import limiter

    monkeypatch.setitem(app.config, "RATELIMIT_ENABLED", True)
    limiter.reset()
    client = app.test_client()
    try:
        codes = [enter(client, username="nobody", password="x").status_code for _ in range(11)]
        assert codes == [422] * 10 + [429]
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
