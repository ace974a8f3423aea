"""Write-offs and refunds: asked for, decided by whom the amount says, booked (P08, P13, P29)."""

import pytest

from salesapp.approvals import actions as approvals
from salesapp.approvals.frozen.sheets import values as frozen
from salesapp.approvals.rules import ApprovalRefused
from salesapp.approvals.subjects.rules import subject_of
from salesapp.contracts import actions as contracts
from salesapp.db import db
from salesapp.payments.concessions import actions, queries
from salesapp.payments.concessions.rules import check_amount, deciders
from salesapp.payments.rules import FinanceOnly, PaymentRefused
from salesapp.refusals import NotAllowed
from tests.pages import part
from tests.payments.factories import NOW, D, day, make_signed, opens, pay


def values(amount, cause="fee", reason="银行扣手续费"):
    return {"amount": D(amount), "cause": cause, "reason": reason}


def agree(one, *people, verdict="agree"):
    for person in people:
        round_ = queries.latest_round(one.id)
        seat = next(seat for seat in round_.open_seats if seat.role == person.role)
        words = None if verdict == "agree" else "请先与客户核对"
        approvals.decide(round_, seat, verdict, words, confirmed=True, by=person, at=NOW)


def test_p08_and_p29_a_fee_is_written_off_after_its_approval_and_is_no_receipt(cast):
    contract = make_signed(cast.lin, ("20000", "2026-11-10"))
    pay(contract, cast.zheng, "19985", (1, "19985"))
    one = actions.ask_write_off(contract.payment_nodes[0], values("15"), by=cast.lin, at=NOW)
    assert opens(contract) == ["15.00"] and one.number == "TK202611-001"
    agree(one, cast.xu, cast.zheng)
    assert opens(contract) == ["0.00"] and contract.received == D("19985") and one.status == "done"
    assert contract.open_since is None


def test_nothing_is_written_off_twice_or_beyond_what_is_open(cast):
    contract = make_signed(cast.lin, ("100", "2026-11-10"))
    node = contract.payment_nodes[0]
    actions.ask_write_off(node, values("60"), by=cast.lin, at=NOW)
    for amount in ("40.01", "0", "-1", "0.001"):
        with pytest.raises(PaymentRefused):
            actions.ask_write_off(node, values(amount), by=cast.lin, at=NOW)
    with pytest.raises(PaymentRefused, match="原因"):
        actions.ask_write_off(node, values("1", reason=" "), by=cast.lin, at=NOW)
    for person in (cast.chen, cast.gao):
        with pytest.raises(NotAllowed):
            actions.ask_write_off(node, values("1"), by=person, at=NOW)


def test_what_is_returned_or_withdrawn_changes_nothing(cast):
    contract = make_signed(cast.lin, ("100", "2026-11-10"))
    node = contract.payment_nodes[0]
    first = actions.ask_write_off(node, values("60"), by=cast.lin, at=NOW)
    agree(first, cast.xu, verdict="return")
    second = actions.ask_write_off(node, values("60"), by=cast.lin, at=NOW)
    actions.withdraw(second, by=cast.lin, at=NOW)
    assert first.status == second.status == "refused" and opens(contract) == ["100.00"]


def test_p13_a_refund_is_agreed_and_then_booked_by_finance(cast):
    contract = make_signed(cast.lin, ("65800", "2026-11-01"))
    receipt = pay(contract, cast.zheng, "70000", (1, "65800"), as_advance=True)
    with pytest.raises(PaymentRefused):
        actions.ask_refund(receipt, values("70000.01"), by=cast.lin, at=NOW)
    one = actions.ask_refund(receipt, values("10000", "overpaid", "客户多付"), by=cast.lin, at=NOW)
    with pytest.raises(PaymentRefused):
        actions.pay(one, day("2026-11-23"), by=cast.zheng, at=NOW)
    agree(one, cast.xu, cast.zheng, cast.tang)  # the director, from 1,000 yuan on
    with pytest.raises(FinanceOnly):
        actions.pay(one, day("2026-11-23"), by=cast.lin, at=NOW)
    refund = actions.pay(one, day("2026-11-23"), by=cast.zheng, at=NOW)
    assert refund.amount == D("-10000") and opens(contract) == ["5800.00"] and one.status == "done"
    with pytest.raises(PaymentRefused):
        actions.pay(one, day("2026-11-23"), by=cast.zheng, at=NOW)


def test_no_more_is_written_off_than_is_open_when_all_have_agreed(cast):
    contract = make_signed(cast.lin, ("1000", "2026-11-10"))
    one = actions.ask_write_off(contract.payment_nodes[0], values("400"), by=cast.lin, at=NOW)
    agree(one, cast.xu)
    pay(contract, cast.zheng, "700", (1, "700"))
    with pytest.raises(PaymentRefused, match="300.00"):
        agree(one, cast.zheng)
    db.session.rollback()
    assert opens(contract) == ["300.00"] and one.status == "asked"
    agree(one, cast.zheng, verdict="return")
    assert opens(contract) == ["300.00"] and one.status == "refused"


def test_a_bill_in_hand_is_not_written_off_beside(cast):
    contract = make_signed(cast.lin, ("1000", "2026-11-10"))
    one = actions.ask_write_off(contract.payment_nodes[0], values("400"), by=cast.lin, at=NOW)
    agree(one, cast.xu)
    contract.payment_nodes[0].in_hand = D("600.01")
    db.session.flush()
    with pytest.raises(PaymentRefused, match="399.99"):
        agree(one, cast.zheng)


