"""The board as people use it: drag, keys, a refusal on the card, a colleague's move, the phone; and without scripts."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def cards(page: Page, stage: str) -> list[str]:
    return page.locator(f"#column-{stage} [data-card]").evaluate_all("cards => cards.map(card => card.id)")


def test_a_dragged_card_changes_its_column_and_can_be_taken_back(open_page):
    page = open_page("lin", "/opportunities/board")
    card = page.locator("#column-initial_contact [data-card], #column-first_contact [data-card]").first
    name = card.get_attribute("id")
    before = page.locator(".column").first.get_attribute("data-stage")
    card.drag_to(page.locator("#column-proposal .cards"))
    moved = page.locator(f"#column-proposal #{name}")
    expect(moved).to_be_visible()
    toast = page.locator("[data-toast]")
    expect(toast).to_contain_text("已移到")
    toast.get_by_role("button", name="撤销").click()
    expect(page.locator(f"#column-{before} #{name}")).to_be_visible()


def test_moving_back_asks_for_a_reason_on_the_card(open_page):
    page = open_page("lin", "/opportunities/board")
    card = page.locator("#column-negotiation [data-card]").first
    name = card.get_attribute("id")
    card.focus()
    page.keyboard.press("[")
    refusal = page.locator(f"#{name} .refusal")
    expect(refusal).to_be_visible()
    expect(page.locator(f"#column-negotiation #{name}")).to_be_visible()
    expect(refusal.get_by_label("原因")).to_be_focused()
    refusal.get_by_label("原因").fill("客户要先看修改后的方案")
    refusal.get_by_role("button").click()
    expect(page.locator(f"#column-proposal #{name}")).to_be_visible()


def test_a_colleagues_move_appears_by_itself(open_page):
    watching = open_page("xu", "/opportunities/board")
    moving = open_page("fang", "/opportunities/board")
    card = moving.locator("#column-proposal [data-card]").first
    name = card.get_attribute("id")
    expect(watching.locator(f"#column-proposal #{name}")).to_have_count(1)
    card.focus()
    moving.keyboard.press("]")
    expect(moving.locator(f"#column-negotiation #{name}")).to_be_visible()
    expect(watching.locator(f"#column-negotiation #{name}")).to_have_count(1, timeout=12_000)


def test_what_is_being_dragged_over_is_shown_and_filters_stay_in_the_address(open_page):
    page = open_page("lin", "/opportunities/board")
    page.get_by_role("link", name=re.compile("漏跟进")).click()
    expect(page).to_have_url(re.compile("late=1"))
    assert page.locator("[data-card]").count() == page.locator("[data-card].late").count() > 0


def test_the_phone_shows_one_column_and_moves_by_the_menu(open_page):
    page = open_page("lin", "/opportunities/board", device="phone")
    page.locator(".stage-tabs a").nth(3).tap()
    card = page.locator("#column-negotiation [data-card]").first
    expect(card).to_be_in_viewport()
    assert (
        page.locator("#column-initial_contact, .column").first.evaluate("column => column.offsetWidth") > 330
    )
    card.locator("[data-menu] > button").tap()
    card.get_by_role("link", name="记一次沟通").tap()
    expect(page).to_have_url(re.compile("/activities/new"))


def test_without_scripts_a_card_moves_by_its_buttons(open_page):
    page = open_page("fang", "/opportunities/board", scripts=False)
    card = page.locator(".column").first.locator("[data-card]").first
    name = card.get_attribute("id")
    card.hover()
    card.locator("[data-menu] > button").click()
    card.get_by_role("button", name=re.compile("方案报价")).click()
    expect(page.locator(f"#column-proposal #{name}")).to_have_count(1)
