"""Money in the database: booked, matched, paid back, taken back; nothing is changed, everything adds up."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from salesapp.calendar.queries import work_calendar
from salesapp.contracts import actions as contracts
from salesapp.contracts.rules import ContractRefused
from salesapp.payments.ledger import actions as ledger
from salesapp.payments.months import actions as months
from salesapp.payments.months import queries as books
from salesapp.payments.receipts import actions, queries
from salesapp.payments.rules import FinanceOnly, PaymentRefused
from salesapp.policies.actions import change as save_policy
from salesapp.web import clock
from salesapp.work.models import WorkItem
from tests.payments.factories import NOW, D, day, make_signed, money, opens, pay


def open_work(session, kind):
    return session.scalars(select(WorkItem).where(WorkItem.kind == kind, WorkItem.done_at.is_(None))).all()


THREE = (
    ("115800", "2026-11-10"),
    ("231600", "2027-01-31"),
    ("38600", None, {"kind": "warranty"}),
)


def test_p07_several_receipts_on_one_node(cast):
    contract = make_signed(cast.lin, *THREE)
    pay(contract, cast.zheng, "50000", (1, "50000"))
    pay(contract, cast.zheng, "65799.99", (1, "65799.99"))
    assert opens(contract) == ["0.01", "231600.00", "38600.00"]
    assert contract.received == D("115799.99") and contract.open_since == day("2026-11-10")


def test_p06_acceptance_gives_the_warranty_money_its_day(cast):
    contract = make_signed(cast.lin, *THREE)
    node = contract.payment_nodes[2]
    assert node.planned_on is None and contract.open_since == day("2026-11-10")
    pay(contract, cast.zheng, "347400", (1, "115800"), (2, "231600"))
    assert contract.open_since is None  # what has no day is not overdue
    node.meet(day("2028-02-28"), work_calendar())
    assert node.planned_on == day("2028-02-28") == contract.open_since


def test_p11_one_receipt_two_contracts(cast):
    first = make_signed(cast.lin, ("58000", "2026-11-10"))
    second = make_signed(cast.lin, ("42000", "2026-11-30"), customer=first.customer)
    shares = {first.payment_nodes[0].id: D("58000"), second.payment_nodes[0].id: D("42000")}
    receipt = actions.book(first.customer, money("100000"), shares, by=cast.zheng, at=NOW)
    assert receipt.advance == 0 and opens(first) == opens(second) == ["0.00"]
    assert first.open_since is None and receipt.number == "SK202611-001"


def test_p13_and_p14_a_refund_in_december_leaves_november_alone(cast):
    contract = make_signed(cast.lin, ("65800", "2026-11-01"))
    receipt = pay(contract, cast.zheng, "70000", (1, "65800"), as_advance=True)
    december = datetime(2026, 12, 10, 2, tzinfo=UTC)
    actions.refund(receipt, D("10000"), day("2026-12-10"), "客户多付", by=cast.zheng, at=december)
    assert opens(contract) == ["5800.00"] and contract.received == D("60000")
    assert queries.advance_of(contract.customer_id) == 0 and receipt.left == D("60000")
    assert books.booked(day("2026-11-01"), day("2026-11-30")) == D("70000")
    assert books.booked(day("2026-12-01"), day("2026-12-31")) == D("-10000")
    with pytest.raises(PaymentRefused):
        actions.refund(receipt, D("60000.01"), day("2026-12-10"), "再退", by=cast.zheng, at=december)


def test_p15_and_p16_a_bill_by_maturity_and_one_that_is_not_honoured(cast):
    save_policy("bill_counts", "maturity", by=cast.tang, at=NOW)
    contract = make_signed(cast.lin, ("100000", "2026-11-10"))
    bill = pay(contract, cast.zheng, "100000", (1, "100000"), way="bank_bill", matures_on=day("2027-05-20"))
    node = contract.payment_nodes[0]
    assert (node.open, node.in_hand) == (D("100000"), D("100000")) and contract.received == 0
    matured = datetime(2027, 5, 20, 2, tzinfo=UTC)
    assert ledger.mature(at=matured) == 1
    assert node.open == 0 and node.in_hand == 0
    actions.reverse(bill, "拒付", by=cast.zheng, at=matured)
    assert (
        node.open == D("100000")
        and node.planned_on == day("2026-11-10")
        and contract.open_since == day("2026-11-10")
    )


def test_a_bill_taken_back_before_it_matures_never_opens_more_than_its_node(cast):
    save_policy("bill_counts", "maturity", by=cast.tang, at=NOW)
    contract = make_signed(cast.lin, ("100000", "2026-11-10"))
    bill = pay(contract, cast.zheng, "100000", (1, "100000"), way="bank_bill", matures_on=day("2027-05-20"))
    actions.reverse(bill, "退票", by=cast.zheng, at=NOW)
    node = contract.payment_nodes[0]
    assert (node.open, node.in_hand, node.received) == (D("100000"), 0, 0)


def test_p15_and_p16_finance_says_whether_a_bill_that_matured_was_paid(cast, db_session):
    save_policy("bill_counts", "maturity", by=cast.tang, at=NOW)
    contract = make_signed(cast.lin, ("100000", "2026-11-10"), ("50000", "2026-12-10"))
    first = pay(contract, cast.zheng, "100000", (1, "100000"), way="bank_bill", matures_on=day("2027-05-20"))
    second = pay(contract, cast.zheng, "50000", (2, "50000"), way="trade_bill", matures_on=day("2027-05-20"))
    waits = lambda: {item.subject_id: item for item in open_work(db_session, "bill_to_answer")}  # noqa: E731
    asked = waits()
    assert set(asked) == {first.id, second.id} and {item.role for item in asked.values()} == {"finance"}
    assert clock.local(asked[first.id].shown_from).date() == day("2027-05-20")  # on its day, not before
    early = datetime(2027, 5, 19, 2, tzinfo=UTC)
    with pytest.raises(PaymentRefused, match="到期"):
        actions.honour(first, day("2027-05-19"), by=cast.zheng, at=early)
    matured = datetime(2027, 5, 20, 2, tzinfo=UTC)
    with pytest.raises(FinanceOnly):
        actions.honour(first, day("2027-05-20"), by=cast.lin, at=matured)
    ledger.mature(at=matured)
    actions.honour(first, day("2027-05-20"), by=cast.zheng, at=matured)
    actions.dishonour(second, day("2027-05-20"), "出票人账户余额不足", by=cast.zheng, at=matured)
    db_session.commit()
    assert waits() == {} and opens(contract) == ["0.00", "50000.00"]
    assert contract.open_since == day("2026-12-10") and "余额不足" in second.counters[0].reason
    with pytest.raises(PaymentRefused, match="无需登记"):
        actions.honour(second, day("2027-05-20"), by=cast.zheng, at=matured)


def test_everything_wrong_with_a_refused_bill_is_said_at_once(cast):
    contract = make_signed(cast.lin, ("100", "2026-11-10"))
    bill = pay(contract, cast.zheng, "100", (1, "100"), way="bank_bill", matures_on=day("2026-11-21"))
    with pytest.raises(PaymentRefused) as refused:
        actions.dishonour(bill, day("2026-11-24"), " ", by=cast.zheng, at=NOW)
    assert [refused.value.field, *(one.field for one in refused.value.also)] == ["answered_on", "reason"]


def test_p17_an_advance_is_matched_once_there_is_a_contract(cast):
    contract = make_signed(cast.lin, ("50000", "2026-12-20"))
    receipt = pay(contract, cast.zheng, "30000", as_advance=True)
    assert queries.advance_of(contract.customer_id) == D("30000")
    actions.match(receipt, {contract.payment_nodes[0].id: D("30000")}, by=cast.zheng, at=NOW)
    assert (
        opens(contract) == ["20000.00"] and receipt.received_on == day("2026-11-20") and receipt.advance == 0
    )
    with pytest.raises(PaymentRefused):
        actions.match(receipt, {contract.payment_nodes[0].id: D("0.01")}, by=cast.zheng, at=NOW)


def test_p22_a_contract_with_money_is_void_only_after_its_money_was_moved(cast):
    contract = make_signed(cast.lin, ("12000", "2026-11-10"))
    pay(contract, cast.zheng, "12000", (1, "12000"))
    with pytest.raises(ContractRefused, match=r"12,000\.00"):
        contracts.void(contract, "客户取消", by=cast.xu, at=NOW)
    assert actions.release(contract, by=cast.zheng, at=NOW) == D("12000")
    contracts.void(contract, "客户取消", by=cast.xu, at=NOW)
    assert contract.status == "void" and queries.advance_of(contract.customer_id) == D("12000")
    assert queries.open_nodes(contract.customer_id) == []  # P23: nothing is matched to a void one


def test_p24_and_p25_a_closed_month_does_not_move(cast):
    contract = make_signed(cast.lin, ("30000", "2026-10-20"), ("9000", "2026-10-25"))
    wrong = pay(
        contract, cast.zheng, "9000", (2, "9000"), on="2026-10-25", at=datetime(2026, 10, 26, 1, tzinfo=UTC)
    )
    november = datetime(2026, 11, 5, 1, tzinfo=UTC)
    months.close(day("2026-10-01"), by=cast.zheng, at=datetime(2026, 11, 3, 1, tzinfo=UTC))
    late = pay(contract, cast.zheng, "30000", (1, "30000"), on="2026-10-29", at=november)
    assert (late.received_on, late.booked_on) == (day("2026-10-29"), day("2026-11-05"))
    counter = actions.reverse(wrong, "记错客户", by=cast.zheng, at=november)
    assert counter.booked_on == day("2026-11-05") and counter.of is wrong and wrong.counters == [counter]
    assert books.booked(day("2026-10-01"), day("2026-10-31")) == D("9000")
    assert books.booked(day("2026-11-01"), day("2026-11-30")) == D("21000")
    assert opens(contract) == ["0.00", "9000.00"]


def test_a_refund_taken_back_closes_the_node_again(cast):
    contract = make_signed(cast.lin, ("1000", "2026-11-10"))
    receipt = pay(contract, cast.zheng, "1000", (1, "1000"))
    refund = actions.refund(receipt, D("300"), date(2026, 11, 21), "误付", by=cast.zheng, at=NOW)
    assert opens(contract) == ["300.00"]
    with pytest.raises(PaymentRefused, match="先冲销退款"):
        actions.reverse(receipt, "错", by=cast.zheng, at=NOW)
    actions.reverse(refund, "退款未成功", by=cast.zheng, at=NOW)
    assert opens(contract) == ["0.00"] and receipt.left == D("1000")


def test_only_finance_books(cast):
    contract = make_signed(cast.lin, ("1000", "2026-11-10"))
    for person in (cast.lin, cast.xu, cast.tang):
        with pytest.raises(FinanceOnly):
            pay(contract, person, "1000", (1, "1000"))


def test_everything_wrong_is_said_at_once(cast):
    contract = make_signed(cast.lin, ("1000", "2026-11-10"))
    with pytest.raises(PaymentRefused) as refused:
        pay(contract, cast.zheng, "0", on="2026-11-24", way="bank_bill")
    assert {refused.value.field, *(one.field for one in refused.value.also)} == {
        "amount",
        "received_on",
        "matures_on",
    }
