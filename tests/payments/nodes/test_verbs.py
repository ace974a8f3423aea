"""A supplement below what was received, and a void contract: what hangs on it ends, or goes on and is named."""

from datetime import timedelta

import pytest

from salesapp.approvals import queries as rounds
from salesapp.contracts import actions as contracts
from salesapp.contracts.amendments import actions as amendments
from salesapp.contracts.amendments.planning.rules import Terms
from salesapp.contracts.amendments.rules import AmendmentRefused
from salesapp.contracts.payments.rules import Node
from salesapp.contracts.rules import paid_words
from salesapp.db import db
from salesapp.mail.models import OutgoingMail
from salesapp.payments.chasing import actions as chasing
from salesapp.payments.concessions import actions as concessions
from salesapp.payments.invoices import actions as invoices
from salesapp.payments.invoices import page as invoice_page
from salesapp.payments.receipts import actions as receipts
from salesapp.payments.receipts import queries as money
from salesapp.payments.rules import PaymentRefused
from salesapp.work import actions as work
from salesapp.work.models import WorkItem
from tests.pages import part
from tests.payments.factories import NOW, D, day, make_signed, opens, panel, pay

CONFIRMED = {"confirmed_by": "周敏", "confirmed_way": "mail", "confirmed_on": day("2026-11-23")}


def in_force(contract, cast, amount, *nodes):
    """Bring a supplement into force: (kind, amount) of what is planned anew."""
    plan = [Node("progress", "补充协议签订后 10 日内", day(due), None, D(part)) for part, due in nodes]
    terms = Terms("supplement", "总价变更", D(amount), None, None, plan)
    one = amendments.draw_up(contract, terms, CONFIRMED, [], by=cast.lin, at=NOW)
    one.status, one.approved_at = "approved", NOW
    amendments.sign(one, day("2026-11-23"), by=cast.lin, at=NOW)
    contract.record_received()


def invoiced(contract, cast, amount, number="26322000000012345678"):
    values = {"kind": "special", "title": "苏州某某精密", "tax_no": "9132", "delivery": "fp@example.cn"}
    line = {"name": "软件", "quantity": D("1"), "gross": D(amount), "rate": "13"}
    one = invoices.ask(contract, values, [line], by=cast.lin, at=NOW)
    invoice = invoices.issue(one, number, D(amount), day("2026-11-22"), by=cast.zheng, at=NOW)
    db.session.commit()
    return invoice


def asked_of_finance(session, kind):
    return session.query(WorkItem).filter_by(kind=kind, role="finance", done_at=None).all()


def test_p20_a_supplement_below_what_was_received_leaves_the_surplus_as_an_advance(cast, db_session):
    contract = make_signed(
        cast.lin, ("115800", "2026-11-10"), ("231600", "2026-11-20"), ("38600", "2027-11-20")
    )
    pay(contract, cast.zheng, "347400", (1, "115800"), (2, "231600"))
    invoice = invoiced(contract, cast, "347400")
    with pytest.raises(AmendmentRefused, match=r"47,400\.00"):
        in_force(contract, cast, "300000", ("184200", "2026-11-20"))
    db_session.rollback()
    assert receipts.release(contract, D("47400"), by=cast.zheng, at=NOW) == D("47400")
    assert opens(contract) == ["0.00", "47400.00", "38600.00"]  # of what is due last first
    in_force(contract, cast, "300000", ("184200", "2026-11-20"))
    db_session.commit()
    assert opens(contract) == ["0.00", "0.00"] and contract.received == contract.amount == D("300000")
    assert paid_words(contract.received, contract.amount) == "100.00%"
    assert money.advance_of(contract.customer_id) == D("47400")
    [item] = asked_of_finance(db_session, "invoice_to_take_back")
    assert item.facts["gap"] == "47,400.00"
    assert "47,400.00" in panel(invoice_page, contract, cast.lin).words
    invoices.make_red(
        invoice, "26322000000012345679", D("47400"), day("2026-11-23"), "补充协议减价", by=cast.zheng, at=NOW
    )
    db_session.commit()
    assert not asked_of_finance(db_session, "invoice_to_take_back")


def test_what_else_happens_to_the_contract_leaves_nothing_for_the_night_to_mend(cast, db_session):
    contract = make_signed(cast.lin, ("115800", "2026-11-10"))
    invoiced(contract, cast, "115800")
    in_force(contract, cast, "100000", ("100000", "2026-11-20"))
    db_session.commit()
    assert asked_of_finance(db_session, "invoice_to_take_back")
    contract.updated_at = NOW + timedelta(hours=3)
    db_session.commit()
    assert work.compare(at=NOW) == 0


def test_a_part_of_what_was_received_is_kept_as_an_advance_and_no_more_than_that(cast):
    contract = make_signed(cast.lin, ("1000", "2026-11-10"))
    pay(contract, cast.zheng, "600", (1, "600"))
    for amount in ("600.01", "0", "-1", "0.001"):
        with pytest.raises(PaymentRefused) as refused:
            receipts.release(contract, D(amount), by=cast.zheng, at=NOW)
        assert refused.value.field == "amount"
    assert receipts.release(contract, D("0.01"), by=cast.zheng, at=NOW) == D("0.01")
    assert opens(contract) == ["400.01"]


