"""A contract's checklist gone through in a browser, a group a screen."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def all_of(page: Page, letter: str) -> None:
    """Mark a whole group as conforming."""
    expect(page.locator("#check-tabs [aria-current=page]")).to_contain_text(letter)
    page.get_by_role("button", name="本组全部符合").click()
    expect(page.locator(f"#group-{letter}-foot").get_by_role("button")).to_have_count(0)
    expect(page.locator("#notices")).to_contain_text("已标为符合")


def clauses(page: Page) -> None:
    """Write down one answer of the customer to all clauses."""
    page.get_by_label("全部未确认条款").check()
    form = page.locator("#confirmation-form")
    form.locator("[name=explained_on]").fill("2026-11-23")
    form.locator("[name=confirmed_by]").fill("冯*")
    form.locator("[name=confirmed_on]").fill("2026-11-23")
    form.get_by_role("radiogroup").get_by_text("电话", exact=True).click()
    form.get_by_role("button", name="记下客户确认").click()
    expect(page.locator("#notices")).to_contain_text("已记下客户确认")


def last_answer(page: Page) -> None:
    """Write down that the customer objects to nothing."""
    row = page.locator("#check-31")
    row.locator("[name=confirmed_by]").fill("冯*")
    row.locator("[name=confirmed_on]").fill("2026-11-23")
    row.locator("[name=confirmed_way]").select_option(index=1)
    row.get_by_role("button", name="符合", exact=True).click()


def next_group(page: Page, letter: str) -> None:
    """Go on as the bar says."""
    page.locator("#check-gate").get_by_role("link", name="下一组").click()
    page.wait_for_url(re.compile(f"group={letter}"))


def walk_through(page: Page, contract: int) -> None:
    """Go through the checklist, a group a screen, until nothing is missing."""
    page.goto(f"/contracts/{contract}/checklist")
    all_of(page, "A")
    next_group(page, "B")
    all_of(page, "B")
    next_group(page, "C")
    clauses(page)
    next_group(page, "D")
    all_of(page, "D")
    next_group(page, "F")
    last_answer(page)
    expect(page.locator("#check-31-ok")).to_have_attribute("aria-pressed", "true")
    page.goto(f"/contracts/{contract}/checklist?group=D")
    for no in (25, 26):
        page.locator(f"#check-{no}-ok").click()
        expect(page.locator(f"#check-{no}-ok")).to_have_attribute("aria-pressed", "true")
