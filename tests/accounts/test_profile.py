"""One's own account."""

import re

import pytest

PASSWORD = "demo-Sales-2026"


def enter(client, username="lin", password=PASSWORD, **more):
    return client.post("/login", data={"username": username, "password": password, **more})


def profile(client, **values):
    page = client.get("/account").text
    version = re.search(r'name="version"[^>]*value="(\d+)"', page)[1]
    return {"locale": "zh_Hans_CN", "theme": "", "email": "", "version": version, **values}


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


@pytest.mark.parametrize(
    "values", [{"locale": "fr"}, {"theme": "pink"}, {"email": "no mail"}, {"email": "a" * 300 + "@b.cn"}]
)
def test_a_bad_profile_is_refused(visitor, lin, values):
    enter(visitor)

    assert visitor.post("/account", data=profile(visitor, **values)).status_code == 422


def test_everybody_keeps_the_number_that_stands_under_their_letters(visitor, lin, db_session):
    enter(visitor)
    assert visitor.post("/account", data=profile(visitor, phone="0512-62881234")).status_code == 303
    db_session.refresh(lin)
    assert lin.phone == "0512-62881234"
    assert 'value="0512-62881234"' in visitor.get("/account").text
