"""Every screen that a person can reach by links: no axe finding, no sideways scrolling, one heading, on desktop and phone,
light and dark."""

from __future__ import annotations

import re

import pytest
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from salesapp.web import clock
from tests.conftest import MONDAY

STARTS = (
    "/", "/customers", "/opportunities", "/opportunities/board", "/contracts", "/performance", "/forms", "/guide",
    "/settings", "/account",
)  # fmt: skip
PEOPLE = ("lin", "xu", "tang", "zheng", "gao", "lu", "admin", "auditor")
LINK = re.compile(r'href="(/[^"#]*)')
OFFER = re.compile(r"\.(pdf|xlsx|csv|svg|css|js|zip|ics)(\?|$)|^/(assets|static)/")
MOST = 80


def reachable(site, username: str) -> dict[str, str]:
    """Return one address for each kind of page that a person gets to by links from the menu."""
    client = site.app.test_client()
    adapter = site.app.url_map.bind("127.0.0.1")
    found: dict[str, str] = {}
    waiting = list(STARTS)
    with clock.frozen(MONDAY):
        client.set_cookie("salesapp", site.cookie_of(username))
        while waiting and len(found) < MOST:
            address = waiting.pop(0).replace("&amp;", "&")
            if OFFER.search(address):
                continue
            try:
                endpoint, _ = adapter.match(address.partition("?")[0], method="GET")
            except (HTTPException, RequestRedirect):
                continue
            if endpoint in found:
                continue
            answer = client.get(address)
            if answer.status_code != 200 or not answer.content_type.startswith("text/html"):
                continue
            body = answer.get_data(as_text=True)
            if "<html" not in body:
                continue
            found[endpoint] = address
            waiting += LINK.findall(body)
    return found


@pytest.mark.parametrize("username", PEOPLE)
def test_everything_this_person_can_reach_is_in_order(username, site, open_page, axe):
    screens = reachable(site, username)
    assert len(screens) > 3, screens
    complaints = []
    page = open_page(username, "/")
    for endpoint, address in screens.items():
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(address)
        page.wait_for_load_state("networkidle")
        complaints += _look(page, axe, f"{endpoint} {address} desktop light")
        page.emulate_media(color_scheme="dark")
        complaints += _look(page, axe, f"{endpoint} {address} desktop dark", only=["color-contrast"])
        page.set_viewport_size({"width": 390, "height": 844})
        complaints += _look(page, axe, f"{endpoint} {address} phone dark")
        page.emulate_media(color_scheme="light")
        complaints += _look(page, axe, f"{endpoint} {address} phone light", only=["color-contrast"])
    assert not complaints, "\n".join(complaints)


def _look(page, axe, where: str, only=None) -> list[str]:
    complaints = [f"{where}: {finding}" for finding in axe(page, only=only)]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        complaints.append(f"{where}: scrolls sideways by {wide} px")
    if page.locator("h1").count() != 1:
        complaints.append(f"{where}: {page.locator('h1').count()} main headings")
    return complaints
