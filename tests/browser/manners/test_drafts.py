"""What is typed is not lost: drafts, a line that breaks, two clicks, a colleague who was quicker."""

from __future__ import annotations

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


def test_another_form_warns_before_it_is_left_unsaved(open_page):
    page = open_page("lin", "/workshop/done")
    page.get_by_label("Note").fill("x")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/workshop/form")
    assert asked == ["beforeunload"]


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
