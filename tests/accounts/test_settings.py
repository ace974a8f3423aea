"""People to choose from, and the way into the settings."""

import pytest

NEW = {
    "name": "沈*",
    "username": "shen",
    "role": "finance",
    "team_id": "",
    "email": "shen@example.cn",
    "phone": "",
    "password": "Kfm7-Xqr7-Tpw4",
}


@pytest.fixture
def admin(sign_in, cast):
    return sign_in("admin")


def test_people_are_found_while_typing_and_escaped(sign_in, cast, db_session):
    client = sign_in("lin")
    cast.he.name = "<b>何*"
    db_session.commit()

    assert f'<option value="{cast.fang.id}"' in client.get("/accounts/pick?q=方").text
    assert f'<option value="{cast.fang.id}"' in client.get("/accounts/pick?q=FAN").text
    assert "&lt;b&gt;何" in client.get("/accounts/pick?q=he").text
    assert "<option" not in client.get("/accounts/pick?q=%25%27").text


def test_administrators_and_closed_accounts_are_not_offered(sign_in, cast, db_session):
    cast.fang.active = False
    db_session.commit()
    offered = sign_in("lin").get("/accounts/pick?q=").text

    assert "管理员" not in offered
    assert "审计员" not in offered
    assert "方*" not in offered
    assert offered.count("<option") == 9


@pytest.mark.parametrize(
    ("username", "first"),
    [("lin", "/settings/rules"), ("admin", "/settings/rules"), ("auditor", "/settings/rules")],
)
def test_the_settings_open_with_what_one_may_see(sign_in, cast, username, first):
    assert sign_in(username).get("/settings").headers["Location"] == first


def test_the_tabs_show_only_what_one_may_open(sign_in, cast):
    auditor = sign_in("auditor").get("/settings/rules").text
    rep = sign_in("lin").get("/settings/rules").text

    assert "/settings/audit" in auditor
    assert "/settings/users" not in auditor
    assert "/settings/audit" not in rep
    assert "/settings/scripts" in rep
