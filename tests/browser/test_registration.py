"""The registration sheet in a real browser: what it says while somebody types, on the desktop, on the phone, without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect


def field(page: Page, label: str):
    return page.get_by_label(re.compile(rf"^{re.escape(label)}")).first


def unfold(page: Page, *names: str) -> None:
    """Open parts of the sheet that stand closed."""
    for name in names:
        page.locator(f"#fold-{name} > summary").click()


def fill_company(page: Page, name: str) -> None:
    field(page, "客户公司名称").fill(name)
    field(page, "来源渠道").select_option(label="行业展会")
    field(page, "首次接触时间").fill("2026-11-20T10:00")


def fill_person(page: Page, mobile: str) -> None:
    field(page, "联系人姓名").fill("沈*")
    field(page, "职务").fill("采购主管")
    field(page, "手机").fill(mobile)


def test_while_typing_similar_firms_are_shown_and_a_code_is_mended(open_page):
    page = open_page("fang", "/customers/new")
    fill_company(page, "苏州某某精密制造（吴中）有限公司")
    warning = page.locator("#duplicates .notice").first
    expect(warning).to_contain_text("林*")
    expect(warning).not_to_contain_text("KH2026")
    unfold(page, "company")
    field(page, "统一社会信用代码").fill("9I11 0000 6000 3734 1l")
    field(page, "统一社会信用代码").blur()
    page.get_by_role("button", name="改正为 91110000600037341L").click()
    expect(field(page, "统一社会信用代码")).to_have_value("91110000600037341L")
    expect(page.get_by_text("两位校验均相符")).to_be_visible()
    page.get_by_role("button", name="北京市", exact=True).click()
    expect(page.locator("#region")).to_have_value("北京市")


def test_the_size_follows_the_figures_and_the_industry(open_page):
    page = open_page("lin", "/customers/new")
    field(page, "所属行业").fill("tysb")
    page.get_by_role("option", name=re.compile("通用设备制造业")).click()
    field(page, "人数").fill("３２０")
    expect(page.get_by_role("radio", name="中型")).to_be_checked()
    page.get_by_text("小型", exact=True).click()
    unfold(page, "company")
    field(page, "年营收").fill("8,000")
    field(page, "年营收").blur()
    page.locator("#size-says").get_by_role("button", name="中型").click()
    expect(page.get_by_role("radio", name="中型")).to_be_checked()
    expect(page.get_by_text("与人数、营收相符")).to_be_visible()


def test_an_answer_to_typing_keeps_the_focus_and_what_is_half_typed(open_page):
    page = open_page("lin", "/customers/new")
    name = field(page, "客户公司名称")
    with page.expect_response("**/customers/checks"):
        name.type("苏州某某精密制造")
    name.type("有限公司")
    page.wait_for_timeout(900)
    expect(name).to_be_focused()
    expect(name).to_have_value("苏州某某精密制造有限公司")


@pytest.mark.parametrize(
    ("device", "scripts", "mobile", "name"),
    [
        ("phone", True, "138 1000 0001", "启东乙丙丁泵业有限公司"),
        ("desktop", False, "13810000002", "如皋戊己庚阀门有限公司"),
    ],
)
def test_a_customer_is_registered_on_the_phone_and_without_scripts(open_page, device, scripts, mobile, name):
    page = open_page("lin", "/customers/new", device=device, scripts=scripts)
    fill_company(page, name)
    fill_person(page, mobile)
    for label, typed, shown in (("所属行业", "C34", "通用设备制造业"), ("所在地区", "吴中区", "吴中区")):
        field(page, label).fill(typed)
        if scripts:
            page.get_by_role("option", name=re.compile(shown)).first.click()
    page.get_by_role("radiogroup", name=re.compile("^企业规模")).get_by_text("小型", exact=True).click()
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_url(re.compile(r"/customers/\d+$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    expect(page.get_by_text("C34 通用设备制造业")).to_be_visible()


def test_a_hidden_number_is_shown_in_its_place(open_page):
    page = open_page("lin", "/customers?q=szmmjm")
    page.locator("#customers tbody a").first.click()
    number = page.locator("form.reveal").first
    expect(number).to_contain_text("****")
    place = number.get_attribute("id")
    number.get_by_role("button", name="显示").click()
    expect(page.locator(f"#{place}")).not_to_contain_text("****")
    expect(page.locator(f"#{place} a[href^='tel:+86']")).to_be_visible()


def paste(page: Page, label: str, text: str) -> None:
    """Paste a text into a field, as from another program: the clipboard itself needs https."""
    field(page, label).focus()
    field(page, label).evaluate(
        """(input, text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            input.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        text,
    )


