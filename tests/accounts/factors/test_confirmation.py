"""Settings of money and people: who has a second step shows it again."""

from datetime import timedelta

import pytest

from salesapp.rights import access
from salesapp.web import clock
from tests.accounts.conftest import PASSWORD
from tests.pages import part

RULES = "/settings/rules/approvals"


@pytest.fixture
def tang_in(phone, enter):
    """Tang, who came in with the second step."""
    return enter("tang", phone.code())[0]


def later(**since):
    return clock.frozen(clock.now() + timedelta(**since))


def test_just_after_coming_in_settings_are_open(tang_in):
    assert tang_in.get(RULES).status_code == 200


def test_a_quarter_of_an_hour_later_it_is_asked_again_and_leads_back(tang_in, phone):
    with later(minutes=15):
        asked = tang_in.get(RULES)
        assert asked.location == f"/account/second-step/confirmation?next={RULES.replace('/', '%2F')}" or (
            asked.location.startswith("/account/second-step/confirmation")
        )
        assert tang_in.get("/customers").status_code == 200
        assert "请确认是您本人" in tang_in.get(asked.location).text
        done = tang_in.post("/account/second-step/confirmation", data={"code": phone.code(), "next": RULES})
        assert done.location == RULES
        assert tang_in.get(RULES).status_code == 200


def test_what_one_was_filling_in_may_be_saved_for_an_hour(tang_in):
    with later(minutes=29):
        assert tang_in.post(RULES, data={}).status_code in (303, 409, 422)
        tang_in.get("/customers")
    with later(minutes=58):
        tang_in.get("/customers")
    with later(minutes=60):
        assert tang_in.post(RULES, data={}).location.startswith("/account/second-step/confirmation")


def test_a_wrong_code_does_not_open_and_five_make_wait(tang_in, phone):
    wrong = "000000" if phone.code() != "000000" else "000001"
    with later(minutes=15):
        said = [tang_in.post("/account/second-step/confirmation", data={"code": wrong}) for _ in range(5)]
        assert "验证码不正确" in part(said[0], "code-field").text
        assert tang_in.get(RULES).status_code == 303
        waits = tang_in.post("/account/second-step/confirmation", data={"code": phone.code()})
        assert waits.status_code == 422 and "请等" in waits.text


def test_who_has_no_second_step_is_not_asked(sign_in):
    assert sign_in("tang").get(RULES).status_code == 200
    assert sign_in("admin").get("/settings/users/new").status_code == 200


def test_people_rules_and_deputies_are_such_settings(app):
    assert {
        "people.update",
        "people.create_password",
        "rules.update",
        "deputies.create",
        "factors.create",
    } <= access.proved()


def test_a_thief_of_a_session_cannot_set_up_a_phone_of_their_own(tang_in):
    with later(minutes=16):
        assert tang_in.get("/account/second-step/authenticator").location.startswith(
            "/account/second-step/conf"
        )
        assert tang_in.post("/account/password", data={"old": PASSWORD}).status_code == 422
