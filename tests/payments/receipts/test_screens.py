"""Booking money on the screen: proposed, looked at, confirmed; seen by who sees the contract."""

from selectolax.lexbor import LexborHTMLParser
from werkzeug.datastructures import MultiDict

from salesapp.db import db
from salesapp.payments.receipts.models import Receipt
from tests.payments.factories import D, day, make_signed, pay


def values(contract, amount="115,800.00", **more):
    return {
        "customer_id": str(contract.customer_id), "received_on": "2026-11-20", "amount": amount, "way": "transfer",
        "matures_on": "", "payer": contract.customer.full_name, "remark": "货款", "opportunity_id": "",
    } | more  # fmt: skip


def test_finance_looks_at_the_proposal_and_confirms_it(cast, sign_in):
    contract = make_signed(cast.lin, ("115800", "2026-11-10"), ("231600", "2027-01-31"))
    client = sign_in("zheng")
    page = client.get(f"/payments/receipts/new?contract={contract.id}").get_data(as_text=True)
    assert "实收金额" in page and contract.number in page
    first, second = contract.payment_nodes
    proposal = client.post("/payments/receipts", data=values(contract, "¥１２０，０００．００", propose="1"))
    assert "data-again" in proposal.get_data(as_text=True)  # no draft of before is put over the proposal
    assert "data-again" in proposal.text  # a draft kept in the browser is not put over the proposal
    assert proposal.status_code == 200 and db.session.query(Receipt).count() == 0
    assert 'value="115,800.00"' in proposal.get_data(
        as_text=True
    ) and 'value="4,200.00"' in proposal.get_data(as_text=True)
    shares = {f"share_{first.id}": "115800", f"share_{second.id}": "4200"}
    booked = client.post("/payments/receipts", data=values(contract, "12万", **shares))
    assert booked.status_code == 303
    db.session.refresh(contract)
    assert contract.received == D("120000")
    page = client.get(f"/contracts/{contract.id}").get_data(as_text=True)
    assert "34.54%" in page and "SK202611-001" in page


def test_what_is_left_is_asked_once_beside_its_field(cast, sign_in):
    contract = make_signed(cast.lin, ("1000", "2026-11-10"))
    client, share = sign_in("zheng"), {f"share_{contract.payment_nodes[0].id}": "1000"}
    asked = client.post("/payments/receipts", data=values(contract, "1500", **share))
    assert asked.status_code == 422 and "比合同未收多 500.00 元" in asked.get_data(as_text=True)
    assert (
        client.post("/payments/receipts", data=values(contract, "1500", as_advance="y", **share)).status_code
        == 303
    )


def test_other_currencies_and_spellings_that_could_be_two_numbers_are_refused(cast, sign_in):
    contract = make_signed(cast.lin, ("1000", "2026-11-10"))
    client = sign_in("zheng")
    for amount in (
        "$20,000",
        "USD 20,000",
        "115.800,00",
        "1.158E5",
        "11万58",
        "-5",
        "(115,800.00)",
        "115,800.00-",
        "0",
    ):
        answer = client.post("/payments/receipts", data=values(contract, amount))
        assert answer.status_code == 422, amount
    for amount in ("(115,800.00)", "-115,800.00", "115,800.00-"):  # what goes out is said to be that (P18)
        assert "这是付出的款项" in client.post("/payments/receipts", data=values(contract, amount)).get_data(
            as_text=True
        )
    for on in ("2026-02-31", "2026-11-24", ""):
        assert (
            client.post("/payments/receipts", data=values(contract, "1000", received_on=on)).status_code
            == 422
        )


def test_a_rep_sees_own_money_and_books_none(cast, sign_in):
    contract = make_signed(cast.lin, ("1000", "2026-11-10"))
    receipt = pay(contract, cast.zheng, "400", (1, "400"))
    lin, chen = sign_in("lin"), sign_in("chen")
    assert lin.get(f"/payments/receipts/{receipt.id}").status_code == 200
    assert chen.get(f"/payments/receipts/{receipt.id}").status_code == 404
    assert lin.post("/payments/receipts", data=values(contract)).status_code == 403
    page = lin.get("/payments").get_data(as_text=True)
    assert contract.number in page and "逾期 13 天" in page
    assert contract.number not in chen.get("/payments").get_data(as_text=True)


def test_money_is_taken_back_on_its_page(cast, sign_in):
    contract = make_signed(cast.lin, ("1000", "2026-11-10"))
    receipt = pay(contract, cast.zheng, "400", (1, "400"))
    client, at = sign_in("zheng"), f"/payments/receipts/{receipt.id}"
    assert client.post(f"{at}/reversals", data={"reason": ""}).status_code == 422
    assert client.post(f"{at}/reversals", data={"reason": "记错"}).status_code == 303
    page = client.get(at).get_data(as_text=True)
    assert "已冲销" in page and "记错" in page
    assert client.post(f"{at}/reversals", data={"reason": "再次"}).status_code == 422


