"""The frame of every page: menus, themes, messages, what axe finds, and the weight of the first visit."""

from __future__ import annotations

import gzip
import re

import pytest
from playwright.sync_api import expect


def test_escape_closes_a_menu_and_gives_the_focus_back(open_page):
    page = open_page("lin", "/workshop/done")
    summary = page.locator("#own-menu summary")
    summary.press("ArrowDown")
    expect(page.locator("#own-menu .menu-entry").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    assert page.locator("#own-menu").get_attribute("open") is None


def test_light_and_dark_are_remembered_by_the_server(open_page):
    page = open_page("lin", "/workshop/done")
    page.locator("#own-menu summary").click()
    page.get_by_role("button", name="浅色或深色").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.reload()
    assert 'data-theme="dark"' in page.content()


def test_messages_leave_when_dismissed(open_page, state):
    page = open_page("lin", "/workshop/form")
    page.get_by_label("Name").fill("x")
    page.get_by_role("button", name="Save").click()
    toast = page.locator("[data-toast]")
    expect(toast).to_contain_text("Saved")
    toast.get_by_role("button", name="关闭这条消息").click()
    expect(toast).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("device", ["desktop", "phone"])
@pytest.mark.parametrize(
    "path", ["/workshop/form", "/workshop/form?stale=1", "/workshop/board", "/workshop/done"]
)
def test_the_shared_parts_are_in_order_for_everybody(path, device, theme, open_page, axe):
    page = open_page("lin", path, device=device, theme=theme)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_the_first_visit_weighs_less_than_120_kilobytes(site):
    client = site.app.test_client()
    compressed = {"Accept-Encoding": "gzip"}
    first = client.get("/login", headers=compressed)
    assert first.headers["Content-Encoding"] == "gzip"
    addresses = re.findall(r'"(/(?:assets|static)/[^"]+)"', gzip.decompress(first.data).decode())
    assert len(addresses) == 3  # style sheet, scripts, icon
    parts = [client.get(address, headers=compressed) for address in addresses]
    assert all(part.status_code == 200 for part in parts)
    assert len(first.data) + sum(len(part.data) for part in parts) < 120 * 1024
    assert len(first.data) < 20 * 1024