def test_p22_a_void_contract_ends_what_hangs_on_it_and_says_what_goes_on(cast, db_session, sign_in):
    contract = make_signed(cast.lin, ("12000", "2026-11-10"), ("8000", "2026-11-20"))
    first, second = contract.payment_nodes
    receipt = pay(contract, cast.zheng, "12000", (1, "12000"))
    refund = concessions.ask_refund(
        receipt, {"amount": D("2000"), "cause": "overpaid", "reason": "多付"}, by=cast.lin, at=NOW
    )
    fee = concessions.ask_write_off(
        second, {"amount": D("5"), "cause": "fee", "reason": "手续费"}, by=cast.lin, at=NOW
    )
    chasing.note(second, {"reason": "cash", "promised_on": day("2026-12-05")}, by=cast.lin, at=NOW)
    invoice = invoiced(contract, cast, "12000")
    waiting = invoices.ask(
        contract, {"kind": "special", "title": "苏州", "tax_no": "9132", "delivery": "fp@example.cn"},
        [{"name": "软件", "quantity": D("1"), "gross": D("8000"), "rate": "13"}], by=cast.lin, at=NOW,
    )  # fmt: skip
    db_session.commit()
    xu, at = sign_in("xu"), f"/contracts/{contract.id}/voidings"
    with_money = xu.post(at, data={"reason": "客户取消"})
    assert with_money.status_code == 422 and "12,000.00" in with_money.text
    for words in ("在途核销（1）", "开票申请（1）", "在途退款（1）", "已开发票（1）", "红字发票"):
        assert words in with_money.text  # the money, and what hangs on it, at once
    zheng = sign_in("zheng")
    moved = f"/payments/receipts/releases/{contract.id}"
    assert "12,000.00" in zheng.get(moved).text and xu.get(moved).status_code == 403
    assert zheng.post(moved, data={"amount": "12000.01"}).status_code == 422
    assert zheng.post(moved, data={"amount": "12,000.00"}).status_code == 303
    asked = xu.post(at, data={"reason": "客户取消"})
    assert asked.status_code == 422 and 'name="agreed"' in asked.text
    assert xu.post(at, data={"reason": "客户取消", "agreed": "y"}).status_code == 303
    db_session.expire_all()
    assert (
        contract.status == "void"
        and fee.status == "refused"
        and not rounds.latest("concession", fee.id).is_running
    )
    assert waiting.status == "withdrawn" and "客户取消" in waiting.reason
    assert refund.status == "asked" and rounds.latest("concession", refund.id).is_running
    open_ = {item.kind for item in db_session.query(WorkItem).filter_by(done_at=None)}
    assert open_ == {"approval", "invoice_to_take_back"}  # nobody is reminded, dunned or warned any more
    assert "12,000.00" in zheng.get(f"/contracts/{contract.id}").text
    assert invoice.not_red == D("12000")


def test_finance_hears_that_a_request_ended_with_its_contract(cast, db_session):
    contract = make_signed(cast.lin, ("8000", "2026-11-20"))
    values = {"kind": "special", "title": "苏州", "tax_no": "9132", "delivery": "fp@example.cn"}
    line = {"name": "软件", "quantity": D("1"), "gross": D("8000"), "rate": "13"}
    one = invoices.ask(contract, values, [line], by=cast.lin, at=NOW)
    db_session.commit()
    contracts.void(contract, "客户取消", agreed=True, by=cast.xu, at=NOW)
    db_session.commit()
    told = [mail for mail in db_session.query(OutgoingMail) if one.number in mail.body]
    assert {mail.to.split("@")[0] for mail in told} == {"zheng", "lin"}
    assert all("8,000.00" in mail.body and "客户取消" in mail.body for mail in told)
    assert not asked_of_finance(db_session, "invoice_to_issue")


def test_a_write_off_ends_with_the_instalment_that_a_supplement_dropped(cast, db_session):
    contract = make_signed(cast.lin, ("12000", "2026-11-10"), ("8000", "2026-11-20"))
    stays, goes = contract.payment_nodes
    fee, other = (
        concessions.ask_write_off(
            node, {"amount": D("5"), "cause": "fee", "reason": "手续费"}, by=cast.lin, at=NOW
        )
        for node in (goes, stays)
    )
    in_force(contract, cast, "15000", ("15000", "2026-12-20"))
    db_session.commit()
    assert goes.dropped_on and stays.dropped_on is None
    assert fee.status == "refused" and not rounds.latest("concession", fee.id).is_running
    assert other.status == "asked" and rounds.latest("concession", other.id).is_running
    waits = db_session.query(WorkItem).filter_by(kind="approval", done_at=None).all()
    assert {item.subject_id for item in waits} == {
        seat.id for seat in rounds.latest("concession", other.id).open_seats
    }


def test_a_contract_on_which_nothing_hangs_is_void_without_a_question(cast, sign_in):
    contract = make_signed(cast.lin, ("100", "2026-11-10"))
    assert (
        sign_in("xu").post(f"/contracts/{contract.id}/voidings", data={"reason": "客户取消"}).status_code
        == 303
    )


def test_p34_the_contract_is_overdue_with_its_first_node(cast, sign_in):
    contract = make_signed(
        cast.lin, ("100", "2026-11-22"), ("200", "2027-01-31"), ("300", None, {"kind": "warranty"})
    )
    assert contract.open_since == day("2026-11-22")
    listed = lambda: part(sign_in("lin").get("/contracts"), "contracts").text  # noqa: E731
    assert "逾期" in listed()
    pay(contract, cast.zheng, "100", (1, "100"))
    assert contract.open_since == day("2027-01-31")
    assert "逾期" not in listed()


def test_an_empty_list_says_when_it_fills_only_where_nothing_was_left_out(cast, sign_in):
    lin, words = sign_in("lin"), "合同签订后，回款节点会列在这里"
    assert words in lin.get("/payments").text
    make_signed(cast.lin, ("100", "2026-11-10"))
    for wanted in ("view=bills", "q=XYZ"):
        page = lin.get(f"/payments?{wanted}").text
        assert "这里没有待办" in page and words not in page
