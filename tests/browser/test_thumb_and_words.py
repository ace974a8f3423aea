"""Details that a phone shows: examples, refusals one after the other, buttons in their place."""

import re

from playwright.sync_api import expect


def colour_of(page, script):
    return page.evaluate(f"getComputedStyle({script}).color")


def test_an_example_has_another_colour_than_a_value_and_a_hint(open_page):
    page = open_page("lin", "/customers/new", device="phone")
    page.locator("#full_name").fill("x")
    value = colour_of(page, "document.querySelector('#full_name')")
    example = page.evaluate("getComputedStyle(document.querySelector('#full_name'), '::placeholder').color")
    hint = colour_of(page, "document.querySelector('.hint')")
    assert len({value, example, hint}) == 3


def test_a_bar_leads_from_one_refused_field_to_the_next(open_page):
    page = open_page("lin", "/customers/new", device="phone")
    page.get_by_role("button", name="保存", exact=True).click()
    bar = page.locator("[data-problems]")
    expect(bar).to_contain_text(re.compile(r"还差 \d+ 处"))
    count = int(re.search(r"\d+", bar.inner_text())[0])
    bar.get_by_role("button", name="下一处").click()
    expect(page.locator("#full_name")).to_be_focused()
    expect(page.locator("#full_name-field")).to_have_class(re.compile(r"\bbad\b"))
    page.locator("#full_name").fill("海门癸甲乙机械有限公司")
    expect(page.locator("#full_name-field")).not_to_have_class(re.compile(r"\bbad\b"))
    expect(page.locator("#full_name-error")).to_have_count(0)
    expect(page.locator("#full_name")).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator("#contacts-0-name")).to_have_attribute("aria-invalid", "true")
    expect(bar).to_contain_text(f"还差 {count - 1} 处")
    bar.get_by_role("button", name="下一处").click()
    expect(page.locator("#contacts-0-name")).to_be_focused()


def test_the_buttons_of_the_forms_stand_below_their_lines(open_page):
    page = open_page("lin", "/forms", device="phone")
    for row in page.locator("table.list tbody tr").all()[:6]:
        button = row.locator("a.btn").first.bounding_box()
        for cell in row.locator("td:not(.acts)").all():
            box = cell.bounding_box()
            assert not box or box["y"] + box["height"] <= button["y"] + 1


def test_the_board_opens_where_something_is_late(open_page):
    page = open_page("lin", "/opportunities/board", device="phone")
    expect(page.locator(".stage-tabs a[aria-current] .tab-late")).to_be_visible()
    stage = page.locator(".stage-tabs a[aria-current]").get_attribute("href")
    expect(page.locator(stage).locator(".card.late").first).to_be_in_viewport()
