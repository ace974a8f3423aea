"""The chain on an iPhone's engine: first contact to two accepted hand-offs."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from tests.browser.webkit.page import PASSWORD, Page

NAME = "江阴某某泵业有限公司"
STAGES = ("first_contact", "need_confirmed", "proposal", "negotiation")


def register(page: Page) -> int:
    page.go("/customers/new")
    page.fill("#full_name", NAME)
    page.fill("#contacts-0-name", "冯*")
    page.fill("#contacts-0-title", "生产总监")
    page.fill("#contacts-0-mobile", "138 0000 0773")
    page.find("#industry", "通用设备", "通用设备制造业")
    page.find("#region", "常熟", "常熟市")
    page.tap("size", "small")
    page.choose("#source_channel", "行业展会")
    page.put("#first_contact_at", "2026-11-23T08:30")
    page.open("#fold-company")
    page.fill("#credit_code", "91320281600037341T")
    page.open("#fold-people")
    page.choose("#contacts-0-decision_role", "决策者")
    page.choose("#contacts-0-privacy_notice_way")
    page.put("#contacts-0-privacy_notice_on", "2026-11-23")
    page.open("#fold-needs")
    page.fill("#pain_points", "插单后常漏料，交期拖一周")
    page.press("保存")
    customer = page.at(r"/customers/\d+$")
    page.there("h1", NAME)
    return customer


def record_first_contact(page: Page, customer: int) -> None:
    page.go(f"/activities/new?customer={customer}")
    page.tap("channel", "phone")
    page.fill("#summary", "介绍了排产方案，对方愿意看演示")
    page.tap("conclusion", "up")
    page.tap("next_when", "2026-11-24T10:00")
    page.fill("#next_purpose", "演示排产方案")
    page.press("保存")
    page.at(r"/activities/\d+|/customers/\d+")


def open_opportunity(page: Page, customer: int) -> int:
    page.go(f"/opportunities/new?customer={customer}")
    page.fill("#name", "排产与库存打通")
    page.fill("#need", "排产与库存打通，一个月内上线")
    page.choose("#product_type")
    page.fill("#amount", "38.6万")
    page.put("#expected_close_on", "2026-12-20")
    for name, score in (("budget_score", "4"), ("chain_score", "4"), ("urgency_score", "5")):
        page.tap(name, score)
    page.tap("grade", "S")
    page.press("保存")
    return page.at(r"/opportunities/\d+$")


def move_over_the_board(page: Page, opportunity: int) -> None:
    """Move a card by its menu, as on a phone: a column fills the screen, the tab above leads to it."""
    page.go("/opportunities/board")
    for stage, after in pairwise(STAGES):
        page.click(f".stage-tabs a[href='#column-{stage}']")
        page.in_view(f"#column-{stage} #card-{opportunity}")
        page.click(f"#card-{opportunity} [data-menu] > button")
        page.click(f"#card-{opportunity} button[value={after}]")
        page.until(lambda: page.exists(f"#column-{after} #card-{opportunity}"), f"card in {after}")  # noqa: B023


def draw_up_contract(page: Page, opportunity: int, text: Path) -> int:
    page.go(f"/contracts/new?opportunity={opportunity}")
    assert page.there("#amount").get_property("value").replace(",", "") == "386000.00"  # nothing is retyped
    page.put("#starts_on", "2026-12-01")
    page.put("#ends_on", "2027-11-30")
    page.put("#delivery_on", "2027-01-20")
    page.complete(
        delivery_cycle="30 天",
        delivery_content="排产软件 1 套",
        after_sales="质保 12 个月，4 小时响应",
        acceptance="连续运行 10 个工作日",
    )
    page.there("#texts").send_keys(str(text))
    page.there(".file-list", text.name)
    page.press("保存并逐项检查")
    return page.at(r"/contracts/\d+/checklist$")


def all_of(page: Page, letter: str) -> None:
    page.there("#check-tabs [aria-current=page]", letter)
    page.click(f"#group-{letter}-foot button", "本组全部符合")
    page.until(lambda: not page.seen(f"#group-{letter}-foot button"), f"end of group {letter}")


def next_group(page: Page, letter: str) -> None:
    page.click("#check-gate a", "下一组")
    page.at(f"group={letter}")


def conforms(page: Page, no: int) -> None:
    page.click(f"#check-{no}-ok")
    page.until(lambda: page.exists(f"#check-{no}-ok[aria-pressed=true]"), f"answer to {no}")


def walk_through(page: Page) -> None:
    """Go through the checklist, a group a screen, until nothing is missing but the file's approval."""
    all_of(page, "A")
    next_group(page, "B")
    all_of(page, "B")
    next_group(page, "C")
    page.click("[data-pick-all]")
    page.put("#explained_on", "2026-11-23")
    page.fill("#confirmation-form [name=confirmed_by]", "冯*")
    page.put("#confirmation-form [name=confirmed_on]", "2026-11-23")
    page.tap("confirmed_way", "phone")
    page.click("#confirmation-form button", "记下客户确认")
    page.said("已记下客户确认")
    next_group(page, "D")
    all_of(page, "D")
    for no in (25, 26):
        conforms(page, no)
    next_group(page, "F")
    page.fill("#check-31 [name=confirmed_by]", "冯*")
    page.put("#check-31 [name=confirmed_on]", "2026-11-23")
    page.choose("#check-31 [name=confirmed_way]")
    conforms(page, 31)


