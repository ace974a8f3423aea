"""The second step at sign-in: set up, shown, lost; who must is led to it (conventions 4.2)."""

from datetime import timedelta

import pytest

from salesapp.accounts.cli import user
from salesapp.accounts.factors.models import Authenticator, RecoveryCode
from salesapp.db import db
from salesapp.mail.models import OutgoingMail
from salesapp.policies.actions import change
from salesapp.trail.models import AuditEntry
from salesapp.web import clock
from tests.accounts.conftest import PASSWORD
from tests.accounts.factors.conftest import set_up
from tests.conftest import MONDAY
from tests.pages import part


def test_without_a_second_step_the_password_alone_opens(tang, enter):
    client, answer = enter("tang")
    assert answer.location == "/" and client.get("/account").status_code == 200


def test_after_it_is_set_up_the_password_alone_opens_nothing(phone, enter):
    client, answer = enter("tang")
    assert answer.location == "/login/second-step"
    assert client.get("/account").location.startswith("/login")
    assert "二次验证" in client.get("/login/second-step").text

    client, answer = enter("tang", phone.code())
    assert answer.location == "/" and client.get("/account").status_code == 200


def test_one_is_led_to_where_one_wanted_to_go(phone, app):
    client = app.test_client()
    client.post("/login", data={"username": "tang", "password": PASSWORD, "next": "/customers"})
    assert client.post("/login/second-step", data={"code": phone.code()}).location == "/customers"


def test_a_code_opens_once(phone, enter):
    code = phone.code()
    assert enter("tang", code)[1].status_code == 303
    again = enter("tang", code)[1]
    assert again.status_code == 422 and "验证码不正确" in again.text


def test_a_wrong_or_missing_code_is_refused_beside_the_field_and_after_five_one_waits(
    phone, enter, db_session
):
    assert "请填写此项" in part(enter("tang", "")[1], "code-field").text
    wrong = "000000" if phone.code() != "000000" else "000001"
    answers = [enter("tang", wrong)[1] for _ in range(5)]
    assert "验证码不正确" in part(answers[0], "code-field").text
    assert "请等 1 分钟" in answers[-1].text
    assert "请等 1 分钟" in enter("tang")[1].text
    assert db_session.scalar(db.select(AuditEntry.event).order_by(AuditEntry.seq.desc())) == "sign_in_failed"


def test_half_way_in_lasts_five_minutes(phone, enter):
    client, _answer = enter("tang")
    with clock.frozen(clock.now() + timedelta(minutes=5, seconds=1)):
        late = client.post("/login/second-step", data={"code": phone.code()})
        assert late.location == "/login" and client.get("/login/second-step").location == "/login"


def test_nobody_begins_with_the_second_step(phone, visitor):
    assert visitor.post("/login/second-step", data={"code": phone.code()}).location == "/login"


def test_a_recovery_code_opens_once_and_is_counted(phone, enter, db_session):
    assert len(phone.codes) == 10
    client, answer = enter("tang", phone.codes[0].upper())
    assert answer.status_code == 303
    assert enter("tang", phone.codes[0])[1].status_code == 422
    assert "还剩 9 个恢复码" in part(client.get("/account/second-step"), "codes").text
    stored = db_session.scalars(db.select(RecoveryCode.mark)).all()
    assert len(stored) == 10 and not set(phone.codes) & set(stored)


def test_new_recovery_codes_take_the_place_of_the_old(phone, enter):
    client, _answer = enter("tang", phone.code())
    shown = client.post("/account/second-step/codes", data={"token": "codes"})
    assert shown.headers["Cache-Control"] == "no-store" and phone.codes[0] not in shown.text
    assert enter("tang", phone.codes[0])[1].status_code == 422


def test_the_secret_rests_sealed(phone, db_session):
    kept = db_session.scalar(db.select(Authenticator))
    assert phone.totp.secret not in kept.secret


def test_a_wrong_first_code_keeps_the_picture(tang, enter):
    client, _answer = enter("tang")
    assert (
        'viewBox="0 0' in client.get("/account/second-step/authenticator").text
    )  # whole, however small it is shown
    secret = part(client.get("/account/second-step/authenticator"), "secret").text
    wrong = client.post("/account/second-step/authenticator", data={"code": "123"})
    assert wrong.status_code == 422 and "自动设置时间" in part(wrong, "code-field").text
    assert part(wrong, "secret").text == secret and "<svg" in wrong.text


@pytest.mark.parametrize(("who", "led"), [("leading", True), ("own", False), ("all", True)])
def test_who_must_is_led_to_it_before_anything_else(tang, cast, enter, who, led):
    change("second_step", who, by=cast.admin, at=MONDAY)
    db.session.commit()
    client, _answer = enter("tang")
    assert (client.get("/customers").location == "/account/second-step") is led
    assert client.get("/account/second-step").status_code == 200
    if led:
        set_up(client)
        assert client.get("/customers").status_code == 200


def test_reps_must_only_where_everybody_must(lin, cast, enter):
    change("second_step", "leading", by=cast.admin, at=MONDAY)
    db.session.commit()
    assert enter("lin")[0].get("/customers").status_code == 200


def test_it_can_be_taken_away_where_nothing_asks_for_it(phone, enter, cast):
    client, _answer = enter("tang", phone.code())
    client.post("/account/second-step/authenticator/removals")
    assert enter("tang")[1].location == "/"


def test_who_must_keeps_the_last_one(phone, enter, cast):
    change("second_step", "leading", by=cast.admin, at=MONDAY)
    db.session.commit()
    client, _answer = enter("tang", phone.code())
    kept = client.post("/account/second-step/authenticator/removals")
    assert kept.status_code == 422 and "请先设置另一种方式" in kept.text
    assert enter("tang")[1].location == "/login/second-step"


def test_an_administrator_takes_it_away_and_the_person_is_told(phone, cast, sign_in, enter, db_session):
    page = sign_in("admin").get(f"/settings/users/{cast.tang.id}")
    assert "取消二次验证" in page.text
    sign_in("admin").post(f"/settings/users/{cast.tang.id}/second-step/removals")

    assert enter("tang")[1].location == "/"
    mail = db_session.scalar(db.select(OutgoingMail).order_by(OutgoingMail.id.desc()))
    assert mail.subject == "您的二次验证已被取消" and "管理员" in mail.body
    assert sign_in("fang").post(f"/settings/users/{cast.tang.id}/second-step/removals").status_code == 403


def test_the_shell_takes_it_away_from_the_last_administrator(phone, app, enter):
    done = app.test_cli_runner().invoke(user, ["second-step-off", "tang"])
    assert done.exit_code == 0, done.output
    assert enter("tang")[1].location == "/"
    assert app.test_cli_runner().invoke(user, ["second-step-off", "nobody"]).exit_code == 1
