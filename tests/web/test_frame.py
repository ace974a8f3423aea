"""What stands around a page is kept in the process for a role, a language and a place; never shown to another."""

from __future__ import annotations

import re

import pytest

from salesapp.db import db
from salesapp.rights import access
from tests.conftest import CAST


def around(page: str) -> str:
    """Return a page's menus and what follows its content, without the page's token."""
    rail, bar = (
        re.search(r"<header class=\"rail\">.*?</header>", page, re.S),
        page.index('<nav class="tabs-bottom"'),
    )
    phone = re.search(r"<div class=\"menu menu-end top-menu\".*?<div class=\"top-actions\">", page, re.S)
    return re.sub(r'name="csrf_token" value="[^"]+"', "", rail[0] + phone[0] + page[bar:])


def test_a_frame_that_was_kept_shows_each_role_its_own_places(app, sign_in, cast):
    first = {}
    for username in CAST:
        first[username] = around(sign_in(username).get("/account").text)
    app.extensions.pop("salesapp.frames")
    for username in reversed(CAST):
        page = around(sign_in(username).get("/account").text)
        assert page == first[username]
        role = getattr(cast, username).role
        places = set(re.findall(r'<a href="([^"#]+)"', page))
        for path in places:
            endpoint = app.url_map.bind("localhost").match(path)[0]
            assert access.may(role, endpoint), (username, path)


def test_two_people_of_one_role_share_a_frame_and_nothing_of_their_own(app, sign_in, cast):
    lin = sign_in("lin").get("/customers").text
    kept = len(app.extensions["salesapp.frames"])
    fang = sign_in("fang").get("/customers").text
    assert len(app.extensions["salesapp.frames"]) == kept
    assert cast.lin.name in around(lin) and cast.lin.name not in fang
    assert cast.fang.name in around(fang)
    tokens = [re.findall(r'name="csrf_token" value="([^"]+)"', page) for page in (lin, fang)]
    assert tokens[0] and not set(tokens[0]) & set(tokens[1])


def test_a_frame_speaks_the_language_of_its_reader(sign_in, cast):
    chinese = around(sign_in("lin").get("/account").text)
    cast.fang.locale = "en"
    db.session.commit()
    english = around(sign_in("fang").get("/account").text)
    assert "Sign out" in english and "Sign out" not in chinese and "退出" in chinese


@pytest.mark.parametrize("name", ['<b>"&\ue000csrf\ue001', "\ue000name\ue001"])
def test_a_name_that_looks_like_a_hole_stays_a_name(sign_in, cast, name):
    cast.lin.name = name
    db.session.commit()
    page = sign_in("lin").get("/account").text
    said = name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;")
    assert f'<span class="who-name">{said}<small>' in page


def test_the_numbers_of_the_menu_are_those_of_the_person(sign_in, cast):
    lin = sign_in("lin")
    with lin.session_transaction() as session:
        session["waiting"] = {"today": 3, "customers": 0}
    assert around(lin.get("/account").text).count('<span class="count">3<') == 2  # rail and bar
    assert '<span class="count">' not in around(sign_in("fang").get("/account").text)


def test_the_second_page_of_a_role_draws_no_menu_again(app, sign_in, monkeypatch):
    sign_in("lin").get("/customers")
    drawn = []
    monkeypatch.setitem(app.jinja_env.globals, "menu_places", lambda **how: drawn.append(how) or [])
    assert sign_in("fang").get("/customers").status_code == 200
    assert not drawn
