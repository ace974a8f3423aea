"""Coming in and going out: who gets in, what is told, how a session ends (4.2)."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from salesapp.accounts.people import actions as people
from salesapp.db import db
from salesapp.policies.actions import change
from salesapp.trail.models import AuditEntry
from salesapp.web import clock
from tests.conftest import MONDAY

PASSWORD = "demo-Sales-2026"


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
    people.close_user(lin, by=cast.admin, at=MONDAY)
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


def test_whoever_sends_a_form_after_the_session_ended_reads_that_it_is_kept(visitor, lin):
    enter(visitor)
    visitor.post("/logout")
    assert "留作草稿" not in visitor.get("/login").text
    asked = visitor.post("/customers", data={"page": "/customers/new"})
    page = visitor.get(asked.headers["Location"]).text
    assert "登录已结束" in page and "留作草稿" in page
    enter(visitor)
    visitor.post("/logout")
    assert "留作草稿" not in visitor.get("/login").text


def test_the_idle_time_is_a_setting(visitor, lin, cast):
    change("idle_minutes", 5, by=cast.admin, at=MONDAY)
    db.session.commit()
    enter(visitor)

    with clock.frozen(MONDAY + timedelta(minutes=5, seconds=1)):
        assert visitor.get("/account").status_code == 303


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


def test_the_sign_in_page_asks_the_database_for_almost_nothing(visitor, count_queries):
    visitor.get("/login")
    with count_queries() as counted:
        visitor.get("/login")

    assert counted.total <= 1
