"""Registering by camera in a real browser, on the phone: the photo is read at once, values go into their fields at a press."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from salesapp.reading.pictures import desk
from salesapp.reading.pictures.rules import Reading
from tests.customers.camera.drawn_cards import invented, labelled
from tests.customers.camera.test_screens import photo
from tests.customers.camera.texts import reading

PICTURE = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photo()}


@pytest.fixture
def shows(monkeypatch):
    """Say what stands on the next photo, in the place of the reading process."""

    def show(read: Reading) -> None:
        monkeypatch.setattr(desk, "why_not", lambda folder: "")
        monkeypatch.setattr(desk, "read", lambda content, folder: desk.Picture(content, read))

    return show


def test_a_card_fills_the_sheet_and_what_was_typed_stays(open_page, shows):
    shows(reading("C01"))
    page = open_page("lin", "/customers/new", device="phone")
    page.locator("#full_name").fill("已经填写的名称")
    page.locator("input[name=photo_card]").set_input_files(PICTURE)
    expect(page.get_by_text("照片上认出的内容，尚未保存")).to_be_visible()
    expect(page.locator("#full_name")).to_have_value("已经填写的名称")
    page.get_by_role("button", name="采用手机").click()
    expect(page.locator("[name='contacts-0-mobile']")).to_have_value("13900010131")
    expect(page.get_by_role("button", name="采用手机")).to_have_text("已采用")
    page.get_by_role("button", name="全部采用").click()
    expect(page.locator("[name='contacts-0-title']")).to_have_value("销售总监")
    expect(page.locator("#region")).to_have_value(re.compile("虎丘区"))
    expect(page.locator("#full_name")).to_have_value("已经填写的名称")


def test_what_was_read_folds_away_once_all_of_it_is_taken_and_opens_again(open_page, shows):
    shows(reading("C01"))
    page = open_page("lin", "/customers/new", device="phone")
    page.locator("input[name=photo_card]").set_input_files(PICTURE)
    page.get_by_role("button", name="全部采用").click()
    expect(page.locator(".camera-values")).to_be_hidden()
    page.locator(".camera-read > summary").click()
    expect(page.locator(".camera-values")).to_be_visible()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("#error-summary")).to_be_visible()
    expect(page.locator(".camera-values")).to_be_hidden()


def test_another_card_gets_a_row_of_its_own(open_page, shows):
    shows(reading("C01"))
    page = open_page("lin", "/customers/new")
    page.locator("input[name=photo_card]").set_input_files(PICTURE)
    expect(page.get_by_text("拍背面或另一张")).to_be_visible()
    shows(reading("C02"))
    page.locator("input[name=photo_card]").set_input_files(PICTURE)
    expect(page.locator("[data-field='contacts-1-name']")).to_be_visible()
    page.get_by_role("button", name="全部采用").click()
    expect(page.locator("[name='contacts-1-name']")).to_have_value("沈听澜")


def test_enter_saves_and_reads_no_photo(open_page, shows):
    shows(reading("C01"))
    page = open_page("lin", "/customers/new")
    page.locator("#full_name").press("Enter")
    expect(page.locator("#error-summary")).to_be_visible()
    expect(page.locator(".camera-refusal")).to_have_count(0)


@pytest.mark.skipif(bool(desk.missing()), reason="the extra `camera` is not installed")
def test_a_photo_is_read_by_the_engine_itself(open_page):
    drawn = labelled(invented(3))
    page = open_page("lin", "/customers/new", device="phone")
    page.locator("input[name=photo_picture]").set_input_files({**PICTURE, "buffer": drawn.jpeg()})
    expect(page.get_by_text("照片上认出的内容，尚未保存")).to_be_visible(timeout=60000)
    expect(page.locator(f"[data-value='{drawn.says['company']}']")).to_be_visible()
    desk.stop()
