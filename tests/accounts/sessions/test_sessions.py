"""Where one is signed in: listed, ended one by one, and over after twelve hours whatever one does (4.2)."""

from datetime import timedelta

import pytest

from salesapp.accounts.sessions.models import SignedIn
from salesapp.app import create_app
from salesapp.config import Config
from salesapp.db import db
from salesapp.policies.actions import change
from salesapp.trail.models import AuditEntry
from salesapp.web import clock
from tests.accounts.conftest import PASSWORD
from tests.conftest import MONDAY
from tests.pages import part

PHONE = "Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile Safari/537.36 MicroMessenger/8.0"


@pytest.fixture
def devices(app, lin, frozen_clock):
    """Lin at the desk and on the phone."""

    def enter(address, agent):
        client = app.test_client()
        client.post(
            "/login", data={"username": "lin", "password": PASSWORD}, headers={"User-Agent": agent},
            environ_base={"REMOTE_ADDR": address},
        )  # fmt: skip
        return client

    return enter("10.0.0.7", "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"), enter("10.0.0.8", PHONE)


def test_one_sees_where_one_is_signed_in_this_one_first(devices):
    desk, phone = devices
    rows = part(desk.get("/account/sessions"), "sessions").text
    assert rows.index("Firefox · Windows") < rows.index("微信 · Android")
    assert "10.0.0.8" in rows and rows.count("当前设备") == 1
    assert "微信 · Android" in part(phone.get("/account/sessions"), "sessions").text.partition("当前设备")[0]


def test_a_lost_phone_is_signed_out_from_the_desk(devices, db_session):
    desk, phone = devices
    there = db_session.scalar(db.select(SignedIn.id).where(SignedIn.ip == "10.0.0.8"))

    answer = desk.post(f"/account/sessions/{there}/end", data={"token": "one"}, follow_redirects=True)

    assert "会话已结束" in answer.text
    assert phone.get("/account").location.startswith("/login")
    assert desk.get("/account").status_code == 200
    last = db_session.scalar(db.select(AuditEntry.event).order_by(AuditEntry.seq.desc()))
    assert last == "session_end"


def test_a_session_that_is_over_or_of_somebody_else_cannot_be_ended(devices, sign_in, db_session):
    desk, _phone = devices
    there = db_session.scalar(db.select(SignedIn.id).where(SignedIn.ip == "10.0.0.8"))

    assert sign_in("fang").post(f"/account/sessions/{there}/end", data={"token": "f"}).status_code == 422
    assert desk.post(f"/account/sessions/{there}/end", data={"token": "1"}).status_code == 303
    again = desk.post(f"/account/sessions/{there}/end", data={"token": "2"})
    assert again.status_code == 422 and "已经结束" in again.text


def test_all_others_end_at_once(devices):
    desk, phone = devices
    desk.post("/account/sessions/end", data={"token": "all"})
    assert phone.get("/account").status_code == 303
    assert desk.get("/account").status_code == 200
    assert "结束其他全部" not in desk.get("/account/sessions").text


def test_who_never_stops_is_signed_out_after_twelve_hours(devices, cast):
    desk, phone = devices
    for quarter in range(1, 48):
        with clock.frozen(MONDAY + timedelta(minutes=15 * quarter)):
            assert desk.get("/account").status_code == 200
    with clock.frozen(MONDAY + timedelta(hours=12)):
        assert desk.post("/account", data={}).location.startswith("/login")
        assert "登录已满最长时间" in desk.get("/login").text


def test_the_hours_are_a_setting(devices, cast):
    change("session_hours", 1, by=cast.admin, at=MONDAY)
    db.session.commit()
    with clock.frozen(MONDAY + timedelta(minutes=29)):
        assert devices[0].get("/account").status_code == 200
    with clock.frozen(MONDAY + timedelta(minutes=58)):
        assert devices[0].get("/account").status_code == 200
    with clock.frozen(MONDAY + timedelta(minutes=60)):
        assert devices[0].get("/account").status_code == 303


@pytest.mark.parametrize(
    ("base", "name"), [("http://127.0.0.1:8000", "salesapp"), ("https://crm.example.cn", "__Host-salesapp")]
)
def test_over_https_the_cookie_belongs_to_this_very_host(tmp_path, base, name):
    app = create_app(Config.from_environment({"SALESAPP_DATA_DIR": str(tmp_path), "SALESAPP_BASE_URL": base}))
    client = app.test_client()
    with client.session_transaction(base_url=base) as session:
        session["a"] = 1
    cookie = client.get_cookie(name, domain=base.partition("//")[2].partition(":")[0])
    assert cookie is not None and cookie.path == "/" and cookie.secure == base.startswith("https")
