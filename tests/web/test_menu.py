"""What a template may ask about the person signed in."""

import pytest
from flask import render_template_string
from flask_login import login_user

from salesapp.capability import installed
from tests.pages import part


@pytest.mark.parametrize(
    ("username", "endpoint", "open_to"),
    [
        ("lin", "customers.new", True),
        ("zheng", "customers.new", False),
        ("auditor", "trail.index", True),
        ("admin", "trail.index", False),
        ("tang", "there.is_none", False),
    ],
)
def test_a_template_asks_whether_the_role_may_open_an_endpoint(app, cast, username, endpoint, open_to):
    with app.test_request_context():
        login_user(getattr(cast, username))
        assert render_template_string("{{ may_open(endpoint) }}", endpoint=endpoint) == str(open_to)


@pytest.mark.parametrize(
    ("username", "lists", "library"),
    [("lin", True, True), ("xu", True, True), ("zheng", False, True), ("auditor", False, False)],
)
def test_lists_and_library_are_reached_from_the_menu_of_the_phone(sign_in, cast, username, lists, library):
    client = sign_in(username)
    links = part(client.get("/guide"), "phone-menu-list").links
    assert (links.get("名单") == "/prospects/lists", links.get("资料库") == "/library") == (lists, library)
    for url, here in (("/prospects/lists", lists), ("/library", library)):
        if here:
            current = part(client.get(url), "phone-menu-list").node.css('a[aria-current="page"]')
            assert [link.attributes["href"] for link in current] == [url]


def test_no_two_places_share_a_key_or_a_position(app):
    places = [place for capability in installed() for place in capability.menu]
    for name in ("key", "keys", "position", "endpoint"):
        found = [getattr(place, name) for place in places]
        assert len(found) == len(set(found)) and len(found) > 10, name


@pytest.mark.parametrize(
    "address",
    ["/prospects", "/prospects/personas", "/prospects/lists", "/prospects/imports", "/customers/import", "/calls", "/visits",
     "/library", "/activities/new", "/account/calendar", "/forms/F02/blank.pdf"],
)  # fmt: skip
def test_the_addresses_that_people_were_told_lead_somewhere(app, sign_in, cast, address):
    rules = app.url_map.bind("localhost")
    assert rules.match(address)[0]
    if not address.endswith(".pdf"):
        assert sign_in("lin").get(address, follow_redirects=True).status_code == 200
