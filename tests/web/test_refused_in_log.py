"""Who is refused something stands in the log: who, from where, which path; and no more than that."""

import logging

import pytest


@pytest.fixture
def told(caplog):
    caplog.set_level(logging.INFO)

    def lines():
        return [one.getMessage() for one in caplog.records if one.getMessage().startswith("refused")]

    return lines


def test_what_is_not_for_ones_role(sign_in, told):
    sign_in("lin").get("/settings/users", environ_base={"REMOTE_ADDR": "10.0.0.7"})
    assert told() == ["refused: 403 not for this role, person=lin address=10.0.0.7 GET /settings/users"]


def test_a_record_that_is_not_ones_own(sign_in, told):
    sign_in("lin").get("/customers/987654?secret=1", environ_base={"REMOTE_ADDR": "10.0.0.7"})
    assert told() == [
        "refused: 404 not there, or not theirs, person=lin address=10.0.0.7 GET /customers/987654"
    ]


def test_a_form_from_elsewhere(sign_in, told):
    client = sign_in("lin")
    client.csrf = False
    client.application.config["WTF_CSRF_ENABLED"] = True
    assert client.post("/account", environ_base={"REMOTE_ADDR": "10.0.0.7"}).status_code == 400
    assert told() == ["refused: 400 form token, person=lin address=10.0.0.7 POST /account"]


def test_strangers_who_ask_for_what_is_not_there_fill_no_log(visitor, told):
    visitor.get("/wp-login.php")
    assert told() == []


def test_a_token_that_opens_nothing(visitor, told):
    assert visitor.get("/feeds/wrong.ics").status_code == 404
    assert told() == ["refused: 404 no such token, person=- address=127.0.0.1 GET /feeds/….ics"]


@pytest.fixture
def visitor(app, db_session, frozen_clock):
    return app.test_client()
