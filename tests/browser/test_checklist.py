"""The checklist under the thumb: words that are being typed, the bar, undo."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from salesapp.contracts.models import Contract
from salesapp.db import db


@pytest.fixture
def draft(site):
    """The last contract of lin's that is not submitted: its clauses are all open."""
    with site.app.app_context():
        own = select(Contract.id).where(Contract.owner.has(username="lin"))
        query = own.where(Contract.status.in_(("draft", "checking"))).order_by(Contract.id.desc())
        found = db.session.scalars(query).first()
        db.session.remove()
    return found


def test_a_note_that_is_being_typed_outlives_the_press_on_its_group_and_is_saved(open_page, draft):
    page = open_page("lin", f"/contracts/{draft}/checklist", device="phone")
    note = page.locator("#check-3 [name=note]")
    page.locator("#check-3 summary").click()
    note.fill("范围已核对")
    page.get_by_role("button", name="本组全部符合").click()
    expect(page.locator("#check-3-ok")).to_have_attribute("aria-pressed", "true")
    expect(note).to_be_visible()
    expect(note).to_have_value("范围已核对")
    page.locator("#check-3 .check-fields").get_by_role("button", name="保存").click()
    expect(page.locator("#check-3 td").last).to_contain_text("范围已核对")
    page.locator("#notices").get_by_role("button", name="撤销").click()
    expect(page.locator("#notices")).to_contain_text("已撤销")
    expect(page.locator("#check-1-ok")).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#check-3 td").last).to_contain_text("范围已核对")


def test_the_bar_goes_from_one_open_item_to_the_next_and_on_to_the_next_group(open_page, draft):
    page = open_page("lin", f"/contracts/{draft}/checklist?group=B", device="phone")
    onward = page.locator("#check-gate [data-next-open]")
    for no in (6, 7, 8, 9):
        onward.click()
        expect(page.locator(f"#check-{no} button").last).to_be_in_viewport()
        expect(page.locator(f"#check-{no}").locator(":focus")).to_have_count(1)
    onward.click()
    expect(page).to_have_url(re.compile("group=C$"))
    page.locator(".open-items summary").click()
    page.locator(".open-items").get_by_role("link", name=re.compile("^14 ")).click()
    expect(page.locator("#check-14 .seg")).to_be_in_viewport()
    expect(page.locator(".open-items")).not_to_have_attribute("open", "")