def test_small_parts_of_one_contract_are_added_up(cast):
    contract = make_signed(cast.lin, ("5000", "2026-11-10"), ("5000", "2026-12-10"))
    first, second = contract.payment_nodes
    one = actions.ask_write_off(first, values("999.99"), by=cast.lin, at=NOW)
    assert [seat.role for seat in queries.latest_round(one.id).seats] == ["supervisor", "finance"]
    agree(one, cast.xu, cast.zheng)
    other = actions.ask_write_off(second, values("0.01"), by=cast.lin, at=NOW)
    assert [seat.role for seat in queries.latest_round(other.id).seats] == [
        "supervisor",
        "finance",
        "director",
    ]
    assert ("此前已申请", "¥999.99") in [(str(label), said) for label, said in actions.facts(other)]
    elsewhere = make_signed(cast.lin, ("5000", "2026-11-10"), customer=contract.customer)
    third = actions.ask_write_off(elsewhere.payment_nodes[0], values("1"), by=cast.lin, at=NOW)
    assert [seat.role for seat in queries.latest_round(third.id).seats] == ["supervisor", "finance"]


def test_small_refunds_of_one_receipt_are_added_up_and_refused_ones_are_not(cast):
    contract = make_signed(cast.lin, ("5000", "2026-11-10"))
    receipt = pay(contract, cast.zheng, "2000", as_advance=True)
    one = actions.ask_refund(receipt, values("600", "overpaid"), by=cast.lin, at=NOW)
    agree(one, cast.xu, verdict="return")
    two = actions.ask_refund(receipt, values("600", "overpaid"), by=cast.lin, at=NOW)
    assert [seat.role for seat in queries.latest_round(two.id).seats] == ["supervisor", "finance"]
    three = actions.ask_refund(receipt, values("400", "overpaid"), by=cast.lin, at=NOW)
    assert "director" in [seat.role for seat in queries.latest_round(three.id).seats]


def test_a_write_off_ends_with_its_contract_and_a_refund_does_not(cast):
    contract = make_signed(cast.lin, ("1000", "2026-11-10"))
    receipt = pay(contract, cast.zheng, "100", as_advance=True)
    one = actions.ask_write_off(contract.payment_nodes[0], values("400"), by=cast.lin, at=NOW)
    refund = actions.ask_refund(receipt, values("50", "cancelled"), by=cast.lin, at=NOW)
    contracts.void(contract, "客户取消", agreed=True, by=cast.xu, at=NOW)
    assert one.status == "refused" and queries.latest_round(one.id).outcome == "ended"
    assert refund.status == "asked"


def test_who_came_to_own_it_meanwhile_does_not_decide(cast):
    contract = make_signed(cast.lin, ("1000", "2026-11-10"))
    one = actions.ask_write_off(contract.payment_nodes[0], values("400"), by=cast.lin, at=NOW)
    contract.owner = cast.xu
    db.session.flush()
    with pytest.raises(ApprovalRefused):
        agree(one, cast.xu)


def test_who_decides_follows_amount_and_submitter():
    assert deciders(D("15"), director_from=1000, submitter_role="rep") == {"supervisor", "finance"}
    assert deciders(D("1000"), director_from=1000, submitter_role="finance") == {"supervisor", "director"}
    assert check_amount(D("0.01"), D("0.01")) == D("0.01")


def test_it_is_asked_decided_and_booked_on_the_screen(cast, sign_in):
    contract = make_signed(cast.lin, ("500", "2026-11-10"))
    receipt = pay(contract, cast.zheng, "500", (1, "500"))
    lin, at = sign_in("lin"), "/payments/concessions"
    assert "退款" in lin.get(f"{at}/new?receipt_id={receipt.id}").get_data(as_text=True)
    sent = {
        "receipt_id": str(receipt.id),
        "node_id": "",
        "amount": "200",
        "cause": "overpaid",
        "reason": "多付",
    }
    assert lin.post(at, data=sent | {"amount": "501"}).status_code == 422
    mine = lin.post(at, data=sent).headers["Location"]
    assert sign_in("chen").get(mine).status_code == 404
    one = queries.load(int(mine.rpartition("/")[2]))
    assert part(lin.get(mine), "seats").text == "审批 销售主管 待审批 财务 未轮到"
    agree(one, cast.xu, cast.zheng)
    zheng = sign_in("zheng")
    assert zheng.post(f"{mine}/payments", data={"paid_on": "2026-11-24"}).status_code == 422
    assert zheng.post(f"{mine}/payments", data={"paid_on": "2026-11-23"}).status_code == 303
    assert "已入账" in lin.get(mine).get_data(as_text=True)
    assert "TK202611-001" in lin.get(f"/contracts/{contract.id}").get_data(as_text=True)


def test_what_was_asked_for_is_printed_in_words(cast):
    contract = make_signed(cast.lin, ("20000", "2026-11-10"))
    one = actions.ask_write_off(contract.payment_nodes[0], values("15"), by=cast.lin, at=NOW)
    parts = dict(frozen(queries.latest_round(one.id), subject_of("concession"), one, cast.xu)["parts"])
    assert parts["原因类别"] == "银行手续费" and parts["金额"] == "15.00"
    assert parts["回款节点"].startswith("1 ") and "20,000.00" in parts["回款节点"]
