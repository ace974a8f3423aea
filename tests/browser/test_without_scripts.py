"""The main chain by plain links and forms: signing in, a customer, a contact, an opportunity, a contract's first clauses."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

PASSWORD = "demo-Sales-2026"


def labelled(page: Page, label: str):
    return page.get_by_label(re.compile(rf"^{re.escape(label)}")).first


def choose(page: Page, group: str, words: str) -> None:
    page.get_by_role("radiogroup", name=re.compile(f"^{re.escape(group)}")).get_by_label(
        words, exact=True
    ).check()


def test_a_customer_is_registered_contacted_and_followed_without_a_script(open_page):
    page = open_page(None, "/login", scripts=False)
    labelled(page, "登录名").fill("lin")
    labelled(page, "密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("今日")

    page.get_by_role("navigation", name="主菜单").first.get_by_role("link", name="客户").click()
    page.get_by_role("link", name="登记新客户").click()
    labelled(page, "客户公司名称").fill("泰兴某某轴承有限公司")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("#error-summary")).to_be_visible()
    expect(labelled(page, "客户公司名称")).to_have_value("泰兴某某轴承有限公司")

    closed = page.locator("details:not([open])[id^=fold-] > summary")
    while closed.count():
        closed.first.click()
    choose(page, "客户类型", "意向")
    labelled(page, "所属行业").fill("通用设备制造业")
    choose(page, "企业规模", "中型")
    labelled(page, "所在地区").fill("江苏省泰州市泰兴市")
    labelled(page, "联系人姓名").fill("丁*")
    labelled(page, "职务").fill("采购经理")
    labelled(page, "手机").fill("13900000099")
    labelled(page, "决策角色").select_option(label="影响者")
    labelled(page, "个人信息告知方式").select_option(index=1)
    labelled(page, "个人信息告知日期").fill("2026-11-20")
    labelled(page, "首次接触时间").fill("2026-11-20T10:00")
    labelled(page, "来源渠道").select_option(label="行业展会")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("泰兴某某轴承有限公司")

    page.get_by_role("link", name="记一次沟通").first.click()
    labelled(page, "沟通内容").fill("电话约了到厂时间，现用表格排产")
    choose(page, "下次沟通时间", "明日 10:00")
    labelled(page, "下次沟通内容").fill("到厂看排产")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("记一次沟通")

    page.goto("/customers?q=泰兴某某轴承")
    page.get_by_role("link", name="泰兴某某轴承有限公司").first.click()
    page.get_by_role("link", name="新建商机").first.click()
    labelled(page, "商机名称").fill("泰兴某某轴承 排产")
    labelled(page, "需求描述").fill("排产与库存打通")
    labelled(page, "预计成交金额").fill("200000")
    labelled(page, "预计成交日期").fill("2026-12-15")
    for score in ("预算（1–5）", "决策链（1–5）", "紧急度（1–5）"):
        choose(page, score, "4")
    choose(page, "确认级别", "S")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("泰兴某某轴承 排产")

    page.goto("/opportunities/board")
    expect(page.get_by_role("link", name=re.compile("泰兴某某轴承.*排产"))).to_be_visible()
