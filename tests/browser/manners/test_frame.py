"""The frame of every page: menus, themes, messages, what axe finds, and the weight of the first visit."""

from __future__ import annotations

import gzip
import re

import pytest
from playwright.sync_api import expect


def test_escape_closes_a_menu_and_gives_the_focus_back(open_page):
    page = open_page("lin", "/workshop/done")
    button = page.locator("#own-menu-button")
    button.press("ArrowDown")
    expect(page.locator("#own-menu .menu-entry").first).to_be_focused()
    page.keyboard.press("End")
    expect(page.locator("#own-menu .menu-entry").last).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(page.locator("#own-menu-list")).to_be_hidden()


@pytest.mark.parametrize("scripts", [True, False])
def test_one_menu_is_open_at_a_time_beside_its_button_and_a_click_elsewhere_closes_it(open_page, scripts):
    page = open_page("lin", "/workshop/board", scripts=scripts)
    first, own = page.locator("#menu-1-list"), page.locator("#own-menu-list")
    page.locator("#card-1").hover()
    page.locator("#menu-1-button").click()
    list_, button = first.bounding_box(), page.locator("#menu-1-button").bounding_box()
    assert list_["x"] + list_["width"] == pytest.approx(button["x"] + button["width"], abs=1)
    assert list_["y"] == pytest.approx(button["y"] + button["height"] + 4, abs=1)
    page.locator("#own-menu-button").click()
    expect(first).to_be_hidden()
    list_, button = own.bounding_box(), page.locator("#own-menu-button").bounding_box()
    assert list_["x"] == pytest.approx(button["x"], abs=1)
    assert list_["y"] + list_["height"] == pytest.approx(button["y"] - 12, abs=1)
    page.locator("h1").click()
    expect(own).to_be_hidden()


def test_the_list_of_keys_closes_the_menu_it_came_from_and_itself_by_a_click_beside_it(open_page):
    page = open_page("lin", "/workshop/done")
    page.locator("#own-menu-button").click()
    page.get_by_role("button", name="键盘").click()
    expect(page.locator("#own-menu-list")).to_be_hidden()
    page.get_by_role("dialog").get_by_role("button", name="关闭").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("?")
    page.mouse.click(5, 5)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_light_and_dark_are_remembered_by_the_server(open_page):
    page = open_page("lin", "/workshop/done")
    page.locator("#own-menu-button").click()
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


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_the_figures_of_a_month_stand_in_one_order_on_every_screen(open_page, device):
    page = open_page("lin", "/performance", device=device)
    for row in page.locator(".tally").all():
        boxes = [figure.bounding_box() for figure in row.locator(".figure").all()]
        places = [(round(box["y"]), round(box["x"])) for box in boxes]
        assert len(places) > 2 and places == sorted(places)
