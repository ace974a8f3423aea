"""The visit of now on the phone: opened from the day, its words kept on the device, ended with the next contact."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from salesapp.activities.visits.models import Visit
from salesapp.db import db
from salesapp.web import clock
from tests.conftest import MONDAY

NEAR = MONDAY + timedelta(hours=4, minutes=45)  # 13:45 in Shanghai: a visit begins at 14:00


@pytest.fixture
def near(site):
    """A quarter of an hour before the visit."""
    with clock.frozen(NEAR):
        site.cookies.clear()
        yield
    site.cookies.clear()


def test_the_visit_of_now_is_one_tap_from_the_day_and_keeps_what_is_typed(site, open_page, near):
    page = open_page("lin", "/", device="phone")
    line = page.locator("#first li").filter(has_text="拜访苏州某某精密")
    expect(line).to_have_count(1)
    line.get_by_role("link", name="开始拜访").click()
    page.locator("#situation").fill("排产靠表格，三人维护")
    expect(page.locator("[data-draft-status]")).to_contain_text("草稿")
    spin = page.locator("[data-spin]")
    expect(spin).to_contain_text("SPIN 1/4")
    expect(spin.get_by_text("待填：S 现状")).to_be_hidden()
    expect(spin.get_by_text("待填：P 问题")).to_be_visible()
    page.reload()
    expect(page.locator("#situation")).to_have_value("排产靠表格，三人维护")
    expect(spin).to_contain_text("SPIN 1/4")
    page.get_by_text("后天 14:00").click()
    page.locator("#next_purpose").fill("现场演示")
    page.get_by_role("button", name="保存并结束拜访").click()
    expect(page.locator("#notices")).to_contain_text("已保存")
    with site.app.app_context():
        done = db.session.scalars(
            select(Visit).where(Visit.status == "done", Visit.purpose.contains("排产"))
        ).all()
        assert [visit.activity.situation for visit in done] == ["排产靠表格，三人维护"]
        db.session.remove()


def test_a_thing_is_ticked_with_a_tap_that_leaves_the_page_where_it_is(open_page, near):
    page = open_page("lin", "/visits?view=week", device="phone")
    page.get_by_role("link", name="南京某某集团").click()
    thing = page.locator("#preparation").get_by_role("button", name="公司资料")
    expect(thing).to_have_attribute("aria-pressed", "false")
    thing.click()
    expect(thing).to_have_attribute("aria-pressed", "true")
