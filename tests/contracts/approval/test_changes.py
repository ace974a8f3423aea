"""What was submitted is what is decided: a change through whatever record ends the round and says what changed (W24)."""

from decimal import Decimal

import pytest

from salesapp.approvals import actions as approvals
from salesapp.approvals.rules import AlreadyDecided, ApprovalRefused
from salesapp.contracts import actions
from salesapp.contracts.checklist import actions as marking
from salesapp.contracts.checklist import rules as checklist
from salesapp.contracts.checklist.marking.rules import MarkRefused
from salesapp.contracts.checklist.rules import Mark
from salesapp.contracts.rules import ContractRefused
from salesapp.contracts.signing import actions as signing
from salesapp.customers import actions as customers
from tests.contracts.factories import (
    NOW,
    SEALED,
    TODAY,
    Upload,
    approve,
    check,
    decide,
    mails,
    make_contract,
    nodes,
    step_for,
    submit,
    terms,
)
from tests.customers.factories import customer_values

GOOD_CODE = "91110000600037341L"


def change_customer(contract, by, **changes):
    values = (
        customer_values(full_name=contract.customer.full_name, address=contract.customer.address) | changes
    )
    customers.change(contract.customer, values, by=by, at=NOW, today=TODAY)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"full_name": "苏州新名机械有限公司"}, "公司名称"),
        ({"credit_code": GOOD_CODE, "credit_code_kind": "code"}, "统一社会信用代码"),
        ({"invoice_title": "苏州某某开票抬头"}, "开票名称"),
        ({"invoice_bank": "某某银行 6222 0000 0000"}, "开户行"),
    ],
)
def test_a_change_of_the_party_ends_the_round_and_says_what_changed(cast, db_session, changes, said):
    contract = submit(make_contract(cast.lin))
    decide(contract, cast.xu)
    change_customer(contract, cast.lin, **changes)
    assert contract.status == "checking" and contract.latest_round.outcome == "lapsed"
    assert said in contract.latest_round.ended_because
    assert mails(db_session, "审批已终止") >= {"xu", "zheng"}


def test_a_change_of_the_party_opens_the_items_of_a_draft_too(cast):
    contract, other = check(make_contract(cast.lin)), check(make_contract(cast.lin))
    change_customer(contract, cast.lin, phone="0512-6688 0000")
    assert contract.missing() == []
    change_customer(contract, cast.lin, full_name="苏州新名机械有限公司")
    assert [each.no for each in contract.missing()] == [1, 2, 31] and other.missing() == []


def test_a_phone_number_and_a_save_without_a_change_do_neither(cast):
    contract = submit(make_contract(cast.lin))
    change_customer(contract, cast.lin)
    change_customer(contract, cast.lin, phone="0512-6688 0000", remarks="改日再访")
    actions.revise(contract, terms(amount=Decimal("386000.0")), nodes(), by=cast.lin, at=NOW)
    assert contract.status == "approving" and contract.latest_round.is_running


def test_a_change_of_the_party_after_the_approval_ends_it_until_it_is_signed(cast):
    given, signed = approve(make_contract(cast.lin), cast), approve(make_contract(cast.lin), cast)
    check(signed, checklist.BEFORE_SIGNING)
    signing.sign(signed, SEALED, by=cast.lin, at=NOW)
    for contract in (given, signed):
        change_customer(contract, cast.lin, invoice_title="苏州某某开票抬头")
    assert given.status == "checking" and given.approved_sha256 is None
    assert [each.no for each in given.missing()] == [1, 2, 31]
    assert signed.missing() == []
    assert signed.status == "signed" and signed.approved_sha256


@pytest.mark.parametrize(
    ("changes", "plan", "said"),
    [
        ({"amount": Decimal("390000.00")}, (), "合同金额"),
        ({"acceptance": "连续运行 5 个工作日"}, (), "验收标准"),
        ({}, ("50", "50"), "付款方式与节点"),
    ],
)
def test_a_change_of_the_terms_or_the_plan_is_named(cast, changes, plan, said):
    contract = submit(make_contract(cast.lin))
    actions.revise(contract, terms(**changes), nodes(*plan), by=cast.lin, at=NOW)
    assert contract.status == "checking" and said in contract.latest_round.ended_because


def test_another_file_ends_a_running_round_and_not_one_that_was_given(cast):
    contract = submit(make_contract(cast.lin))
    actions.attach(contract, [Upload(b"%PDF-1.4\n%new\n%%EOF\n", "合同修订稿.pdf")], by=cast.lin, at=NOW)
    assert contract.status == "checking" and "附件" in contract.latest_round.ended_because
    approve(contract, cast)
    actions.attach(contract, [Upload(b"%PDF-1.4\n%signed\n%%EOF\n")], by=cast.lin, at=NOW.replace(hour=9))
    assert contract.status == "approved"


def test_an_exception_of_the_checklist_cannot_change_unseen(cast):
    contract = submit(make_contract(cast.lin))
    with pytest.raises(MarkRefused):
        marking.note_check(
            contract,
            Mark(11, "bad", exception="质保金 5%"),
            seen=contract.check_row(11).version,
            by=cast.lin,
            at=NOW,
        )


def test_what_changed_unnoticed_is_neither_decided_nor_signed(cast, db_session):
    contract = submit(make_contract(cast.lin))
    contract.amount = Decimal("386000.01")  # as if somebody wrote past every verb
    seat = step_for(contract, "supervisor")
    with pytest.raises(ApprovalRefused, match="合同金额"):
        approvals.decide(seat.approval, seat, "agree", None, by=cast.xu, at=NOW)
    db_session.rollback()
    contract = approve(make_contract(cast.lin), cast)
    check(contract, checklist.BEFORE_SIGNING)
    contract.acceptance = "不验收"
    with pytest.raises(ContractRefused, match="合同内容与审批通过时不一致"):
        signing.sign(contract, SEALED, by=cast.lin, at=NOW)


def test_a_void_contract_ends_its_approval_and_leaves_every_inbox(cast, db_session):
    contract = submit(make_contract(cast.lin))
    decide(contract, cast.xu)
    seat = step_for(contract, "finance")
    actions.void(contract, "客户取消采购", by=cast.xu, at=NOW)
    assert contract.latest_round.outcome == "ended" and contract.latest_round.ended_because == "客户取消采购"
    with pytest.raises(AlreadyDecided):
        approvals.decide(contract.latest_round, seat, "agree", None, by=cast.zheng, at=NOW)


def test_the_route_that_was_shown_is_the_route_that_is_asked(cast, sign_in):
    contract = make_contract(cast.lin, amount=Decimal("500000.00"))
    shown = sign_in("lin").get(f"/contracts/{contract.id}/approvals").text
    assert "销售主管 → 法务、财务 → 总监" in shown
    assert [seat.role for seat in submit(contract).seats] == ["supervisor", "legal", "finance", "director"]
