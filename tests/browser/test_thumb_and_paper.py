"""What a thumb expects of a phone, and what paper expects of a page printed from the browser."""

import re

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize(
    ("path", "row"),
    [
        ("/customers", "#customers tbody tr"),
        ("/opportunities", "#opportunities tbody tr"),
        ("/contracts", "#contracts tbody tr"),
        ("/opportunities/board", "[data-card]"),
    ],
)
def test_a_row_is_pressed_anywhere(open_page, path, row):
    page = open_page("lin", path, device="phone")
    # The board opens where something is late: its first columns are beside the screen.
    first = next(found for found in page.locator(row).all() if found.bounding_box()["x"] >= 0)
    address = first.locator("a").first.get_attribute("href")
    box = first.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] - 40, box["y"] + box["height"] - 8)
    expect(page).to_have_url(re.compile(re.escape(address) + "$"))


@pytest.mark.parametrize("name", ["customers", "opportunities", "contracts"])
def test_a_line_is_the_card_of_the_board_on_the_phone_and_a_row_of_the_table_beside(open_page, name):
    page = open_page("lin", f"/{name}", device="phone")
    rows = page.locator(f"#{name} tbody tr")
    for row in rows.all()[:5]:
        assert row.evaluate("each => getComputedStyle(each).display") == "grid"
        title, owner = row.locator(".lead a").bounding_box(), row.locator(".whose").bounding_box()
        assert owner["y"] >= title["y"] + title["height"] - 1 and owner["x"] + owner[
            "width"
        ] == pytest.approx(365, abs=2)
        assert row.evaluate("each => each.scrollWidth <= each.clientWidth")
    page.set_viewport_size({"width": 1440, "height": 900})
    assert rows.first.evaluate("each => getComputedStyle(each).display") == "table-row"


def test_the_buttons_of_a_form_stand_at_the_foot_of_the_phone_and_the_draft_says_so_above(open_page):
    page = open_page("lin", "/customers/new", device="phone")
    page.locator("#full_name").fill("昆山某某设备有限公司")
    status = page.locator("[data-draft-status]")
    expect(status).to_contain_text("草稿")
    bar, said = page.locator("[data-actions]").bounding_box(), status.bounding_box()
    assert bar["y"] + bar["height"] == pytest.approx(844, abs=1)
    assert said["x"] >= 0 and said["x"] + said["width"] <= 390
    assert (
        said["y"] + said["height"] <= page.get_by_role("button", name="保存", exact=True).bounding_box()["y"]
    )
    expect(page.locator(".tabs-bottom")).to_be_hidden()


def test_where_a_contract_stands_is_in_view(open_page):
    page = open_page("lin", "/contracts?status=signed", device="phone")
    page.locator("#contracts tbody a").first.click()
    expect(page.locator(".steps [aria-current=step], .steps .no").first).to_be_in_viewport()


@pytest.mark.parametrize("path", ["/payments/bills", "/payments/statements", "/payments/months"])
def test_the_tab_that_one_is_on_is_in_view(open_page, path):
    page = open_page("zheng", path, device="phone")
    expect(page.locator(".tabs [aria-current=page]")).to_be_in_viewport(ratio=0.9)


@pytest.mark.parametrize("path", ["/payments/bills", "/payments/receipts"])
def test_the_number_of_a_receipt_stands_on_one_line(open_page, path):
    page = open_page("zheng", path, device="phone")
    number = page.locator("tbody .lead a").first
    lines = number.evaluate(
        "at => new Set([...at.childNodes].flatMap(words => {"
        "const range = document.createRange(); range.selectNodeContents(words);"
        "return [...range.getClientRects()].map(box => Math.round(box.top))})).size"
    )
    assert lines == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_printed_as_ink_on_white_without_what_is_pressed(open_page, scheme):
    page = open_page("lin", "/customers")
    page.emulate_media(media="print", color_scheme=scheme)
    for pressed in (".rail", ".search", ".filters", ".chips", ".top-actions"):
        expect(page.locator(pressed).first).to_be_hidden()
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.locator("#customers tbody a").first).to_have_css("color", "rgb(0, 0, 0)")
    page.set_viewport_size({"width": 700, "height": 1000})  # A4 between its margins
    expect(page.locator("#customers thead")).to_be_visible()
    expect(page.locator("#customers tr").first).to_have_css("display", "table-row")
