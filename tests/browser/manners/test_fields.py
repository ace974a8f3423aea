"""Fields that help: type-ahead, rows that come and go, plain digits, smaller photos."""

from __future__ import annotations

import io

from PIL import Image
from playwright.sync_api import Page, expect


def name(page: Page):
    return page.get_by_label("Name")


def test_one_of_many_is_chosen_with_the_keyboard(open_page, state, axe):
    page = open_page("lin", "/workshop/form")
    owner = page.get_by_label("Owner")
    owner.press_sequentially("苏州")
    options = page.get_by_role("listbox", name="匹配项").get_by_role("option")
    expect(options).to_have_count(2)
    expect(options.first).to_contain_text("KH2026-0031")
    assert axe(page) == []
    owner.press("ArrowDown")
    owner.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    owner.press("Enter")
    expect(owner).to_have_value("苏州某某电子有限公司")
    expect(page.locator("input[name=owner_id]")).to_have_value("33")
    owner.press("Backspace")
    expect(page.locator("input[name=owner_id]")).to_have_value("")
    owner.press("Escape")
    expect(page.get_by_role("listbox", name="匹配项")).to_have_count(0)


def test_whose_session_is_over_is_told_so_and_not_that_nothing_was_found(open_page):
    page = open_page("lin", "/workshop/form", faults_expected=True)
    page.context.clear_cookies()
    page.get_by_label("Owner").press_sequentially("苏州")
    expect(page.locator(".typeahead-list .none")).to_contain_text("您已退出")
    expect(page.locator(".typeahead-list .none a")).to_have_attribute(
        "href", "/login?next=%2Fworkshop%2Fform"
    )


def test_a_lost_line_is_told_and_not_that_nothing_was_found(open_page):
    page = open_page("lin", "/workshop/form", faults_expected=True)
    page.context.set_offline(True)
    page.get_by_label("Owner").press_sequentially("苏州")
    expect(page.locator(".typeahead-list .none")).to_contain_text("连不上服务器")


def test_escape_sends_away_an_answer_that_is_still_on_its_way(open_page, state):
    page = open_page("lin", "/workshop/form")
    owner = page.get_by_label("Owner")
    owner.press_sequentially("苏州")
    owner.press("Escape")
    page.wait_for_timeout(600)
    expect(page.get_by_role("listbox", name="匹配项")).to_have_count(0)


def test_what_is_not_found_is_said(open_page):
    page = open_page("lin", "/workshop/form")
    page.get_by_label("Owner").press_sequentially("没有")
    expect(page.locator(".typeahead-list .none")).to_have_text("没有找到")
    expect(page.locator("#announcer")).to_have_text("没有找到")


def test_rows_are_added_taken_away_and_called_back(open_page, state):
    page = open_page("lin", "/workshop/form")
    name(page).fill("x")
    page.get_by_label("Who").fill("周*")
    page.get_by_role("button", name="Add a contact").click()
    who = page.get_by_label("Who")
    expect(who).to_have_count(2)
    expect(who.nth(1)).to_be_focused()
    expect(who.nth(1)).to_have_value("")
    who.nth(1).fill("钱*")
    page.get_by_role("button", name="Remove").first.click()
    expect(who).to_have_count(1)
    page.get_by_role("button", name="撤销").click()
    expect(who).to_have_count(2)
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/done")
    assert [row["who"] for row in state.saved[0]["contacts"]] == ["周*", "钱*"]


def test_a_draft_brings_its_rows_back(open_page):
    page = open_page("lin", "/workshop/form")
    page.get_by_label("Who").fill("周*")
    page.get_by_role("button", name="Add a contact").click()
    page.get_by_label("Who").nth(1).fill("钱*")
    expect(page.locator("[data-draft-status]")).not_to_be_empty()
    page.wait_for_timeout(500)
    page.reload()
    expect(page.get_by_label("Who")).to_have_count(2)
    expect(page.get_by_label("Who").nth(1)).to_have_value("钱*")


def test_a_draft_keeps_the_rows_that_are_left_when_one_was_taken_away(open_page):
    page = open_page("lin", "/workshop/form")
    page.get_by_role("button", name="Add a contact").click()
    page.get_by_label("Who").nth(1).fill("钱*")
    page.get_by_role("button", name="Remove").first.click()
    expect(page.get_by_label("Who")).to_have_value("钱*")
    page.wait_for_timeout(500)
    page.reload()
    expect(page.get_by_label("Who")).to_have_value("钱*")


def test_pressing_twice_adds_no_row_twice_and_the_last_allowed_row_ends_it(open_page, state):
    page = open_page("lin", "/workshop/form")
    name(page).fill("x")
    add, who = page.get_by_role("button", name="Add a contact"), page.get_by_label("Who")
    expect(page.get_by_role("button", name="Remove")).to_be_hidden()
    add.dblclick()
    expect(who).to_have_count(2)
    add.click()
    expect(who).to_have_count(3)
    expect(add).to_be_disabled()
    assert len(set(who.evaluate_all("fields => fields.map(field => field.name)"))) == 3
    page.get_by_role("button", name="Remove").nth(1).click()
    expect(add).to_be_enabled()


def test_without_scripts_the_server_adds_the_row_and_keeps_the_rest(open_page, state):
    page = open_page("lin", "/workshop/form", scripts=False)
    name(page).fill("某某")
    page.get_by_role("button", name="Add a contact").click()
    expect(page.get_by_label("Who")).to_have_count(2)
    expect(name(page)).to_have_value("某某")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/done")
    assert state.saved[0]["name"] == "某某"


def test_full_width_digits_become_plain_ones(open_page):
    page = open_page("lin", "/workshop/form")
    page.get_by_label("Phone").fill("+86 １３８ 0000 ００２１")
    name(page).focus()
    expect(page.get_by_label("Phone")).to_have_value("138 0000 0021")


def test_a_photo_is_made_smaller_before_it_leaves(open_page, state):
    picture = io.BytesIO()
    Image.effect_noise((3200, 2400), 90).convert("RGB").save(picture, "JPEG", quality=90)
    page = open_page("lin", "/workshop/form")
    name(page).fill("x")
    page.get_by_label("Photo").set_input_files(
        {"name": "card.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}
    )
    expect(page.locator(".file-list")).to_contain_text("已压缩")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/done")
    assert Image.open(io.BytesIO(state.photo)).size == (2000, 1500)
    assert len(state.photo) < len(picture.getvalue())


def test_files_are_dropped_on_their_field_and_pasted(open_page):
    page = open_page("lin", "/workshop/form")
    give = """([kind, name]) => {
        const carrier = new DataTransfer();
        carrier.items.add(new File(["x"], name, { type: "application/pdf" }));
        const event = kind === "drop" ? new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: carrier })
          : new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: carrier });
        document.querySelector("[data-shrink-images]").dispatchEvent(event);
        return event.defaultPrevented;
    }"""
    assert page.evaluate(give, ["drop", "brochure.pdf"])
    expect(page.locator(".file-list")).to_contain_text("brochure.pdf")
    assert page.evaluate(give, ["paste", "screenshot.pdf"])
    expect(page.locator(".file-list")).to_contain_text("screenshot.pdf")
    assert page.evaluate("document.querySelector('[data-shrink-images] input').files.length") >= 1
