"""People to choose from, and the way into the settings."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.pages import part

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


@pytest.mark.parametrize("username", ["lin", "xu", "tang", "zheng", "admin", "auditor"])
def test_the_settings_list_each_page_that_one_may_open_with_a_sentence(sign_in, cast, username):
    client = sign_in(username)
    table = part(client.get("/settings"), "settings")
    rows = [(row.css_first("a"), row.css("td")[1].text().strip()) for row in table.node.css("tbody tr")]
    assert rows and all(says.endswith("。") for _link, says in rows)
    listed = [link.attributes["href"] for link, _says in rows]
    tabs = LexborHTMLParser(client.get("/settings/rules").text).css("nav.tabs")[0].css("a")
    assert listed == [tab.attributes["href"] for tab in tabs]
    assert {client.get(address).status_code for address in listed} == {200}


def test_the_tabs_show_only_what_one_may_open(sign_in, cast):
    auditor = sign_in("auditor").get("/settings/rules").text
    rep = sign_in("lin").get("/settings/rules").text

    assert "/settings/audit" in auditor
    assert "/settings/users" not in auditor
    assert "/settings/audit" not in rep
    assert "/settings/scripts" in rep
