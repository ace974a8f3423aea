"""Bills in hand and when they mature are seen whichever way they count, and both endings of a bill walked through."""

from datetime import UTC, datetime

import pytest

from salesapp.db import db
from salesapp.home.pictures.money import page as pictures
from salesapp.payments.ageing import page as ageing
from salesapp.payments.ageing.queries import Owed
from salesapp.payments.bills import queries
from salesapp.payments.ledger import actions as ledger
from salesapp.payments.receipts import actions
from salesapp.payments.receipts import queries as receipts
from salesapp.policies.actions import change as save_policy
from salesapp.web import clock
from tests.pages import part
from tests.payments.factories import NOW, TODAY, D, day, make_signed, opens, pay

DUE = datetime(2027, 5, 20, 2, tzinfo=UTC)
SETTINGS = ["receipt", "maturity"]


@pytest.fixture(params=SETTINGS)
def counted(request, cast):
    """By which of its days a bill counts."""
    save_policy("bill_counts", request.param, by=cast.tang, at=NOW)
    return request.param


@pytest.fixture
def contract(cast, counted):
    """A contract of which the first instalment was paid by a bill that matures in May."""
    found = make_signed(cast.lin, ("1000", "2026-11-10"), ("500", "2027-08-01"))
    pay(found, cast.zheng, "1000", (1, "1000"), way="bank_bill", matures_on=day("2027-05-20"))
    return found


def bill_of(contract):
    return contract.payment_nodes[0].id, queries.of_nodes([contract.payment_nodes[0].id])


def test_bills_are_seen_with_their_maturity_whichever_way_they_count(cast, contract, counted, sign_in):
    bill = receipts.matched_to(contract.id)[0]
    zheng = sign_in("zheng")
    row = part(zheng.get("/payments/bills"), f"bill-{bill.id}").text
    assert bill.number in row and "1,000.00" in row and "2027-05-20" in row and "第 1 期" in row
    since = {"receipt": "自 2026-11-20 计入收款", "maturity": "2027-05-20 起计入收款"}[counted]
    assert since in row
    listed = part(zheng.get("/payments?view=bills"), f"node-{contract.payment_nodes[0].id}")
    assert "¥1,000.00，2027-05-20 到期" in listed.text and bill.number in listed.links
    page = zheng.get(f"/contracts/{contract.id}").text
    assert "票据 2027-05-20 到期" in page
    assert "2027-05-20 到期" in part(zheng.get("/payments/receipts"), f"receipt-{bill.id}").text
    later = {
        row[0].words: [cell.words for cell in row[1:]] for row in pictures.charts(cast.zheng, TODAY)[1].rows
    }
    assert later[pictures.long_name(pictures.LATER)] == ["500.00", "1,000.00", "2"]
    assert f"bill-{bill.id}" in sign_in("lin").get("/payments/bills").text
    assert f"bill-{bill.id}" not in sign_in("chen").get("/payments/bills").text
    assert sign_in("gao").get("/payments/bills").status_code == 403


def test_a_bill_that_is_an_advance_is_in_hand_too_and_what_matures_first_stands_first(cast, counted, sign_in):
    contract = make_signed(cast.lin, ("100", "2026-11-10"))
    late = pay(contract, cast.zheng, "40", way="trade_bill", matures_on=day("2027-01-10"), as_advance=True)
    soon = pay(contract, cast.zheng, "60", (1, "60"), way="bank_bill", matures_on=day("2026-12-10"))
    pay(contract, cast.zheng, "10", (1, "10"))
    shown = sign_in("zheng").get("/payments/bills")
    ids = [node.attributes["id"] for node in part(shown, "bills").node.css("tbody tr")]
    assert ids == [f"bill-{soon.id}", f"bill-{late.id}"] and "预收" in part(shown, f"bill-{late.id}").text
    assert queries.sums(cast.zheng, TODAY).amount == D("100")


