"""The keyboard everywhere, and cards that move by mouse, keys, menu or finger."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def name(page: Page):
    return page.get_by_label("Name")


def test_the_keyboard_searches_goes_and_lists_its_keys(open_page):
    page = open_page("lin", "/workshop/done")
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.press("Escape")
    page.locator("#main").focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.goto("/workshop/form")
    page.locator("#main").focus()
    page.keyboard.press("n")
    page.wait_for_url("**/done")


def test_letters_typed_into_a_field_are_letters(open_page):
    page = open_page("lin", "/workshop/form")
    name(page).press_sequentially("n/?gc")
    expect(name(page)).to_have_value("n/?gc")
    assert page.url.endswith("/workshop/form")


def test_control_and_enter_saves(open_page, state):
    page = open_page("lin", "/workshop/form")
    name(page).fill("x")
    name(page).press("Control+Enter")
    page.wait_for_url("**/done")
    assert len(state.saved) == 1


def test_a_dragged_card_presses_its_own_button(open_page, state):
    page = open_page("lin", "/workshop/board")
    page.locator("#card-1").drag_to(page.locator("#column-middle .cards"))
    expect(page.locator("#column-middle #card-1")).to_be_visible()
    assert state.cards["middle"] == [3, 1]


def test_a_column_without_a_button_takes_no_card(open_page, state):
    page = open_page("lin", "/workshop/board")
    page.locator("#card-1").drag_to(page.locator("#column-last .cards"))
    page.wait_for_timeout(200)
    assert state.cards["first"] == [1, 2]


def test_brackets_move_the_card_and_arrows_walk(open_page, state):
    page = open_page("lin", "/workshop/board")
    page.locator("#card-1").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#card-2")).to_be_focused()
    page.keyboard.press("]")
    expect(page.locator("#column-middle #card-2")).to_be_visible()
    assert state.cards["middle"] == [3, 2]


def test_the_menu_moves_on_the_phone_and_touch_never_drags(open_page, state):
    page = open_page("lin", "/workshop/board", device="phone")
    assert page.locator("#card-1").get_attribute("draggable") is None
    page.locator("#menu-1-button").tap()
    page.locator("#menu-1").get_by_role("button", name="end").tap()
    expect(page.locator("#column-end #card-1")).to_have_count(1)
    assert state.cards["end"] == [1]


def test_tabs_follow_the_column_on_the_phone(open_page):
    page = open_page("lin", "/workshop/board", device="phone")
    tabs = page.locator(".stage-tabs")
    expect(tabs.get_by_role("link", name="first")).to_have_attribute("aria-current", "true")
    tabs.get_by_role("link", name="middle").tap()
    expect(page.locator("#card-3")).to_be_in_viewport()
    expect(tabs.get_by_role("link", name="middle")).to_have_attribute("aria-current", "true")


def test_without_scripts_a_card_moves_by_its_menu(open_page, state):
    page = open_page("lin", "/workshop/board", scripts=False)
    page.locator("#card-1").hover()
    page.locator("#menu-1-button").click()
    page.locator("#menu-1").get_by_role("button", name="end").click()
    expect(page.locator("#column-end #card-1")).to_be_visible()
