"""The head of a record as one sees it: a strip that stays, acts under the thumb, people before the story."""

import re

import pytest
from playwright.sync_api import expect

RECORDS = ["/customers", "/opportunities", "/contracts"]


def first_of(page, path):
    page.locator(f"#{path.strip('/')} tbody a").first.click()
    page.wait_for_url(re.compile(rf"{path}/\d+"))


@pytest.mark.parametrize("path", RECORDS)
def test_on_the_phone_the_strip_stays_and_the_acts_stand_over_the_bar(open_page, path):
    page = open_page("lin", path, device="phone")
    first_of(page, path)
    bar, acts = page.locator(".tabs-bottom").bounding_box(), page.locator("#acts").bounding_box()
    assert acts["y"] + acts["height"] == pytest.approx(bar["y"], abs=2)
    assert acts["width"] == pytest.approx(390, abs=1)
    for button in page.locator("#acts > .btn:visible, #acts > form .btn, #acts > .menu > .btn").all():
        assert button.bounding_box()["height"] >= 44
    page.evaluate("scrollTo({top: 600, behavior: 'instant'})")
    assert page.evaluate("scrollY") > 100
    assert page.locator("#strip").bounding_box()["y"] == pytest.approx(0, abs=1)
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("path", ["/customers", "/opportunities"])
def test_the_people_come_before_the_story_on_the_phone_and_beside_it_on_the_desktop(open_page, path):
    page = open_page("lin", path, device="phone")
    first_of(page, path)
    people, story = page.locator("#contacts").bounding_box(), page.locator("#story").bounding_box()
    assert people["y"] + people["height"] <= story["y"]
    page = open_page("lin", path)
    first_of(page, path)
    people, story = page.locator("#contacts").bounding_box(), page.locator("#story").bounding_box()
    assert people["x"] >= story["x"] + story["width"]
    assert people["y"] == pytest.approx(story["y"], abs=1)


@pytest.mark.parametrize("path", RECORDS)
def test_the_right_column_ends_within_a_screen_and_a_half(open_page, path):
    page = open_page("lin", path)
    first_of(page, path)
    record, aside = page.locator(".record").bounding_box(), page.locator(".record > aside").bounding_box()
    assert aside["y"] + aside["height"] - record["y"] <= 1.5 * 900


def test_the_call_turns_into_the_number(open_page):
    page = open_page("lin", "/customers", device="phone")
    first_of(page, "/customers")
    page.locator("#call button").click()
    expect(page.locator("a#call")).to_have_attribute("href", re.compile(r"^tel:\+86"))
    expect(page.locator("a#call")).to_be_focused()


def test_no_step_of_a_contract_is_cut_on_the_phone(open_page):
    page = open_page("lin", "/contracts", device="phone")
    first_of(page, "/contracts")
    for step in page.locator(".steps > li").all():
        box = step.bounding_box()
        assert box["x"] >= -1 and box["x"] + box["width"] <= 391
        assert step.evaluate("each => each.scrollWidth <= each.clientWidth + 1")


def test_what_is_to_be_done_before_a_contract_ends_wraps_on_the_phone(open_page):
    page = open_page("lin", "/contracts", device="phone")
    page.get_by_role("link", name=re.compile("排产试用合同")).first.click()
    page.wait_for_url(re.compile(r"/contracts/\d+"))
    page.goto(page.url.split("?")[0] + "/ending")
    assert page.locator(".held a", has_text="增购报表模块").first.bounding_box()["height"] > 44
    assert page.evaluate("document.documentElement.scrollWidth") == 390
