"""Every screen that a person can reach by links: no axe finding, no sideways scrolling, one heading, on desktop and phone,
light and dark."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Collection

import pytest
from playwright.sync_api import expect
from sqlalchemy import select
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.rights import access
from salesapp.web import clock
from tests.browser.conftest import DEVICES
from tests.conftest import MONDAY

STARTS = (
    "/", "/customers", "/opportunities", "/opportunities/board", "/contracts", "/performance", "/forms", "/guide",
    "/search?q=苏州", "/settings/audit", "/settings/users", "/account", "/account/second-step/confirmation", "/logout",
    "/prospects/sources/opportunities",  # no row of the demo company became a customer: no figure leads there
)  # fmt: skip
PEOPLE = ("lin", "xu", "tang", "zheng", "gao", "lu", "admin", "auditor")
LINK = re.compile(r'href="(/[^"#]*)')
OFFER = re.compile(r"\.(pdf|docx|xlsx|csv|svg|css|js|zip|ics)(\?|$)|^/(assets|static)/")
SHARES = 6
#: Only some records of these lead on (to a supplement, a version before): so many of each are looked through.
LEADING_ON = {
    "contracts.show": 40, "checklist.show": 40, "amendments.show": 5, "quotations.show": 40,
}  # fmt: skip
#: A batch of prints lives for an hour, an import until it is undone: both are looked at where they are made (below).
#: A print's page is found by its code alone; a comparison needs a customer's file, a passkey https, the second step half a
#: sign-in: each is looked at by the tests of its own room.
EPHEMERAL = {
    "batches.show", "imports.show", "import_undoings.new", "prints.show", "comparisons.show", "factors.new_passkey",
    "sessions.second",
}  # fmt: skip
#: Doors that only lead to the page where a thing stands.
DOORS = {
    "amendments.open_amendment",
    "customer_imports.show",
    "delivery.open_milestone",
    "explanations.open_round",
}
MAIN = (
    "today.index",
    "customers.show",
    "customers.new",
    "board.show",
    "opportunities.show",
    "checklist.show",
)
#: Answers that are parts of pages, files or signals, and the page of those who are not signed in (below).
FRAGMENTS = {
    "accounts.pick", "sessions.new", "sessions.stay", "contracts.figures", "picking.customers",
    "picking.contacts", "picking.industries", "picking.regions", "attachments.show", "attachments.thumbnail",
    "batches.progress", "health.healthz", "health.readyz", "performance.kept", "search.suggest",
    "board.changes", "board.column", "opportunities.pick", "opportunities.pick_contact",
    "grading.suggestion", "readings.number", "readings.day", "approval.inbox", "customer_photos.show",
    "imports.progress", "letters.progress", "mailboxes.trial", "proposals.reckoning", "quotation_editing.offers",
}  # fmt: skip
NO_PAGES = FRAGMENTS | EPHEMERAL | DOORS


def reachable(site, username: str, known: Collection[str] = ()) -> dict[str, str]:
    """Return one address for each kind of page that a person gets to: by links from the menu, else by the first records.

    What nobody's links lead to is looked for among the first records, unless it is known from somebody else.
    """
    client = site.app.test_client()
    adapter = site.app.url_map.bind("127.0.0.1")
    found: dict[str, str] = {}
    seen: Counter[str] = Counter()
    waiting, asked = list(STARTS), set()
    with site.app.app_context():
        role = db.session.scalar(select(User.role).where(User.username == username))
        db.session.remove()

    def visit(address: str) -> None:
        try:
            endpoint, _ = adapter.match(address.partition("?")[0], method="GET")
        except (HTTPException, RequestRedirect):
            return
        if seen[endpoint] >= LEADING_ON.get(endpoint, 1) or address in asked or OFFER.search(address):
            return
        if endpoint in NO_PAGES or (endpoint not in access.public() and not access.may(role, endpoint)):
            return
        asked.add(address)
        answer = client.get(address)
        body = answer.get_data(as_text=True) if answer.content_type.startswith("text/html") else ""
        if answer.status_code == 200 and "<html" in body:
            found.setdefault(endpoint, address)
            seen[endpoint] += 1
            waiting.extend(html.unescape(link) for link in LINK.findall(body))

    with clock.frozen(MONDAY):
        client.set_cookie("salesapp", site.cookie_of(username))
        while waiting:
            visit(waiting.pop(0))
        for rule in site.app.url_map.iter_rules():
            if "GET" in rule.methods and len(rule.arguments) == 1 and rule.endpoint not in known:
                for record in range(1, 20):
                    visit(re.sub(r"<int:\w+>", str(record), rule.rule))
    return found


@pytest.fixture(scope="module")
def screens(site) -> dict[str, tuple[str, str]]:
    """Return for every kind of page the first person who gets there, and the address."""
    found: dict[str, tuple[str, str]] = {}
    for username in PEOPLE:
        for endpoint, address in reachable(site, username, found).items():
            found.setdefault(endpoint, (username, address))
    return found


def test_the_walk_reaches_every_page(site, screens):
    pages = {
        rule.endpoint
        for rule in site.app.url_map.iter_rules()
        if "GET" in rule.methods and not OFFER.search(rule.rule)
    }
    assert pages - screens.keys() <= NO_PAGES, sorted(pages - screens.keys() - NO_PAGES)


@pytest.mark.parametrize("share", range(SHARES))
def test_a_page_is_in_order_on_the_desktop_by_day_and_on_the_phone_by_night(share, screens, open_page, axe):
    complaints, pages = [], {}
    for endpoint, (username, address) in sorted(screens.items())[share::SHARES]:
        if username not in pages:
            pages[username] = open_page(username, "/account")
        page = pages[username]
        _turn(page, "desktop", "light")
        page.goto(address)
        complaints += _look(page, axe, f"{endpoint} {address} desktop light")
        _turn(page, "phone", "dark")
        complaints += _look(page, axe, f"{endpoint} {address} phone dark")
    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize("endpoint", MAIN)
def test_a_main_page_is_in_order_in_the_other_two_lights(endpoint, screens, open_page, axe):
    username, address = screens[endpoint]
    page = open_page(username, address)
    complaints = []
    for device, theme in (("desktop", "dark"), ("phone", "light")):
        _turn(page, device, theme)
        complaints += _look(page, axe, f"{address} {device} {theme}")
    assert not complaints, "\n".join(complaints)


def test_the_page_that_watches_a_batch_of_prints_is_in_order(open_page, axe):
    page = open_page("lin", "/forms/batches/new?form=F01")
    page.locator("[data-row-pick]").first.check()
    page.locator("#batch-form button").first.click()
    page.wait_for_url(re.compile(r"/forms/batches/\d+$"))
    complaints = _look(page, axe, "batch desktop light")
    _turn(page, "phone", "dark")
    complaints += _look(page, axe, "batch phone dark")
    assert not complaints, "\n".join(complaints)


def test_the_pages_of_an_import_are_in_order(open_page, axe):
    page = open_page("xu", "/prospects/lists/1")
    page.locator("a[href*='/prospects/imports/lists/']").first.click()
    page.locator("[name=rows]").fill("公司名称\t联系电话\n苏州某丙机械有限公司\t0512-62881239")
    complaints = []
    steps = {"columns": "", "verdicts": "#run-form", "taken in": "#ended", "undoing": ""}
    for step, shown in steps.items():
        if step == "undoing":
            page.get_by_role("link", name="撤销这次导入").click()
            page.wait_for_url(re.compile(r"/prospects/imports/\d+/undoings$"))
        else:
            page.locator("#main form[data-form] .btn.primary").last.click()
            page.wait_for_url(re.compile(r"/prospects/imports/\d+$"))
        if shown:
            expect(page.locator(shown)).to_be_visible()
        for device, theme in (("desktop", "light"), ("phone", "dark")):
            _turn(page, device, theme)
            complaints += _look(page, axe, f"import, {step} {device} {theme}")
    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_the_pages_before_signing_in_and_of_errors_are_in_order(device, theme, open_page, axe):
    page = open_page(None, "/login", device=device, theme=theme)
    complaints = _look(page, axe, "/login")
    page.get_by_role("button", name="登录").click()
    complaints += _look(page, axe, "/login refused")
    page = open_page("lin", "/customers/999999", device=device, theme=theme)
    complaints += _look(page, axe, "404")
    assert not complaints, "\n".join(complaints)


def _turn(page, device: str, theme: str) -> None:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.set_viewport_size(DEVICES[device]["viewport"])
    page.evaluate(
        "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 60))))"
    )


def _look(page, axe, where: str) -> list[str]:
    complaints = [f"{where}: {finding}" for finding in axe(page)]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        complaints.append(f"{where}: scrolls sideways by {wide} px")
    if page.locator("h1").count() != 1:
        complaints.append(f"{where}: {page.locator('h1').count()} main headings")
    return complaints


def fonts_of(page) -> list[str]:
    """Return the fonts that a page has fetched from the server."""
    page.wait_for_load_state("networkidle")
    script = (
        "performance.getEntriesByType('resource').map(e => e.name).filter(n => n.includes('/static/fonts/'))"
    )
    return [address.rpartition("/")[2] for address in page.evaluate(script)]


def test_a_character_that_few_systems_have_is_drawn_and_no_other_page_loads_a_font(open_page):
    assert fonts_of(open_page("lin", "/guide")) == []
    page = open_page("lin", "/customers")
    expect(page.locator("main")).to_contain_text("𬭎")
    if fonts := fonts_of(page):  # a machine that has the character itself needs none
        assert fonts[0] == "SalesappScreenHan.woff2"
        assert page.evaluate(
            "[...document.fonts].some(f => f.family.includes('Screen Han') && f.status === 'loaded')"
        )
