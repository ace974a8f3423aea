"""The steps of process two in a browser: what is typed and pressed from a fresh opportunity to a bank's file."""

from __future__ import annotations

import io
import re

from openpyxl import Workbook
from playwright.sync_api import Page, expect

from tests.browser.test_chain import PASSWORD, choose, labelled, number_in, said, tap

CUSTOMER = "无锡某某机电设备有限公司"
TODAY = "2026-11-23"
PDF = {"name": "文件.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}


def decide(page: Page, verdict: str = "同意", words: str = "") -> None:
    """Decide on what stands open on this page, with the password where it is the last seat."""
    tap(page, "结论", verdict)
    labelled(page, "意见").fill(words)
    if page.locator("#password").count():
        page.locator("#password").fill(PASSWORD)
    page.locator("#decision-form button.primary").click()
    said(page, "已记录|审批通过|已退回")


def from_the_inbox(page: Page, number: str) -> None:
    """Open what waits for one out of the list of all that waits."""
    page.locator("#waiting li", has_text=number).locator("a").first.click()
    expect(page.locator("#decision")).to_be_visible()


def fits(page: Page) -> None:
    """No part of the page is wider than the phone."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, page.url


def open_opportunity(page: Page) -> int:
    choose(page, "客户", "无锡某某", CUSTOMER)
    labelled(page, "关键联系人").click()
    page.get_by_role("option", name=re.compile(r"^吴\*")).click()  # offered from the customer just chosen
    labelled(page, "商机名称").fill("排产到回款")
    labelled(page, "需求描述").fill("排产与库存打通")
    labelled(page, "预计成交金额").fill("386000")
    labelled(page, "预计成交日期").fill("2026-12-20")
    for group, score in (("预算", "4"), ("决策链", "4"), ("紧急度", "5")):
        tap(page, group, score)
    tap(page, "确认级别", "S")
    fits(page)
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_url(re.compile(r"/opportunities/\d+$"))
    return number_in(page.url, "opportunities")


def row_of(page: Page, product: str) -> str:
    """Return the number of the row of a product in the editor of a quotation."""
    for name in page.locator("[name^=items-][name$=-name]").all():
        if name.input_value() == product:
            return name.get_attribute("name").split("-")[1]
    raise AssertionError(f"no row of {product}")


def quote(page: Page) -> str:
    for code in ("PC-100", "FW-001", "FW-002"):
        page.get_by_role("checkbox", name=re.compile(code)).check(force=True)
    page.get_by_role("button", name="加入所选").click()
    said(page, "已加入 3 行")
    for product, quantity in (("实施服务", "20"), ("培训", "5")):
        page.locator(f"[name=items-{row_of(page, product)}-quantity]").fill(quantity)
    page.locator(f"[name=items-{row_of(page, '排产软件')}-off]").fill("21")
    for field, words in (("交付周期", "30 天"), ("质保期", "12 个月"), ("优惠原因", "年内首单")):
        labelled(page, field).fill(words)
    page.get_by_role("button", name="保存", exact=True).click()
    said(page, "已建立")
    page.get_by_role("button", name="提交审批").click()
    said(page, "已提交审批")
    return page.url


def name_a_deputy(page: Page) -> None:
    page.locator("#principal").select_option(label="唐* · 总监")
    page.locator("#deputy").select_option(label="许* · 销售主管")
    labelled(page, "至（含当日）").fill("2026-11-27")
    labelled(page, "原因").fill("出差")
    page.get_by_role("button", name="指定代理人").click()
    said(page, "已保存")


def draw_up(page: Page) -> int:
    """Draw up the contract from the quotation: nothing but days is typed; its text deviates in one clause."""
    assert labelled(page, "合同金额").input_value() == "359100.00"
    page.locator("#ends_on").fill("2027-11-30")
    labelled(page, "交付日期").fill("2027-01-20")
    page.locator("#acceptance").fill("连续运行 10 个工作日")
    page.get_by_role("button", name="保存并逐项检查").click()
    page.wait_for_url(re.compile(r"/contracts/\d+/checklist$"))
    contract = number_in(page.url, "contracts")
    page.goto(f"/contracts/{contract}")
    page.locator("#files").get_by_role("link", name="从模板生成").click()
    page.locator("label", has_text="软件销售合同").click()
    page.get_by_role("button", name="按模板生成").click()
    said(page, "已按模板生成")
    expect(labelled(page, "2 价款与税率")).to_have_value(re.compile("13%、6%"))
    clause = page.get_by_label(re.compile("违约责任"))
    clause.fill(clause.input_value().replace("5%", "4%"))
    page.locator("#why").fill("客户集团统一")
    page.get_by_role("button", name="保存文本").click()
    said(page, "1 条偏离模板")
    page.get_by_role("button", name="存为附件").click()
    said(page, "已存入附件")
    return contract


def sign(page: Page) -> None:
    tap(page, "章类", "合同专用章")
    page.locator("#sealed_by").fill("唐*")
    page.get_by_role("button", name="登记签订").click()
    page.wait_for_url(re.compile(r"/handoff$"))


def receive(page: Page, answer: str, opinion: str = "") -> None:
    tap(page, "接收结果", answer)
    page.locator("#opinion").fill(opinion)
    page.get_by_role("button", name="确认").click()
    said(page, "已接收|已退回")


def supplement(page: Page) -> str:
    labelled(page, "约定内容").fill("培训由 5 人天改为 10 人天")
    labelled(page, "变更后合同总额").fill("379100")
    page.locator("#payment_nodes-1-amount").fill("235460")
    labelled(page, "客户确认人").fill("冯*")
    page.locator("#confirmed_way").select_option(label="邮件")
    labelled(page, "确认日期").fill(TODAY)
    page.locator("#texts").set_input_files(PDF)
    page.get_by_role("button", name="保存", exact=True).click()
    said(page, "已起草")
    page.get_by_role("button", name="提交审批").click()
    said(page, "已提交审批")
    return page.url


def statement(contract: str) -> dict:
    """Return the file of a bank: two receipts of the customer, interest."""
    book, held = Workbook(), io.BytesIO()
    sheet = book.active
    sheet.append(["账号", "6222000000000001", "户名", "某某软件有限公司"])
    sheet.append(["交易日期", "借方金额", "贷方金额", "余额", "对方户名", "摘要", "附言", "流水号"])
    sheet.append([TODAY, None, 107730, 607730, CUSTOMER, "货款", f"{contract} 预付款", "W001"])
    sheet.append([TODAY, None, 240000, 847730, CUSTOMER, "货款", "验收款", "W002"])
    sheet.append([TODAY, None, 41.07, 847771.07, "", "结息", "", "W003"])
    book.save(held)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": "网银.xlsx", "mimeType": kind, "buffer": held.getvalue()}
