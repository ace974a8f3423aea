"""A real browser before a real server: the demo company behind HTTP, people signed in, faults of the page not forgiven."""

from __future__ import annotations

import json
import logging
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from sqlalchemy import select
from werkzeug.serving import make_server

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.web import cache, clock
from tests.conftest import MONDAY, _application, _database

HERE = Path(__file__).parent
AXE = HERE / "vendor" / "axe-4.14.1.min.js"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
DEVICES = {
    "desktop": {"viewport": {"width": 1440, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
}
#: What a browser reports for an answer that the page asked for: a refused form, a stale edit, a page not there.
EXPECTED = ("status of 404", "status of 409", "status of 422", "status of 403")


def pytest_collection_modifyitems(items) -> None:
    for item in items:
        if HERE in Path(item.fspath).parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class Site:
    """The running application: its address, and who may come in."""

    app: object
    url: str
    cookies: dict[str, str] = field(default_factory=dict)

    def cookie_of(self, username: str) -> str:
        """Return the session cookie of a person who has just signed in."""
        if username not in self.cookies:
            client = self.app.test_client()
            with self.app.app_context():
                user_id = db.session.scalar(select(User).where(User.username == username)).get_id()
                db.session.remove()
            with client.session_transaction() as session:
                session["_user_id"], session["_fresh"] = user_id, True
                session["seen"] = int(clock.now().timestamp())
            self.cookies[username] = client.get_cookie("salesapp").value
        return self.cookies[username]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; each page has a context of its own."""
    expect.set_options(timeout=15_000)  # other steps may keep the machine busy
    installed = filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "google-chrome")))
    path = os.environ.get("SALESAPP_TEST_CHROMIUM") or next(installed, None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(company_database, tmp_path_factory) -> Iterator[Site]:
    """The demo company of Monday 2026-11-23, served on a port of its own; fresh for every test file."""
    for url in _database("browser", tmp_path_factory, copy_of=company_database):
        app = _application(url, tmp_path_factory.mktemp("browser"))
        with clock.frozen(MONDAY):
            cache.forget()
            logging.getLogger("werkzeug").setLevel(logging.WARNING)
            server = make_server("127.0.0.1", 0, app, threaded=True)
            thread = threading.Thread(target=server.serve_forever, daemon=True)
            thread.start()
            yield Site(app, f"http://127.0.0.1:{server.server_port}")
            server.shutdown()
            thread.join()
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
        cache.forget()


@pytest.fixture
def open_page(site: Site, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Return a way to open pages: ``open_page("lin", "/customers", device="phone", theme="dark", scripts=False)``.

    What goes wrong in a page (a script error, something the content policy refuses, an answer of 500) fails the
    test in the end, whatever else it looked at.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_(
        username: str | None,
        path: str = "/",
        *,
        device: str = "desktop",
        theme: str = "light",
        scripts: bool = True,
        faults_expected: bool = False,
    ) -> Page:
        context = chromium.new_context(
            **DEVICES[device], color_scheme=theme, locale="zh-CN", java_script_enabled=scripts, base_url=site.url,
            timezone_id="Asia/Shanghai", reduced_motion="reduce",
        )  # fmt: skip
        contexts.append(context)
        context.set_default_timeout(20_000)
        if username:
            context.add_cookies([{"name": "salesapp", "value": site.cookie_of(username), "url": site.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        if not faults_expected:  # a server that fails on purpose is told on the console too
            page.on("console", lambda message: _note(faults, page, message))
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


def _note(faults: list[str], page: Page, message) -> None:
    if message.type in ("error", "warning") and not any(words in message.text for words in EXPECTED):
        faults.append(f"{page.url}: {message.text}")


@pytest.fixture
def page_desktop(open_page) -> Page:
    """A desktop page of the representative 林*."""
    return open_page("lin")


@pytest.fixture
def page_phone(open_page) -> Page:
    """A phone page of the representative 林*."""
    return open_page("lin", device="phone")


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """Return a check of the page as it stands against WCAG A and AA and axe's best practices; what it finds, in words."""
    source = AXE.read_text("utf-8")

    def check(page: Page, *, only: list[str] | None = None) -> list[str]:
        if not page.evaluate("typeof window.axe === 'object'"):
            page.evaluate(source)
        options = {"resultTypes": ["violations"]} | ({"runOnly": only} if only else {})
        found = _look(page, options)
        if found["violations"]:  # a colour read in the middle of a change of style is gone at the second look
            page.wait_for_timeout(500)
            found = _look(page, options)
        return [
            f"{violation['id']}: {node['html'][:140]} — {' '.join(node['failureSummary'].split())[:220]}"
            for violation in found["violations"]
            for node in violation["nodes"][:3]
        ]

    return check


def _look(page: Page, options: dict) -> dict:
    return page.evaluate("options => axe.run(document, JSON.parse(options))", json.dumps(options))
