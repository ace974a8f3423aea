"""Small forms of one line keep what is typed, too."""

from __future__ import annotations

from playwright.sync_api import expect


def test_the_reason_for_ending_a_task_comes_back_and_goes_with_it(open_page):
    page = open_page("lin", "/activities/tasks")
    task = page.locator("li[id^=task-]").filter(has=page.locator("details.turns")).first
    name = task.get_attribute("id")
    task.locator("summary").click()
    task.get_by_label("原因", exact=True).fill("客户改期到明年")
    page.wait_for_timeout(600)
    page.goto("/customers")
    page.goto("/activities/tasks")
    task = page.locator(f"#{name}")
    expect(task.get_by_label("原因", exact=True)).to_have_value("客户改期到明年")
    expect(task.get_by_label("原因", exact=True)).to_be_visible()
    task.get_by_role("button", name="不再需要").click()
    expect(page.locator(f"#{name}")).to_have_count(0)
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('draft:'))") == []
