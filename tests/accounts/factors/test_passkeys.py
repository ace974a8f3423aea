"""Passkeys, where https serves them: made, asked, refused, taken away."""

import html
import re
from dataclasses import replace

import pytest

from salesapp.accounts.factors.models import Passkey
from salesapp.db import db
from tests.accounts.factors.devices import Device
from tests.pages import part


@pytest.fixture
def https(app, monkeypatch):
    """The installation is reached over https."""
    config = replace(app.config["SALESAPP"], base_url="https://crm.example.cn")
    monkeypatch.setitem(app.config, "SALESAPP", config)


def options(page) -> str:
    return html.unescape(re.search(r'data-options="([^"]+)"', page.text)[1])


@pytest.fixture
def device(https, tang, enter):
    """Tang's laptop, which has a passkey."""
    client, _answer = enter("tang")
    made = Device()
    answer = made.make(options(client.get("/account/second-step/passkeys/new")))
    shown = client.post("/account/second-step/passkeys", data={"name": "办公电脑", "credential": answer})
    assert shown.status_code == 200 and "恢复码" in shown.text
    return made


def asked(enter):
    client, answer = enter("tang")
    assert answer.location == "/login/second-step"
    return client, options(client.get("/login/second-step"))


def test_a_passkey_opens_in_place_of_a_code(device, enter, db_session):
    client, wanted = asked(enter)
    assert client.post("/login/second-step", data={"credential": device.sign(wanted)}).location == "/"
    assert client.get("/account").status_code == 200
    assert db_session.scalar(db.select(Passkey)).sign_count == 1


def test_an_answer_opens_once(device, enter):
    client, wanted = asked(enter)
    answer = device.sign(wanted)
    client.post("/login/second-step", data={"credential": answer})
    other, _wanted = asked(enter)
    assert other.post("/login/second-step", data={"credential": answer}).status_code == 422


def test_another_device_another_site_and_rubbish_are_refused(device, enter):
    elsewhere = Device("evil.example", "https://evil.example")
    elsewhere.key, elsewhere.id = device.key, device.id
    stranger = Device()
    stranger.id = device.id
    for sign in (elsewhere.sign, stranger.sign, Device().sign, lambda wanted: "no json"):
        client, wanted = asked(enter)
        refused = client.post("/login/second-step", data={"credential": sign(wanted)})
        assert refused.status_code == 422 and "验证码不正确" in refused.text
        assert client.get("/account").status_code == 303


def test_a_passkey_needs_a_name_and_a_true_answer(https, tang, enter):
    client, _answer = enter("tang")
    made = Device().make(options(client.get("/account/second-step/passkeys/new")))
    nameless = client.post("/account/second-step/passkeys", data={"credential": made})
    assert nameless.status_code == 422 and "请填写" in part(nameless, "name-field").text
    stale = client.post("/account/second-step/passkeys", data={"name": "电脑", "credential": made})
    assert stale.status_code == 422 and "通行密钥未通过验证" in stale.text


def test_it_is_taken_away_again(device, enter, db_session):
    client, wanted = asked(enter)
    client.post("/login/second-step", data={"credential": device.sign(wanted)})
    assert "办公电脑" in part(client.get("/account/second-step"), "passkeys").text
    kept = db_session.scalar(db.select(Passkey.id))
    client.post(f"/account/second-step/passkeys/{kept}/removals", data={"token": "1"})
    assert enter("tang")[1].location == "/"
    gone = client.post(f"/account/second-step/passkeys/{kept}/removals", data={"token": "2"})
    assert gone.status_code == 422 and "已不存在" in gone.text


def test_without_https_none_is_offered(tang, enter):
    client, _answer = enter("tang")
    assert "只有以 https 开头的网址" in part(client.get("/account/second-step"), "passkeys").text
    page = client.get("/account/second-step/passkeys/new")
    assert page.status_code == 200 and "data-options" not in page.text
    refused = client.post("/account/second-step/passkeys", data={"name": "电脑", "credential": "{}"})
    assert refused.status_code == 422
