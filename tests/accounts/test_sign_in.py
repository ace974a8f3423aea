import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from salesapp.accounts import actions, passwords
from salesapp.db import db
from salesapp.policies.actions import change
from salesapp.trail.models import AuditEntry
from salesapp.web import clock
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


def enter(client, username="lin", password=PASSWORD, **more):
    return client.post("/login", data={"username": username, "password": password, **more})


def events(user=None):
    query = select(AuditEntry.event).order_by(AuditEntry.seq)
    return db.session.scalars(query.where(AuditEntry.object_id == user.id) if user else query).all()


def test_a_stranger_is_asked_who_he_is_and_led_back_afterwards(visitor, lin):
    asked = visitor.get("/account?x=1")
    assert asked.status_code == 303
    form = visitor.get(asked.headers["Location"])
    assert form.status_code == 200

    answer = enter(visitor, next="/account?x=1")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/account?x=1")
    assert visitor.get("/account").status_code == 200


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:1",
        "",
        "/\t/evil.example",
        "/\x7f/evil.example",
        "/\r\n/x",
    ],
)
def test_nobody_is_led_to_another_site(visitor, lin, target):
    assert enter(visitor, next=target).headers["Location"] == "/"


def test_the_sign_in_name_may_be_written_in_capitals_and_with_blanks(visitor, lin):
    assert enter(visitor, username="  LIN ").status_code == 303


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("lin", "wrong"),
        ("nobody", PASSWORD),
        ("lin", PASSWORD + " "),
        ("' OR 1=1 --", "x"),
        ("lin\x00", "x" * 900),
    ],
)
def test_wrong_name_and_wrong_password_get_the_same_answer(visitor, lin, username, password):
    answer = enter(visitor, username, password)

    assert answer.status_code == 422
    assert "账号或密码不正确" in answer.text
    assert visitor.get("/account").status_code == 303


def test_what_was_typed_stays_but_the_password(visitor, lin):
    answer = enter(visitor, "lin", "wrong-secret")

    assert 'value="lin"' in answer.text
    assert "wrong-secret" not in answer.text


@pytest.mark.parametrize("missing", ["username", "password"])
def test_both_must_be_filled_in(visitor, lin, missing):
    answer = enter(visitor, **{missing: ""})

    assert answer.status_code == 422
    assert "请填写此项" in answer.text


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


def test_every_try_is_in_the_trail_without_a_password_or_an_unknown_name(visitor, lin):
    enter(visitor, password="wrong-secret")
    enter(visitor, username="demo-Sales-2026")
    enter(visitor)
    visitor.post("/logout")

    assert events(lin)[-3:] == ["sign_in_failed", "sign_in", "sign_out"]
    everything = " ".join(db.session.scalars(select(AuditEntry.changes)))
    assert "wrong-secret" not in everything
    assert PASSWORD not in everything
    failed = db.session.scalars(select(AuditEntry).where(AuditEntry.event == "sign_in_failed")).all()
    assert json.loads(failed[-1].changes)["why"] == "unknown name"
    assert failed[-1].ip == "127.0.0.1"


def test_a_closed_account_stays_outside(visitor, lin, cast):
    actions.close_user(lin, by=cast.admin, at=MONDAY)
    db.session.commit()

    assert "已停用" in enter(visitor).text


def test_the_last_visit_is_told(visitor, lin):
    enter(visitor)
    visitor.post("/logout")
    with clock.frozen(MONDAY + timedelta(hours=2)):
        enter(visitor)
        page = visitor.get("/account").text

    assert "2026-11-23 09:00" in page
    assert "127.0.0.1" in page


def test_who_does_nothing_for_half_an_hour_is_asked_again(visitor, lin):
    enter(visitor)
    with clock.frozen(MONDAY + timedelta(minutes=30)):
        assert visitor.get("/account").status_code == 200
    with clock.frozen(MONDAY + timedelta(minutes=60, seconds=1)):
        assert visitor.get("/account").status_code == 303
        assert "长时间没有操作" in visitor.get("/login").text


def test_the_idle_time_is_a_setting(visitor, lin, cast):
    change("idle_minutes", 5, by=cast.admin, at=MONDAY)
    db.session.commit()
    enter(visitor)

    with clock.frozen(MONDAY + timedelta(minutes=5, seconds=1)):
        assert visitor.get("/account").status_code == 303


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


def change_password(client, old=PASSWORD, new="Better-2026-x", again=None):
    again = new if again is None else again
    return client.post("/account/password", data={"old": old, "new": new, "again_new": again})


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


def test_signing_out_ends_the_session(visitor, lin):
    enter(visitor)
    assert visitor.get("/logout").status_code == 200
    assert visitor.get("/account").status_code == 200

    visitor.post("/logout")

    assert visitor.get("/account").status_code == 303


def test_a_copy_of_the_cookie_opens_nothing_after_signing_out_and_other_devices_stay_in(app, visitor, lin):
    phone, thief = app.test_client(), app.test_client()
    assert enter(visitor).status_code == 303 and enter(phone).status_code == 303
    thief.set_cookie("salesapp", visitor.get_cookie("salesapp").value)
    assert thief.get("/account").status_code == 200
    visitor.post("/logout")
    assert thief.get("/account").status_code == 303
    assert phone.get("/account").status_code == 200


def test_nobody_can_be_signed_in_without_a_token(app, db_session, lin, frozen_clock):
    client = app.test_client()
    client.csrf = False

    assert enter(client).status_code == 400


def test_the_language_can_be_chosen_before_signing_in_and_kept_by_the_person(visitor, lin):
    assert "登录" in visitor.get("/login").text
    visitor.post("/language", data={"locale": "en"})
    assert "Sign in" in visitor.get("/login").text
    assert visitor.post("/language", data={"locale": "xx"}).status_code == 400

    enter(visitor)
    assert "本次登录" in visitor.get("/account").text
    answer = visitor.post(
        "/account", data=profile(visitor, locale="en", theme="dark", email="lin@corp.local")
    )

    assert answer.status_code == 303
    assert "My account" in visitor.get("/account").text
    assert (lin.locale, lin.theme, lin.email) == ("en", "dark", "lin@corp.local")


def profile(client, **values):
    page = client.get("/account").text
    version = re.search(r'name="version"[^>]*value="(\d+)"', page)[1]
    return {"locale": "zh_Hans_CN", "theme": "", "email": "", "version": version, **values}


@pytest.mark.parametrize(
    "values", [{"locale": "fr"}, {"theme": "pink"}, {"email": "no mail"}, {"email": "a" * 300 + "@b.cn"}]
)
def test_a_bad_profile_is_refused(visitor, lin, values):
    enter(visitor)

    assert visitor.post("/account", data=profile(visitor, **values)).status_code == 422


def test_the_sign_in_page_asks_the_database_for_almost_nothing(visitor, count_queries):
    visitor.get("/login")
    with count_queries() as counted:
        visitor.get("/login")

    assert counted.total <= 1


def test_signing_in_is_limited_by_address_and_by_name(app, db_session, lin, frozen_clock, monkeypatch):
    from salesapp.accounts.limits import limiter

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
    from salesapp.accounts.limits import limiter

    monkeypatch.setitem(app.config, "RATELIMIT_ENABLED", True)
    limiter.reset()
    try:
        assert {enter(app.test_client()).status_code for _ in range(35)} == {303}
    finally:
        limiter.reset()
