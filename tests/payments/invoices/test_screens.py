"""Invoices on the screen: asked for, issued in parts, returned, red, delivered; what they ask of people (P30–P32)."""

import pytest
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import select

from salesapp.contracts import actions as contracts
from salesapp.db import db
from salesapp.payments.invoices import actions, queries
from salesapp.payments.invoices.models import InvoiceRequest
from salesapp.payments.invoices.sheets import request_sheet
from salesapp.payments.nodes.sheets import follow_up
from salesapp.payments.rules import FinanceOnly, PaymentRefused
from salesapp.web.formats import with_sign
from salesapp.work.models import WorkItem
from tests.payments.factories import NOW, D, day, make_signed, pay

NUMBER, SECOND = "26322000000012345678", "26322000000012345679"


def values(**more):
    return {
        "kind": "special", "title": "苏州某某精密机械有限公司", "tax_no": "91320500MA1XXXXX3K", "address_phone": None,
        "bank": None, "delivery": "fp@example.cn", "remark": None,
    } | more  # fmt: skip


def line(gross="115800", **more):
    return {
        "name": "排产软件",
        "spec": "",
        "unit": "套",
        "quantity": D("1"),
        "gross": D(gross),
        "rate": "13",
    } | more


def request_for(contract, by, gross="115800", seq=1):
    one = actions.ask(
        contract, values(node_id=contract.payment_nodes[seq - 1].id), [line(gross)], by=by, at=NOW
    )
    db.session.commit()
    return one


def waits(kind):
    return db.session.scalars(select(WorkItem).where(WorkItem.kind == kind, WorkItem.done_at.is_(None))).all()


def test_p30_requested_issued_net_and_paid_stand_side_by_side(cast, sign_in):
    contract = make_signed(cast.lin, ("115800", "2026-11-10"), ("270200", "2027-01-31"))
    one = request_for(contract, cast.lin)
    assert one.number == "KP202611-001" and one.lines[0].tax == D("13322.12")
    assert [item.role for item in waits("invoice_to_issue")] == ["finance"]
    blue = actions.issue(one, NUMBER, D("115800"), day("2026-11-20"), by=cast.zheng, at=NOW)
    actions.make_red(blue, SECOND, D("15800"), day("2026-11-21"), "价格调整", by=cast.zheng, at=NOW)
    pay(contract, cast.zheng, "115800", (1, "115800"))
    page = sign_in("lin").get(f"/contracts/{contract.id}").get_data(as_text=True)
    assert "申请与开票净额差 15,800.00 元" in page and "100,000.00" in page and NUMBER in page
    assert not waits("invoice_to_issue") and queries.asked(contract.id) == D("100000")
    with pytest.raises(PaymentRefused):
        actions.make_red(blue, "2" * 20, D("100000.01"), day("2026-11-21"), "错", by=cast.zheng, at=NOW)


def test_p31_the_same_number_twice_is_refused_with_where_it_stands(cast):
    contract = make_signed(cast.lin, ("100", "2026-11-10"), ("100", "2026-12-10"))
    first, second = request_for(contract, cast.lin, "100"), request_for(contract, cast.lin, "100", 2)
    actions.issue(first, NUMBER, D("60"), day("2026-11-20"), by=cast.zheng, at=NOW)
    assert first.status == "part" and first.to_issue == D("40")
    with pytest.raises(PaymentRefused, match=first.number):
        actions.issue(second, NUMBER, D("100"), day("2026-11-20"), by=cast.zheng, at=NOW)
    with pytest.raises(FinanceOnly):
        actions.issue(second, SECOND, D("100"), day("2026-11-20"), by=cast.lin, at=NOW)
    sheet = follow_up(contract.id, cast.lin)
    assert [row["invoiced"] for row in sheet.rows["node"]] == ["part", "asked"]


def test_it_is_asked_on_the_screen_returned_mended_issued_and_delivered(cast, sign_in):
    contract = make_signed(cast.lin, ("115800", "2026-11-10"))
    lin, zheng, node = sign_in("lin"), sign_in("zheng"), contract.payment_nodes[0]
    page = lin.get(f"/invoices/new?contract={contract.id}&node={node.id}").get_data(as_text=True)
    assert "纳税人识别号" in page and "115,800.00" in page
    sent = {
        "contract_id": str(contract.id), "node_id": str(node.id), "kind": "special", "title": "苏州某某", "tax_no": "9132",
        "address_phone": "", "bank": "", "delivery": "fp@example.cn", "remark": "", "lines-0-name": "软件", "lines-0-spec": "",
        "lines-0-unit": "套", "lines-0-quantity": "1", "lines-0-gross": "¥115,800.01", "lines-0-rate": "13",
    }  # fmt: skip
    assert lin.post("/invoices", data=sent).status_code == 422
    first = lin.post("/invoices", data=sent | {"lines-0-gross": "115,800.00"}).headers["Location"]
    assert lin.post(f"{first}/invoices", data={}).status_code == 403
    assert zheng.post(f"{first}/returns", data={"reason": ""}).status_code == 422
    assert zheng.post(f"{first}/returns", data={"reason": "税号不全"}).status_code == 303
    assert "税号不全" in lin.get("/invoices?view=returned").get_data(as_text=True) or waits(
        "invoice_returned"
    )
    assert lin.post(f"{first}/withdrawals").status_code == 303
    mended = sent | {"lines-0-gross": "115800", "tax_no": "91320500MA1XXXXX3K"}
    second = lin.post("/invoices", data=mended).headers["Location"]
    issued = {"number": "2632 2000 0000 1234 5678", "amount": "115800", "issued_on": "2026-11-20"}
    assert zheng.post(f"{second}/invoices", data=issued | {"number": "2.63121E+19"}).status_code == 422
    assert zheng.post(f"{second}/invoices", data=issued).status_code == 303
    at = f"{second}/invoices/{queries.numbered(NUMBER).id}"
    to = {"delivered_to": "冯会计", "delivered_on": "2026-11-21"}
    assert lin.post(f"{at}/deliveries", data=to | {"delivered_to": ""}).status_code == 422
    assert lin.post(f"{at}/deliveries", data=to).status_code == 303
    red = {"number": SECOND, "amount": "115801", "issued_on": "2026-11-21", "reason": "退货"}
    assert zheng.post(f"{at}/reds", data=red).status_code == 422
    assert zheng.post(f"{at}/reds", data=red | {"amount": "115800"}).status_code == 303
    assert "冯会计" in lin.get(second).get_data(as_text=True)
    assert NUMBER[:6] in lin.get(f"/invoices?view=all&q={NUMBER}").get_data(as_text=True)
    assert sign_in("chen").get(second).status_code == 404