def agree_to_file(page: Page, username: str) -> None:
    page.sign_in(username)
    page.go("/approvals")
    page.between_the_bars(page.there("#waiting li", NAME).find_element("css selector", "a")).click()
    page.tap("verdict", "agree")
    page.click("#decision-form button.primary")
    page.said("已记录|审批通过")


def approve(page: Page, username: str, contract: int) -> None:
    page.sign_in(username)
    page.go(f"/contracts/{contract}/approvals")
    page.tap("verdict", "agree")
    if page.seen("#password"):
        page.fill("#password", PASSWORD)
    page.click("#decision-form button.primary")
    page.said("已记录|审批通过")


def receive(page: Page, username: str, contract: int) -> None:
    page.sign_in(username)
    page.go(f"/contracts/{contract}/handoff")
    page.tap("answer", "accepted")
    page.press("确认")
    page.said("已接收")


def test_from_the_first_contact_to_two_accepted_hand_offs(phone, tmp_path):
    text = tmp_path / "合同稿.pdf"
    text.write_bytes(b"%PDF-1.4\n%%EOF\n")
    phone.sign_in("lin")
    customer = register(phone)
    record_first_contact(phone, customer)
    opportunity = open_opportunity(phone, customer)
    move_over_the_board(phone, opportunity)
    contract = draw_up_contract(phone, opportunity, text)
    walk_through(phone)

    for username in ("xu", "tang"):  # the file of grade S
        agree_to_file(phone, username)
    phone.sign_in("lin")
    phone.go(f"/contracts/{contract}/checklist")
    phone.click("#check-gate button", "提交审批")
    phone.at(r"/approvals$")
    for username in ("xu", "zheng"):
        approve(phone, username, contract)

    phone.sign_in("lin")
    phone.go(f"/contracts/{contract}/checklist?group=E")
    all_of(phone, "E")
    phone.go(f"/contracts/{contract}")
    phone.fill("#sealed_by", "唐*")
    phone.tap("seal_kind", "contract")
    phone.press("登记签订")
    phone.at(r"/handoff$")
    phone.complete(
        technical_contact="沈* 信息主管 139 0000 3308",
        finance_contact="会计冯* 138 0000 0773",
        delivery_place="客户机房",
        warranty="12 个月",
        response_time="4 小时",
        needs="一个月内接通",
        promises="同行案例两份",
    )
    if not phone.there("[name=materials]").is_selected():
        phone.click("[name=materials]")
    phone.press("移交")
    phone.said("已移交")
    for username in ("zheng", "gao"):
        receive(phone, username, contract)
    phone.go(f"/contracts/{contract}")
    phone.there("main", "已交接")