def test_bills_go_on_on_the_next_page(cast, sign_in, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    contract = make_signed(cast.lin, ("100", "2026-11-10"))
    for on in ("2027-01-10", "2026-12-10", "2026-12-10"):
        pay(contract, cast.zheng, "10", (1, "10"), way="bank_bill", matures_on=day(on))
    zheng = sign_in("zheng")
    first = part(zheng.get("/payments/bills"), "main")
    following = first.links["下一页"]
    seen = [node.attributes["id"] for node in first.node.css("#bills tbody tr")]
    seen += [node.attributes["id"] for node in part(zheng.get(following), "bills").node.css("tbody tr")]
    assert len(seen) == 3 and len(set(seen)) == 3
    assert zheng.get("/payments/bills?after=x").status_code == 200


def test_a_bill_that_was_paid_at_its_maturity_is_received_and_no_longer_in_hand(
    cast, contract, counted, sign_in, db_session
):
    bill, node = receipts.matched_to(contract.id)[0], contract.payment_nodes[0]
    before = {"receipt": ("1000.00", "0.00"), "maturity": ("0.00", "1000.00")}[counted]
    assert (f"{node.received:.2f}", f"{node.in_hand:.2f}") == before
    with clock.frozen(DUE):
        client = sign_in("zheng")
        assert "已到期" in part(client.get("/payments/bills"), f"bill-{bill.id}").text
        at = f"/payments/receipts/{bill.id}"
        assert client.post(f"{at}/honours", data={"answered_on": "2027-05-20"}).status_code == 303
        db_session.expire_all()
        # paid, though the night that lets it count has not been
        assert (node.received, node.in_hand) == (D("1000"), 0) and contract.received == D("1000")
        assert "没有在手票据" in client.get("/payments/bills").text
        assert f"node-{node.id}" not in client.get("/payments?view=bills").text
        assert f"node-{node.id}" in client.get("/payments?view=paid").text
        assert "票据 2027-05-20 收妥" in client.get(f"/contracts/{contract.id}").text
        assert ledger.mature(at=DUE) == (1 if counted == "maturity" else 0)
        assert opens(contract) == ["0.00", "500.00"]
    assert bill_of(contract) == (node.id, {})


def test_a_bill_that_was_refused_opens_its_instalment_again_with_its_old_day(
    cast, contract, counted, sign_in, db_session
):
    bill, node = receipts.matched_to(contract.id)[0], contract.payment_nodes[0]
    with clock.frozen(DUE):
        ledger.mature(at=DUE)
        db.session.commit()
        client = sign_in("zheng")
        assert opens(contract) == ["0.00", "500.00"]
        answer = {"answered_on": "2027-05-20", "reason": "出票人账户余额不足"}
        at = f"/payments/receipts/{bill.id}"
        assert client.post(f"{at}/dishonours", data=answer).status_code == 303
        db_session.expire_all()
        assert (node.received, node.in_hand, node.open) == (0, 0, D("1000"))
        assert node.planned_on == day("2026-11-10") == contract.open_since
        assert "没有在手票据" in client.get("/payments/bills").text
        late = part(client.get("/payments?view=late"), f"node-{node.id}").text
        assert "191 天" in late
        sums = ageing.table(cast.zheng, Owed(day("2027-05-20"), day("2027-05-20"))).sums
        assert sums.amounts["to_365"] == D("1000")
        assert "余额不足" in client.get(f"/contracts/{contract.id}").text
        weeks = pictures.charts(cast.zheng, day("2027-05-20"))[1].rows
        assert {row[0].words: row[2].words for row in weeks}[pictures.long_name(pictures.LATE)] == "0.00"


def test_what_was_paid_back_of_a_bill_is_taken_off_until_that_is_taken_back(cast, counted):
    contract = make_signed(cast.lin, ("1000", "2026-11-10"))
    bill = pay(contract, cast.zheng, "1000", (1, "1000"), way="bank_bill", matures_on=day("2027-05-20"))
    node_id = contract.payment_nodes[0].id
    back = actions.refund(bill, D("300"), TODAY, "多开", by=cast.zheng, at=NOW)
    db.session.commit()
    assert [one.amount for one in queries.of_nodes([node_id])[node_id]] == [D("700")]
    actions.reverse(back, "未退", by=cast.zheng, at=NOW)
    db.session.commit()
    assert [one.amount for one in queries.of_nodes([node_id])[node_id]] == [D("1000")]
    assert queries.of_nodes([]) == {}
