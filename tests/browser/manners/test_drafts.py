"""What is typed is not lost: drafts, a line that breaks, two clicks, a colleague who was quicker."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect


def name(page: Page):
    return page.get_by_label("Name")


def test_a_draft_is_kept_and_comes_back_and_says_so(open_page):
    page = open_page("lin", "/workshop/form")
    name(page).fill("某某机电")
    page.get_by_label("Size").select_option("l")
    page.get_by_text("Second").click()
    expect(page.locator("[data-draft-status]")).to_contain_text("草稿已存在这台设备")
    page.goto("/workshop/done")
    page.goto("/workshop/form")
    expect(page.locator(".draft-bar")).to_contain_text("已填回")
    expect(name(page)).to_have_value("某某机电")
    expect(page.get_by_label("Size")).to_have_value("l")
    expect(page.get_by_label("Second")).to_be_checked()


def test_a_saved_form_leaves_no_draft(open_page, state):
    page = open_page("lin", "/workshop/form")
    name(page).fill("某某机电")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/done")
    page.goto("/workshop/form")
    expect(name(page)).to_have_value("")
    assert len(state.saved) == 1
    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_draft_can_be_discarded(open_page):
    page = open_page("lin", "/workshop/form")
    name(page).fill("某某机电")
    expect(page.locator("[data-draft-status]")).not_to_be_empty()
    page.reload()
    page.get_by_role("button", name="放弃草稿").click()
    expect(page.locator(".draft-bar")).to_have_count(0)
    expect(name(page)).to_have_value("")


def test_a_draft_belongs_to_one_person(open_page):
    page = open_page("lin", "/workshop/form")
    name(page).fill("某某机电")
    expect(page.locator("[data-draft-status]")).not_to_be_empty()
    assert page.evaluate("Object.keys(localStorage)[0]").startswith(
        f"draft:{page.evaluate('document.body.dataset.user')}:"
    )


def test_signing_out_asks_and_then_leaves_nothing_behind(open_page):
    page = open_page("lin", "/workshop/form")
    name(page).fill("某某机电")
    expect(page.locator("[data-draft-status]")).not_to_be_empty()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.locator("#own-menu-button").click()
    page.locator("#own-menu").get_by_role("button", name="退出登录").click()
    page.wait_for_url("**/login")
    assert asked and "草稿" in asked[0]
    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_lost_connection_keeps_the_form_and_sends_it_once_when_the_line_is_back(open_page, state):
    page = open_page("lin", "/workshop/form")
    name(page).fill("某某机电")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#link-lost")).to_contain_text("连不上服务器")
    expect(name(page)).to_have_value("某某机电")
    assert state.saved == []
    page.context.set_offline(False)
    page.wait_for_url("**/done")
    assert [one["name"] for one in state.saved] == ["某某机电"]


def test_a_refused_form_keeps_what_was_typed_and_leads_to_the_mistake(open_page):
    page = open_page("lin", "/workshop/form")
    page.get_by_label("Phone").fill("0512-6288")
    page.get_by_role("button", name="Save").click()
    summary = page.locator("#error-summary")
    expect(summary).to_be_focused()
    expect(page.get_by_label("Phone")).to_have_value("0512-6288")
    expect(name(page)).to_have_attribute("aria-invalid", "true")
    summary.get_by_role("link", name="Name").click()
    expect(name(page)).to_be_focused()


def test_two_clicks_send_one_form(open_page, state):
    state.pause = 0.5
    page = open_page("lin", "/workshop/form")
    name(page).fill("某某机电")
    page.get_by_role("button", name="Save").dblclick()
    page.wait_for_url("**/done")
    assert len(state.saved) == 1


def test_chosen_files_are_not_left_without_a_warning(open_page):
    page = open_page("lin", "/workshop/form")
    page.get_by_label("Photo").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"x"})
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/workshop/done")
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("status", [400, 413, 429, 500, 503])
def test_an_error_page_takes_no_draft_away(open_page, state, status):
    state.fails = status
    page = open_page("lin", "/workshop/form", faults_expected=True)
    name(page).fill("某某机电")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".error-page")).to_be_visible()
    page.goto("/workshop/done")
    page.goto("/workshop/form")
    expect(name(page)).to_have_value("某某机电")


def test_after_signing_in_again_one_stands_on_the_filled_form(open_page, site):
    page = open_page("lin", "/workshop/form?for=7", faults_expected=True)
    name(page).fill("某某机电")
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile("/login"))
    page.context.add_cookies(cookies)
    page.reload()
    page.wait_for_url(re.compile(r"/workshop/form\?for=7$"))
    expect(name(page)).to_have_value("某某机电")


def test_a_draft_of_another_address_is_offered_and_not_filled_in(open_page):
    page = open_page("lin", "/workshop/form?for=1")
    name(page).fill("甲公司")
    expect(page.locator("[data-draft-status]")).not_to_be_empty()
    page.goto("/workshop/form?for=2")
    expect(page.locator(".draft-bar")).to_contain_text("没有自动填入")
    expect(name(page)).to_have_value("")
    page.get_by_role("button", name="填入草稿").click()
    expect(name(page)).to_have_value("甲公司")


def test_two_tabs_do_not_share_a_draft(open_page):
    first = open_page("lin", "/workshop/form")
    name(first).fill("甲公司")
    expect(first.locator("[data-draft-status]")).not_to_be_empty()
    second = first.context.new_page()
    second.goto(first.url)
    second.wait_for_timeout(800)
    expect(name(second)).to_have_value("")
    name(second).fill("乙公司")
    expect(second.locator("[data-draft-status]")).not_to_be_empty()
    first.reload()
    expect(name(first)).to_have_value("甲公司")
    second.close()


def test_what_was_added_after_a_lost_answer_is_asked_for_and_not_dropped(open_page, state):
    page = open_page("lin", "/workshop/form", faults_expected=True)
    name(page).fill("某某机电")
    token = page.locator("input[name=token]").input_value()
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/done")
    page.goto("/workshop/form")
    page.evaluate("token => { document.querySelector('input[name=token]').value = token; }", token)
    name(page).fill("某某机电（补）")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#error-summary")).to_contain_text("当时内容不同")
    expect(name(page)).to_have_value("某某机电（补）")
    assert len(state.saved) == 1


def test_the_other_persons_value_can_be_taken_over(open_page):
    page = open_page("lin", "/workshop/form?stale=1")
    expect(page.locator(".stale")).to_be_focused()
    rows = page.locator(".diff tbody tr")
    expect(rows).to_have_count(3)
    for row in rows.all():
        row.get_by_role("button", name="采用同事的").click()
    expect(name(page)).to_have_value("theirs")
    expect(page.get_by_label("Size")).to_have_value("l")
    expect(page.get_by_label("Second")).to_be_checked()
    rows.first.get_by_role("button", name="保留我的").click()
    expect(name(page)).to_have_value("mine")
