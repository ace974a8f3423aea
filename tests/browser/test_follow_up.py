"""A follow-up is written down on the phone in four taps and half a minute, from the line of the day (F05)."""

from __future__ import annotations

import re
import time

from playwright.sync_api import expect

MOST_TAPS, MOST_SECONDS = 4, 30
#: How fast people type on a phone, in milliseconds a sign.
TYPING = 120


class Thumb:
    """A thumb that counts its taps."""

    def __init__(self):
        self.taps = 0

    def tap(self, target) -> None:
        target.tap()
        self.taps += 1


def line_of_the_day(page):
    """Return the button of the first line that asks for a call."""
    return page.locator("main li").get_by_role("link", name="记一次").first


def test_a_call_is_written_down_in_four_taps_and_half_a_minute(open_page):
    page = open_page("lin", "/", device="phone")
    begun, thumb = time.monotonic(), Thumb()
    thumb.tap(line_of_the_day(page))
    expect(page.locator("#summary")).to_be_focused()
    page.keyboard.type("客户看过对比资料，周五内部讨论预算", delay=TYPING)
    thumb.tap(page.locator("#next_when-field .tick-chip").first)
    expect(page.locator("#next_purpose")).not_to_have_value("")
    thumb.tap(page.get_by_role("button", name="保存", exact=True))
    expect(page.get_by_text(re.compile("沟通记录 GT.* 已保存"))).to_be_visible()
    assert thumb.taps <= MOST_TAPS
    assert time.monotonic() - begun <= MOST_SECONDS


def test_what_somebody_wrote_as_purpose_stays(open_page):
    page = open_page("lin", "/", device="phone")
    line_of_the_day(page).tap()
    page.locator("#next_purpose").fill("演示排产方案")
    page.locator("#next_when-field .tick-chip").first.tap()
    expect(page.locator("#next_purpose")).to_have_value("演示排产方案")