def test_a_bill_that_matured_is_paid_or_refused_on_its_page(cast, sign_in):
    contract = make_signed(cast.lin, ("1000", "2026-11-10"))
    bills = [
        pay(contract, cast.zheng, "300", (1, "300"), way="bank_bill", matures_on=day(on))
        for on in ("2026-11-21", "2026-11-23", "2026-11-24")
    ]
    client = sign_in("zheng")
    late, due, later = (f"/payments/receipts/{bill.id}" for bill in bills)
    home = client.get("/").get_data(as_text=True)
    assert home.count("到期，是否收妥？") == 2 and f'href="{late}"' in home
    assert "票据已到期：是否收妥？" in client.get(due).get_data(as_text=True)
    assert "票据已到期：是否收妥？" not in client.get(later).get_data(as_text=True)
    assert client.post(f"{later}/honours", data={"answered_on": "2026-11-23"}).status_code == 422
    assert client.post(f"{late}/honours", data={"answered_on": "2026-11-23"}).status_code == 303
    assert "收妥日期" in client.get(late).get_data(as_text=True)
    refused = client.post(f"{due}/dishonours", data={"answered_on": "2026-11-23", "reason": ""})
    assert refused.status_code == 422 and "拒付日期" in refused.get_data(as_text=True)
    answer = {"answered_on": "2026-11-23", "reason": "印章不符"}
    assert client.post(f"{due}/dishonours", data=answer).status_code == 303
    assert "2026-11-23 拒付：印章不符" in client.get(due).get_data(as_text=True)
    assert sign_in("lin").post(f"{later}/honours", data={"answered_on": "2026-11-23"}).status_code == 403


def test_whose_money_it_is_is_asked_first(cast, sign_in):
    contract = make_signed(cast.lin, ("1000", "2026-11-10"))
    client = sign_in("zheng")
    assert "这是谁的款项" in client.get("/payments/receipts/new").get_data(as_text=True)
    named = client.post(
        "/payments/receipts/whose", data={"customer": "", "customer_text": contract.customer.full_name}
    )
    assert named.headers["Location"].endswith(f"customer={contract.customer_id}")
    assert client.post("/payments/receipts/whose", data={"customer_text": "没有这家"}).status_code == 422


def test_months_are_closed_in_turn_and_the_list_asks_few_queries(cast, sign_in, count_queries):
    contract = make_signed(cast.lin, ("1000", "2026-10-10"), ("500", "2026-10-20"))
    pay(contract, cast.zheng, "400", (1, "400"), on="2026-10-12")
    client = sign_in("zheng")
    assert "结账" in client.get("/payments/months").get_data(as_text=True)
    assert client.post("/payments/months", data={"month": "2026-11"}).status_code == 422
    # what the page itself sends: each field once, so that the month is that of the button
    form = LexborHTMLParser(client.get("/payments/months").text).css_first("#month-form")
    sent = [(one.attributes["name"], one.attributes.get("value") or "") for one in form.css("[name]")]
    assert [value for name, value in sent if name == "month"] == ["2026-10"]
    assert client.post("/payments/months", data=MultiDict(sent)).status_code == 303
    assert sign_in("tang").post("/payments/months", data={"month": "2026-10"}).status_code == 403
    with count_queries() as counted:
        client.get("/payments")
    assert counted.total <= 9


def test_the_sheet_is_printed_with_its_receipts(cast, sign_in):
    from salesapp.payments.nodes.sheets import follow_up

    contract = make_signed(cast.lin, ("1000", "2026-11-10"), ("500", None, {"kind": "warranty"}))
    pay(contract, cast.zheng, "400", (1, "400"))
    data = follow_up(contract.id, cast.lin)
    assert data.rows["node"][0]["late"] == 13 and data.rows["node"][0]["open"] == D("600")
    assert data.rows["receipt"][0]["confirmed_by"] == "郑*" and data.values["paid"] == "26.67%"
    assert follow_up(contract.id, cast.chen) is None


def test_a_customers_page_and_the_search_tell_of_money(cast, sign_in):
    contract = make_signed(cast.lin, ("1000", "2026-11-10"))
    receipt = pay(contract, cast.zheng, "400", (1, "400"))
    lin = sign_in("lin")
    page = lin.get(f"/customers/{contract.customer_id}").get_data(as_text=True)
    assert "40.00%" in page and "收款 400.00 元" in page
    found = lin.get(f"/search?q={receipt.number}")
    assert found.headers["Location"].endswith(f"/payments/receipts/{receipt.id}")