def test_a_pasted_day_lands_in_the_picker_of_the_browser_or_is_refused_in_words(open_page):
    page = open_page("lin", "/customers/new")
    unfold(page, "company")
    paste(page, "成立日期", "2011年5月18日")
    expect(field(page, "成立日期")).to_have_value("2011-05-18")
    paste(page, "成立日期", "31/12/2026")
    expect(page.locator("#founded_on-field .error")).to_contain_text("2026-12-31")
    expect(field(page, "成立日期")).to_have_value("2011-05-18")
    paste(page, "首次接触时间", "2026/11/20 10:00")
    expect(field(page, "首次接触时间")).to_have_value("2026-11-20T10:00")


def test_what_was_understood_of_a_number_stands_beside_it_and_can_be_taken(open_page):
    page = open_page("lin", "/customers/new")
    unfold(page, "company", "people")
    field(page, "年营收").fill("5000万元")
    expect(page.locator("#revenue-field .good")).to_have_text("= 50,000,000.00 元（5,000 万元）")
    field(page, "年营收").fill("386,00")
    expect(page.locator("#revenue-field .error")).to_contain_text("386,000")
    field(page, "手机").fill("手机：138 0013 8000（微信同号）")
    page.get_by_role("button", name="微信号也填这个").click()
    expect(field(page, "微信")).to_have_value("13800138000")
    page.get_by_role("button", name="采用 138 0013 8000").click()
    expect(field(page, "手机")).to_have_value("138 0013 8000")


def test_a_look_up_without_a_hit_leads_on(open_page):
    page = open_page("lin", "/customers/new")
    field(page, "所属行业").fill("没有这种行业")
    expect(page.locator(".typeahead-list .none").first).to_have_text("没有找到")
    page.get_by_role("option", name=re.compile("制造业")).first.click()
    page.get_by_role("option", name=re.compile("通用设备制造业")).click()
    expect(page.locator("#industry")).to_have_value("C34 通用设备制造业")


def test_what_one_knows_in_the_car_park_is_registered_in_ten_touches_and_less_than_a_screen_and_a_half(
    open_page,
):
    page = open_page("lin", "/customers/new", device="phone")
    assert page.evaluate("document.documentElement.scrollHeight") <= 1.5 * 844
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    shown = page.locator(".first-breath :is(input:not([type=hidden], [type=radio]), select, .seg):visible")
    assert shown.count() <= 10
    field(page, "客户公司名称").fill("靖江庚辛壬机床有限公司")
    fill_person(page, "138 1000 0077")
    for label, typed, hit in (("所属行业", "C34", "通用设备制造业"), ("所在地区", "吴中区", "吴中区")):
        field(page, label).fill(typed)
        page.get_by_role("option", name=re.compile(hit)).first.click()
    field(page, "人数").fill("320")
    field(page, "来源渠道").select_option(label="行业展会")
    expect(page.get_by_role("radio", name="中型")).to_be_checked()
    page.get_by_role("button", name="刚刚").click()
    expect(page.locator("#wants-company")).to_contain_text("统一社会信用代码")
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_url(re.compile(r"/customers/\d+$"))
    expect(page.locator("#contacts")).to_contain_text("关键联系人")
