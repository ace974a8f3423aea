"""Process two in a browser by seven roles: from a fresh opportunity over quotation and contract to the last payment."""

from __future__ import annotations

import io
import re

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from tests.browser.test_chain import PASSWORD, choose, hand_over, labelled, number_in, printed, said, tap
from tests.browser.walked import all_of, walk_through

CUSTOMER = "无锡某某机电设备有限公司"
TODAY = "2026-11-23"
PDF = {"name": "文件.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}


@pytest.fixture
def at(open_page):
    """A page of a person on a device, opened once and gone on with: ``at("lin", "/approvals", phone=True)``."""
    pages: dict[tuple[str, bool], Page] = {}

    def at_(username: str, path: str, *, phone: bool = False) -> Page:
        page = pages.get((username, phone))
        if page is None:
            pages[username, phone] = page = open_page(username, path, device="phone" if phone else "desktop")
        else:
            page.goto(path)
        return page

    return at_


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


def test_from_a_fresh_opportunity_to_the_last_payment(at):
    lin = at("lin", "/opportunities/new", phone=True)
    opportunity = open_opportunity(lin)
    for username, phone in (("xu", True), ("tang", False)):
        page = at(username, "/approvals", phone=phone)
        from_the_inbox(page, "排产到回款")
        decide(page)

    # a discount beyond the supervisor's: returned once, changed, agreed to by a deputy
    desk = at("lin", f"/quotations/new?opportunity={opportunity}")
    quotation = quote(desk)
    number = desk.get_by_role("heading", level=1).inner_text().strip()
    page = at("tang", "/approvals")
    from_the_inbox(page, number)
    decide(page, "退回补充", "让到八折以内再报")
    name_a_deputy(at("admin", "/approvals/deputies"))
    lin = at("lin", "/", phone=True)
    expect(lin.locator("main")).to_contain_text("让到八折以内再报")
    lin.goto(f"{quotation}/edit")
    lin.locator(f"[name=items-{row_of(lin, '排产软件')}-off]").fill("20.5")
    fits(lin)
    lin.get_by_role("button", name="保存", exact=True).click()
    said(lin, "已保存")
    lin.get_by_role("button", name="提交审批").click()
    said(lin, "已提交审批")
    xu = at("xu", "/approvals", phone=True)
    from_the_inbox(xu, number)
    expect(xu.locator("#decision")).to_contain_text("代 唐*")
    decide(xu)
    printed(
        desk, f"/forms/F09/{number_in(quotation, 'quotations')}.pdf", "叁拾伍万玖仟壹佰元整", "许* 代 唐*"
    )

    # the contract grows from it; legal returns it once
    desk = at("lin", f"/contracts/new?quotation={number_in(quotation, 'quotations')}")
    contract = draw_up(desk)
    walk_through(desk, contract)
    desk.get_by_role("button", name="提交审批").click()
    said(desk, "已提交审批")
    decide(at("xu", f"/contracts/{contract}/approvals", phone=True))
    lu = at("lu", f"/contracts/{contract}/approvals")
    expect(lu.locator("#facts")).to_contain_text("4% 为限")
    expect(lu.locator("#facts").get_by_role("link", name=re.compile(r"XS-HT-.*\.pdf"))).to_be_visible()
    decide(lu, "退回补充", "请说明客户的理由")
    desk.goto(f"/contracts/{contract}/checklist")
    desk.locator("#check-gate [name=answer]").fill("客户集团统一的上限")
    desk.get_by_role("button", name="提交审批").click()
    said(desk, "已提交审批")
    for username, phone in (("xu", True), ("lu", False), ("zheng", False), ("tang", False)):
        decide(at(username, f"/contracts/{contract}/approvals", phone=phone))
    desk.goto(f"/contracts/{contract}/checklist")
    all_of(desk, "E")
    desk.goto(f"/contracts/{contract}")
    number = desk.locator(".num-text", has_text="XS-HT").first.inner_text()
    sign(desk)
    hand_over(desk)
    receive(at("zheng", f"/contracts/{contract}/handoff"), "接收")
    receive(at("gao", f"/contracts/{contract}/handoff", phone=True), "退回补充", "缺接口文档")
    desk.goto(f"/contracts/{contract}/handoff")
    desk.locator("[name^=point_]").first.fill("已附在合同资料")
    desk.get_by_role("button", name="移交", exact=True).click()
    said(desk, "已移交")
    gao = at("gao", f"/contracts/{contract}/handoff", phone=True)
    receive(gao, "接收")

    # delivered, and then changed by a supplement
    for kind in ("shipment", "installation", "training", "acceptance"):
        gao.goto(f"/contracts/{contract}/milestones/{kind}")
        gao.locator("#done_on").fill(TODAY)
        if kind == "acceptance":
            gao.locator("#files").set_input_files(PDF)
        fits(gao)
        gao.get_by_role("button", name="登记", exact=True).click()
        said(gao, "已登记")
    lin = at("lin", f"/contracts/{contract}/amendments/new", phone=True)
    amendment = supplement(lin)
    for username, phone in (("xu", True), ("lu", False), ("zheng", False), ("tang", False)):
        page = at(username, "/approvals", phone=phone)
        from_the_inbox(page, f"{number}-B1")
        decide(page)
    lin.goto(amendment)
    lin.locator("#signed_on").fill(TODAY)
    lin.get_by_role("button", name="登记签订").click()
    said(lin, "已生效")

    # asked for, issued, delivered
    desk.goto(f"/invoices/new?contract={contract}")
    desk.get_by_role("link", name="1 预付款").click()
    labelled(desk, "交付方式").fill("fp@example.cn")
    desk.get_by_role("button", name="提交申请").click()
    said(desk, "已提出申请")
    zheng = at("zheng", desk.url)
    zheng.locator("#number").fill("26322000000087654321")
    zheng.get_by_role("button", name="登记发票").click()
    said(zheng, "已登记发票")
    printed(zheng, f"/forms/F14/{number_in(zheng.url, 'invoices')}.pdf", "107,730.00", "26322000000087654321")

    # the bank's file: one row as proposed, of the other what is too much becomes the customer's advance
    zheng.goto("/payments/statements")
    zheng.locator("#table").set_input_files(statement(number))
    zheng.get_by_role("button", name="查看").click()
    zheng.get_by_role("button", name="按此读取").click()
    expect(zheng.locator("main")).to_contain_text("余额相符")
    zheng.locator("tr", has_text="预付款").get_by_role("checkbox").check(force=True)
    zheng.get_by_role("button", name="确认勾选的行").click()
    said(zheng, "已入账 1 行")
    zheng.get_by_role("link", name=CUSTOMER).first.click()
    shares = zheng.locator("[name^=share_]")
    expect(shares.first).to_have_value("235,460.00")
    shares.last.fill("")
    zheng.get_by_role("button", name="确认", exact=True).click()
    said(zheng, "已入账")
    zheng.goto("/payments/receipts")
    zheng.locator("tbody tr", has_text="240,000.00").get_by_role("link").first.click()
    zheng.locator("[name^=share_]").last.fill("4540")
    zheng.get_by_role("button", name="分配", exact=True).click()
    said(zheng, "已分配")

    # the last payment: proposed, looked at, booked
    zheng.goto(f"/payments/receipts/new?contract={contract}")
    labelled(zheng, "实收日期").fill(TODAY)
    labelled(zheng, "实收金额").fill("31370")
    labelled(zheng, "付款户名").fill(CUSTOMER)
    zheng.get_by_role("button", name="建议分配").click()
    expect(zheng.locator("[name^=share_]").last).to_have_value("31,370.00")
    zheng.get_by_role("button", name="确认到账").click()
    said(zheng, "已入账|SK")
    desk.goto(f"/contracts/{contract}")
    expect(desk.locator("#payments")).to_contain_text("100.00%")
    printed(zheng, f"/forms/F13/{contract}.pdf", "379,100.00", "100.00%")

    # the ending is reviewed
    desk.goto(f"/opportunities/{opportunity}/review/new")
    labelled(desk, "主因").select_option(label="产品")
    for field, words in (
        ("客户原话", "交期准"),
        ("关键转折点", "现场演示"),
        ("我方做对的", "算清收益"),
        ("可改进的", "更早报价"),
    ):
        labelled(desk, field).fill(words)
    desk.get_by_role("button", name="保存复盘").click()
    desk.wait_for_url(re.compile(r"/review$"))
    printed(desk, f"/forms/F24/{opportunity}.pdf", "赢单", "算清收益")
