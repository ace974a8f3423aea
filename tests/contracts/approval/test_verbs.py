"""An approval, step by step, over the cast."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from salesapp.approvals import actions as approvals
from salesapp.approvals.rules import AlreadyDecided, ApprovalRefused, NotYourStep
from salesapp.contracts import actions
from salesapp.contracts.approval import actions as approving
from salesapp.contracts.checklist import actions as actions_of_checklist
from salesapp.contracts.checklist import rules as checklist
from salesapp.contracts.checklist.marking.rules import MarkRefused
from salesapp.contracts.rules import ContractRefused, NotYours
from salesapp.contracts.signing import actions as actions_of_signing
from salesapp.policies.actions import change
from salesapp.trail.models import AuditEntry
from tests.contracts.factories import (
    NOW,
    SEALED,
    TODAY,
    approve,
    check,
    decide,
    good_mark,
    mails,
    make_contract,
    nodes,
    step_for,
    submit,
    terms,
)


@pytest.mark.parametrize(
    ("amount", "way"),
    [
        ("99999.99", ["supervisor"]),
        ("100000.00", ["supervisor", "finance"]),
        ("499999.99", ["supervisor", "finance"]),
        ("500000.00", ["supervisor", "legal", "finance", "director"]),
        ("1000000.00", ["supervisor", "legal", "finance", "director"]),
    ],
)
def test_the_amount_decides_who_is_asked(cast, amount, way):
    contract = submit(make_contract(cast.lin, amount=Decimal(amount)))
    assert [step.role for step in contract.seats] == way
    assert [step.role for step in contract.seats if step.status == "open"] == ["supervisor"]


def test_submission_tells_the_supervisor_and_the_board(cast, db_session):
    contract = submit(make_contract(cast.lin))
    assert contract.opportunity.stage == "contract_approval"
    assert contract.opportunity.approval_with == "supervisor"
    assert step_for(contract, "supervisor").due_at == NOW + timedelta(days=1)
    assert mails(db_session, "请审批") == {"xu"}


def test_finance_is_asked_after_the_supervisor_and_completes_the_approval(cast, db_session):
    contract = submit(make_contract(cast.lin))
    decide(contract, cast.xu)
    assert contract.status == "approving" and contract.opportunity.approval_with == "finance"
    decide(contract, cast.zheng, at=NOW + timedelta(hours=1))
    assert contract.status == "approved" and len(contract.approved_sha256) == 64
    assert mails(db_session, "已通过") == {"lin"}


def test_legal_and_finance_decide_side_by_side_and_the_director_last(cast):
    contract = submit(make_contract(cast.lin, amount=Decimal("500000")))
    decide(contract, cast.xu)
    open_roles = {step.role for step in contract.seats if step.status == "open"}
    assert open_roles == {"legal", "finance"}
    decide(contract, cast.zheng)
    assert {step.role for step in contract.seats if step.status == "open"} == {"legal"}
    decide(contract, cast.lu)
    assert {step.role for step in contract.seats if step.status == "open"} == {"director"}
    decide(contract, cast.tang)
    assert contract.status == "approved"


def test_a_supervisors_own_contract_goes_to_the_director(cast):
    contract = submit(make_contract(cast.xu, amount=Decimal("50000")))
    assert [step.role for step in contract.seats] == ["director"]
    decide(contract, cast.tang)
    assert contract.status == "approved"


def test_a_supervisor_who_submits_for_a_rep_does_not_drop_out_of_the_route(cast, sign_in):
    contract = check(make_contract(cast.lin, amount=Decimal("50000")))
    shown = sign_in("xu").get(f"/contracts/{contract.id}/approvals").text
    assert "销售主管" in shown and "总监" not in shown.partition('id="flow"')[2].partition("</section>")[0]
    submit(contract, by=cast.xu)
    assert [step.role for step in contract.seats] == ["supervisor"]
    assert contract.submitted_by is cast.lin and contract.latest_round.sent_by is cast.xu
    assert contract.latest_round.signed_by == "许* 代 林*"
    decide(contract, cast.xu)
    assert contract.status == "approved"


def test_what_the_owner_submits_was_sent_by_nobody_else(cast):
    assert submit(make_contract(cast.lin)).latest_round.sent_by is None


def test_the_supervisor_of_another_team_decides_nothing(cast):
    contract = submit(make_contract(cast.lin))
    with pytest.raises(NotYourStep):
        decide(contract, cast.ma)


def test_the_last_decision_needs_the_password_and_the_first_does_not(cast, db_session):
    contract = submit(make_contract(cast.lin))
    decide(contract, cast.xu, confirmed=False)
    with pytest.raises(ApprovalRefused) as refused:
        decide(contract, cast.zheng, confirmed=False)
    assert refused.value.field == "password"
    db_session.rollback()
    assert contract.status == "approving"
    decide(contract, cast.zheng)
    assert contract.status == "approved"


def test_a_return_needs_no_password_but_its_reason(cast, db_session):
    contract = submit(make_contract(cast.lin))
    decide(contract, cast.xu)
    with pytest.raises(ApprovalRefused) as refused:
        decide(contract, cast.zheng, "return", " ")
    assert refused.value.field == "comment"
    db_session.rollback()
    decide(contract, cast.zheng, "return", "请改为 3-6-1", confirmed=False)
    assert contract.status == "checking" and contract.opportunity.stage == "negotiation"
    assert mails(db_session, "已退回") == {"lin"}


def test_a_returned_contract_starts_a_new_round_from_the_beginning(cast):
    contract = submit(make_contract(cast.lin))
    decide(contract, cast.xu)
    decide(contract, cast.zheng, "return", "请改为 3-6-1")
    with pytest.raises(ApprovalRefused) as refused:
        approving.submit(contract, by=cast.lin, at=NOW)
    assert refused.value.field == "answer"
    approving.submit(contract, answer="客户只接受 3-5-2，附邮件", by=cast.lin, at=NOW)
    assert contract.approval_round == 2
    assert [step.status for step in contract.seats] == ["open", "waiting"]
    assert [seat.status for seat in contract.approvals[0].seats] == ["agree", "return"]


def test_a_return_by_one_of_two_side_by_side_ends_the_others_step(cast):
    contract = submit(make_contract(cast.lin, amount=Decimal("500000")))
    decide(contract, cast.xu)
    decide(contract, cast.lu, "return", "管辖条款要改")
    assert [step.status for step in contract.seats] == ["agree", "return", "lapsed", "lapsed"]


def test_a_vetoed_contract_is_submitted_again_only_after_a_change_or_an_answer(cast, db_session):
    contract = submit(make_contract(cast.lin))
    decide(contract, cast.xu, "veto", "价格低于底线")
    assert contract.status == "rejected"
    for answer in (None, " ", "。"):
        with pytest.raises(ApprovalRefused) as refused:
            approving.submit(contract, answer=answer, by=cast.lin, at=NOW)
        assert refused.value.field == "answer"
    with pytest.raises(ContractRefused):
        approving.withdraw(contract, by=cast.lin, at=NOW)
    db_session.rollback()
    actions.revise(contract, terms(amount=Decimal("420000")), nodes(), by=cast.lin, at=NOW)
    assert contract.status == "checking"


def test_a_vetoed_contract_comes_again_with_an_answer_or_another_mark(cast):
    answered, marked = (submit(make_contract(cast.lin)) for _ in range(2))
    for contract in (answered, marked):
        decide(contract, cast.xu, "veto", "价格低于底线")
    approving.submit(answered, answer="总部已批准此价格", by=cast.lin, at=NOW)
    assert answered.status == "approving" and answered.latest_round.answer == "总部已批准此价格"
    marked.note_check(good_mark(11, confirmed_by="沈立"), by=cast.lin, at=NOW, today=TODAY)
    assert marked.status == "checking"
    approving.submit(marked, by=cast.lin, at=NOW)
    assert marked.status == "approving"


def test_taking_it_back_in_between_answers_nothing(cast):
    contract = submit(make_contract(cast.lin))
    decide(contract, cast.xu, "return", "请改为 3-6-1")
    approving.submit(contract, answer="客户不接受", by=cast.lin, at=NOW)
    approving.withdraw(contract, by=cast.lin, at=NOW)
    with pytest.raises(ApprovalRefused, match="按退回意见修改"):
        approving.submit(contract, by=cast.lin, at=NOW)


def test_a_condition_is_kept_and_asked_for_before_signing(cast, db_session):
    contract = submit(make_contract(cast.lin))
    decide(contract, cast.xu, "conditional", "先收预付款再排产")
    decide(contract, cast.zheng)
    check(contract, checklist.BEFORE_SIGNING)
    with pytest.raises(ContractRefused) as refused:
        actions_of_signing.sign(contract, SEALED, by=cast.lin, at=NOW)
    assert refused.value.field == "conditions_met"
    db_session.rollback()
    actions_of_signing.sign(contract, SEALED | {"conditions_met": True}, by=cast.lin, at=NOW)
    assert contract.status == "signed" and contract.signature.conditions_met


def test_an_edit_during_approval_starts_the_flow_anew_and_tells_who_was_asked(cast, db_session):
    contract = submit(make_contract(cast.lin))
    decide(contract, cast.xu)
    actions.revise(contract, terms(amount=Decimal("390000")), nodes(), by=cast.lin, at=NOW)
    assert contract.status == "checking" and contract.opportunity.stage == "negotiation"
    assert [step.status for step in contract.seats] == ["agree", "lapsed"]
    assert mails(db_session, "审批已终止") == {"xu", "zheng"}


def test_any_change_after_the_approval_voids_it(cast):
    contract = approve(make_contract(cast.lin), cast)
    actions.revise(contract, terms(gross_margin=Decimal(44)), nodes(), by=cast.lin, at=NOW)
    assert contract.status == "checking" and contract.approved_sha256 is None and contract.approved_at is None


def test_what_was_submitted_is_not_marked_anew_before_it_is_withdrawn(cast, db_session):
    contract = submit(make_contract(cast.lin))
    with pytest.raises(MarkRefused):
        actions_of_checklist.note_check(
            contract, good_mark(11, note="x"), seen=contract.check_row(11).version, by=cast.lin, at=NOW
        )
    approving.withdraw(contract, by=cast.lin, at=NOW)
    actions_of_checklist.note_check(
        contract, good_mark(11, note="x"), seen=contract.check_row(11).version, by=cast.lin, at=NOW
    )
    assert contract.status == "checking"


def test_nobody_else_submits_withdraws_edits_or_signs(cast):
    contract = check(make_contract(cast.lin))
    for stranger in (cast.fang, cast.ma, cast.tang, cast.zheng):
        with pytest.raises(NotYours):
            approving.submit(contract, by=stranger, at=NOW)
        with pytest.raises(NotYours):
            actions.revise(contract, terms(), nodes(), by=stranger, at=NOW)
        with pytest.raises(NotYours):
            actions_of_signing.sign(contract, SEALED, by=stranger, at=NOW)
    approving.submit(contract, by=cast.xu, at=NOW)
    with pytest.raises(NotYours):
        approving.withdraw(contract, by=cast.fang, at=NOW)


def test_a_step_is_decided_once(cast, db_session):
    contract = submit(make_contract(cast.lin))
    step = step_for(contract, "supervisor")
    decide(contract, cast.xu)
    with pytest.raises(AlreadyDecided, match="许"):
        approvals.decide(step.approval, step, "agree", None, by=cast.xu, at=NOW)


def test_a_role_that_nobody_fills_stops_the_submission_by_name(cast, db_session):
    contract = check(make_contract(cast.lin))
    cast.zheng.active = False
    db_session.commit()
    with pytest.raises(ApprovalRefused, match="财务"):
        approving.submit(contract, by=cast.lin, at=NOW)


def test_the_matrix_is_a_setting_in_force_at_once(cast, db_session):
    change("approval_bands", [{"below": None, "roles": ["finance"]}], by=cast.admin, at=NOW)
    contract = submit(make_contract(cast.lin))
    assert [step.role for step in contract.seats] == ["finance"]


def test_it_is_withdrawn_until_the_first_decision_and_while_it_is_given(cast, db_session):
    contract = submit(make_contract(cast.lin))
    decide(contract, cast.xu)
    with pytest.raises(AlreadyDecided, match="许"):
        approving.withdraw(contract, by=cast.lin, at=NOW)
    db_session.rollback()
    decide(contract, cast.zheng)
    approving.withdraw(contract, by=cast.lin, at=NOW)
    assert contract.status == "checking" and contract.latest_round.outcome == "withdrawn"


def test_every_decision_stands_in_the_audit_trail(cast, db_session):
    contract = approve(make_contract(cast.lin), cast)
    query = select(AuditEntry).where(AuditEntry.event == "approval", AuditEntry.object_id == contract.id)
    assert len(db_session.scalars(query).all()) == 2
