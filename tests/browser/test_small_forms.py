"""Small forms of one line keep what is typed, too."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_chain import labelled, tap


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


def test_what_concerns_no_field_is_read_on_the_phone_too(open_page):
    page = open_page("xu", "/contracts", device="phone")
    page.get_by_role("link", name=re.compile("门店补货合同")).first.click()
    page.on("dialog", lambda dialog: dialog.accept())
    voiding = page.locator("#voiding")
    voiding.locator("summary").click()
    voiding.locator("[name=reason]").fill("客户集团改由总部统签")
    voiding.get_by_role("button", name="作废").click()
    refused = voiding.locator("#error-summary")
    expect(refused.get_by_text("请财务先转为客户预收或退款")).to_be_visible()
    expect(refused.locator("li > a")).not_to_be_visible()  # its field says it itself


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_what_is_chosen_below_a_suggestion_does_not_move_when_it_comes(open_page, device):
    page = open_page("lin", "/opportunities/new?customer=1", device=device)
    labelled(page, "预计成交金额").fill("386000")
    labelled(page, "预计成交日期").fill("2026-12-20")
    grades, box = page.get_by_role("radiogroup", name=re.compile("^确认级别")), page.locator("#suggestion")

    def apart() -> float:
        return grades.bounding_box()["y"] - box.bounding_box()["y"]

    before = apart()
    for group, score in (("预算", "4"), ("决策链", "4"), ("紧急度", "5")):
        tap(page, group, score)
    expect(box.locator("[data-offer]")).to_have_count(1)
    assert apart() == before