def test_nothing_is_asked_or_issued_on_a_void_contract(cast):
    contract = make_signed(cast.lin, ("1000", "2026-11-10"), ("500", "2026-12-10"))
    one = request_for(contract, cast.lin, "1000")
    contracts.void(contract, "客户取消", agreed=True, by=cast.xu, at=NOW)
    assert one.status == "withdrawn" and "客户取消" in one.reason  # it ends with its contract
    one.status = "asked"
    with pytest.raises(PaymentRefused, match="作废"):
        actions.issue(one, NUMBER, D("1000"), day("2026-11-20"), by=cast.zheng, at=NOW)
    with pytest.raises(PaymentRefused, match="作废"):
        request_for(contract, cast.lin, "500", 2)
    assert actions.give_back(one, "合同已作废", by=cast.zheng, at=NOW) is None and one.status == "returned"


def test_no_more_is_issued_than_the_contract_comes_to_since_a_supplement(cast):
    contract = make_signed(cast.lin, ("1000", "2026-11-10"))
    one = request_for(contract, cast.lin, "1000")
    contract.amount = D("600")
    db.session.flush()
    with pytest.raises(PaymentRefused, match="600.00"):
        actions.issue(one, NUMBER, D("600.01"), day("2026-11-20"), by=cast.zheng, at=NOW)
    actions.issue(one, NUMBER, D("600"), day("2026-11-20"), by=cast.zheng, at=NOW)


def test_what_is_taken_off_has_the_rate_of_what_it_is_taken_off_from(cast):
    contract = make_signed(cast.lin, ("1000", "2026-11-10"))
    told, lines = values(), [line("1500"), line("-500", name="折扣", rate="0")]
    with pytest.raises(PaymentRefused, match="税率"):
        actions.ask(contract, told, lines, by=cast.lin, at=NOW)
    lines[1]["rate"] = "13"
    one = actions.ask(contract, told, lines, by=cast.lin, at=NOW)
    assert (one.amount, sum(line.tax for line in one.lines)) == (D("1000"), D("115.05"))


def test_the_sheet_says_what_was_asked_and_issued(cast):
    contract = make_signed(cast.lin, ("115800", "2026-11-10"))
    one = request_for(contract, cast.lin)
    assert set(request_sheet(one.id, cast.lin).signatures) == {"applicant"}
    actions.issue(one, NUMBER, D("115800"), day("2026-11-20"), by=cast.zheng, at=NOW)
    sheet = request_sheet(one.id, cast.lin)
    assert sheet.signatures["finance"].name == cast.zheng.name
    assert sheet.values["total"] == D("115800") and NUMBER in sheet.values["issued"]
    assert request_sheet(one.id, cast.chen) is None


def test_nothing_is_asked_for_a_contract_of_others_or_twice(cast):
    contract = make_signed(cast.lin, ("100", "2026-11-10"))
    request_for(contract, cast.lin, "60")
    with pytest.raises(PaymentRefused, match="120%"):
        request_for(contract, cast.lin, "60")
    db.session.rollback()
    assert db.session.query(InvoiceRequest).count() == 1


def test_money_that_is_taken_back_has_its_minus_before_the_currency():
    assert with_sign(D("-10000")) == "-¥10,000.00" and with_sign(D("0.5")) == "¥0.50"
    assert with_sign(None) == ""


def test_every_field_of_a_page_with_several_invoices_has_its_own_id(cast, sign_in):
    contract = make_signed(cast.lin, ("50000", "2026-11-10"))
    one = request_for(contract, cast.lin, "50000")
    for number, amount in ((NUMBER, "20000"), (SECOND, "10000")):
        actions.issue(one, number, D(amount), day("2026-11-23"), by=cast.zheng, at=NOW)
    db.session.commit()
    page = LexborHTMLParser(sign_in("zheng").get(f"/invoices/{one.id}").text)
    ids = [node.attributes["id"] for node in page.css("main .field-value [id]")]
    assert len(ids) == len(set(ids)) and f"red-{one.invoices[0].id}-number" in ids
    for label in page.css("main label.field-name"):
        assert label.attributes["for"] in ids
    contract.status = "void"
    db.session.commit()
    assert (
        "登记发票" not in sign_in("zheng").get(f"/invoices/{one.id}").text
    )  # nothing more is issued; red ones are
