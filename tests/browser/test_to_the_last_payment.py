"""Process two in a browser by seven roles: from a fresh opportunity over quotation and contract to the last payment."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.process_two import (
    CUSTOMER,
    PDF,
    TODAY,
    decide,
    draw_up,
    fits,
    from_the_inbox,
    name_a_deputy,
    open_opportunity,
    quote,
    receive,
    row_of,
    sign,
    statement,
    supplement,
)  # fmt: skip
from tests.browser.test_chain import hand_over, labelled, number_in, printed, said
from tests.browser.walked import all_of, walk_through


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
