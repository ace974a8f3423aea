"""A thumb's way through approvals: a colleague asked too, a task handed on, a deputy named, all on the phone."""

import re

import pytest
from playwright.sync_api import expect


def fits(page) -> None:
    """No part of the page is wider than the phone."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def choose(page, field: str, name: str) -> None:
    """Choose a person in a list by their name."""
    value = page.locator(f"#{field} option", has_text=name).get_attribute("value")
    page.locator(f"#{field}").select_option(value)


@pytest.fixture
def waiting(open_page):
    """The page of a file that waits for the supervisor, opened from the inbox; each test takes another."""

    def open_(who: str, number: str | None = None):
        page = open_page(who, "/approvals", device="phone")
        fits(page)
        row = page.locator("#waiting li", has_text=number or "商机立项").first
        told = re.search(r"SJ\d{4}-\d+", row.inner_text())
        assert told is not None
        row.locator("a").first.click()
        expect(page.locator("#decision")).to_be_visible()
        fits(page)
        return page, told[0]

    return open_


def test_a_colleague_is_asked_too_and_the_adder_decides_afterwards(waiting):
    page, number = waiting("xu")
    page.get_by_role("link", name="加签").click()
    choose(page, "to", "唐*")
    page.get_by_label("在我审批之前").check()
    page.locator("#because").fill("请看接口")
    fits(page)
    page.locator("#colleague-form").get_by_role("button", name="加签").click()
    expect(page.locator("#approval-flow")).to_contain_text("加签：许*，请看接口")
    expect(page.locator("#decision")).to_have_count(0)

    asked, _number = waiting("tang", number)
    asked.get_by_label("同意", exact=True).check()
    asked.locator("#comment").fill("接口可以做")
    asked.locator("#decision-form button.primary").click()
    expect(asked.locator("#approval-flow")).to_contain_text("接口可以做")

    again, _number = waiting("xu", number)
    expect(again.locator("#approval-flow")).to_contain_text("接口可以做")


def test_the_verdict_of_a_contract_comes_under_the_thumb_before_anything_to_print(open_page):
    page = open_page("zheng", "/approvals", device="phone")
    page.locator("#waiting li", has_text="XS-HT-").first.locator("a").first.click()
    verdict, sheets = page.locator("#decision"), page.locator("#print")
    ends = lambda part: (box := part.bounding_box())["y"] + box["height"]  # noqa: E731
    assert ends(page.locator("#facts")) <= verdict.bounding_box()["y"] < sheets.bounding_box()["y"]
    assert ends(verdict) <= sheets.bounding_box()["y"]
    expect(page.get_by_label("同意", exact=True)).to_be_in_viewport()


def test_a_task_is_handed_on_and_leaves_the_inbox(waiting, open_page):
    page, number = waiting("xu")
    page.get_by_role("link", name="转交").click()
    expect(page.locator("#to option", has_text="林*")).to_have_count(0)
    choose(page, "to", "唐*")
    page.locator("#because").fill("请您定")
    page.locator("#colleague-form").get_by_role("button", name="转交").click()
    expect(page.locator("#approval-flow")).to_contain_text("许* 转交 唐*：请您定")
    expect(open_page("xu", "/approvals", device="phone").locator("#waiting")).not_to_contain_text(number)
    waiting("tang", number)


def test_a_deputy_named_on_the_phone_decides_for_the_person_who_is_away(waiting, open_page):
    page = open_page("tang", "/approvals/deputies", device="phone")
    choose(page, "principal", "许*")
    choose(page, "deputy", "马*")
    page.locator("#starts_on").fill("2026-11-23")
    page.locator("#ends_on").fill("2026-11-27")
    fits(page)
    page.get_by_role("button", name="指定代理人").click()
    expect(page.locator("#deputies")).to_contain_text("马* 代 许* 审批")
    inbox = open_page("ma", "/approvals", device="phone")
    expect(inbox.locator("#waiting")).to_contain_text("代 许*")
