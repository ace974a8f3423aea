"""A contract on its way, step by step, over the cast: what each verb does and what it refuses."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from salesapp.contracts import actions, approving, checklist
from salesapp.contracts.approval import ApprovalRefused, NotYourStep
from salesapp.contracts.checklist import MarkRefused
from salesapp.contracts.payments import PlanRefused
from salesapp.contracts.rules import ContractRefused, NotYours
from salesapp.mail.models import OutgoingMail
from salesapp.policies.actions import change
from salesapp.refusals import StaleEdit
from salesapp.trail.models import AuditEntry
from tests.contracts.factories import (
    NOW,
    SEALED,
    TODAY,
    approve,
    check,
    decide,
    good_mark,
    make_contract,
    make_opportunity,
    nodes,
    sign,
    step_for,
    submit,
    terms,
)


def mails(session, word: str) -> set[str]:
    """Who got a mail about this."""
    return {mail.to.split("@")[0] for mail in session.scalars(select(OutgoingMail)) if word in mail.subject}


# ---------------------------------------------------------------------------------------- drawing up


def test_a_contract_grows_from_its_opportunity_with_a_number_and_nothing_retyped(cast, db_session):
    opportunity = make_opportunity(cast.lin, stage="proposal")
    contract = make_contract(cast.lin, opportunity=opportunity)
    assert contract.number == "XS-HT-2026-0001"
    assert contract.customer_id == opportunity.customer_id and contract.owner_id == cast.lin.id
    assert contract.status == "draft"
    assert opportunity.stage == "negotiation"  # R38: at least
    first = actions.first_terms(opportunity, our_entity="某某软件有限公司", today=TODAY)
    assert first["amount"] == opportunity.amount and first["starts_on"] == opportunity.expected_close_on


def test_its_nodes_sum_to_the_amount_to_the_fen(cast):
    contract = make_contract(cast.lin, amount=Decimal("100000.01"), plan=nodes("33.33", "33.33", "33.34"))
    assert sum(node.amount for node in contract.payment_nodes) == Decimal("100000.01")


def test_a_plan_that_is_not_the_contract_is_refused_and_no_number_is_lost(cast, db_session):
    opportunity = make_opportunity(cast.lin)
    with pytest.raises(PlanRefused):
        actions.draft_from(opportunity.id, terms(), nodes("30", "60"), by=cast.lin, at=NOW)
    db_session.rollback()
    assert make_contract(cast.lin).number == "XS-HT-2026-0001"


def test_a_lost_opportunity_has_no_contract(cast, db_session):
    opportunity = make_opportunity(cast.lin)
    opportunity.status = "lost"
    db_session.commit()
    with pytest.raises(ContractRefused):
        actions.draft_from(opportunity.id, terms(), nodes(), by=cast.lin, at=NOW)


def test_nobody_draws_up_a_contract_from_an_opportunity_that_they_do_not_see(cast):
    opportunity = make_opportunity(cast.lin)
    with pytest.raises(ContractRefused):
        actions.draft_from(opportunity.id, terms(), nodes(), by=cast.chen, at=NOW)


# ------------------------------------------------------------------------------------- the checklist


def test_the_first_mark_begins_the_check_and_remembers_who_and_when(cast):
    contract = make_contract(cast.lin)
    actions.note_check(contract, good_mark(11), seen=0, by=cast.lin, at=NOW)
    row = contract.check_row(11)
    assert contract.status == "checking"
    assert (row.result, row.confirmed_by, row.checked_by, row.checked_at) == ("ok", "周敏", cast.lin, NOW)


def test_a_mark_on_what_a_colleague_changed_meanwhile_is_stale(cast, db_session):
    contract = make_contract(cast.lin)
    actions.note_check(contract, good_mark(6), seen=0, by=cast.xu, at=NOW)
    db_session.commit()
    with pytest.raises(StaleEdit, match="许"):
        actions.note_check(contract, good_mark(6, result="bad"), seen=0, by=cast.lin, at=NOW)


def test_the_gate_is_shut_until_every_required_item_is_settled(cast, db_session):
    contract = check(make_contract(cast.lin), checklist.BEFORE_APPROVAL - {11})
    with pytest.raises(ContractRefused, match="11"):
        approving.submit(contract, by=cast.lin, at=NOW)
    db_session.rollback()
    check(contract, {11})
    approving.submit(contract, by=cast.lin, at=NOW)
    assert contract.status == "approving"


def test_an_objection_goes_on_only_by_the_exception_route_through_legal_and_director(cast, db_session):
    contract = check(make_contract(cast.lin, amount=Decimal("50000")), checklist.BEFORE_APPROVAL - {14})
    objected = good_mark(14, result="bad", objection="违约金太高")
    contract.note_check(objected, by=cast.lin, at=NOW, today=TODAY)
    with pytest.raises(ContractRefused, match="14"):
        approving.submit(contract, by=cast.lin, at=NOW)
    excepted = good_mark(14, result="bad", objection="违约金太高", exception="上限降到 3%")
    contract.note_check(excepted, by=cast.lin, at=NOW, today=TODAY)
    approving.submit(contract, by=cast.lin, at=NOW)
    assert [step.role for step in contract.round_steps] == ["supervisor", "legal", "director"]


def test_a_changed_fact_opens_its_clause_again(cast, db_session):
    contract = check(make_contract(cast.lin))
    reopened = actions.revise(contract, terms(after_sales="24 个月"), nodes(), by=cast.lin, at=NOW)
    assert reopened == [12, 31]
    assert contract.check_row(12).confirmed_by is None
    assert [each.no for each in contract.missing()] == [12, 31]


def test_an_edit_that_changes_nothing_opens_nothing(cast, db_session):
    contract = submit(make_contract(cast.lin))
    assert actions.revise(contract, terms(), nodes(), by=cast.lin, at=NOW) == []
    assert contract.status == "approving"


# ------------------------------------------------------------------------------------------ approval


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
    assert [step.role for step in contract.round_steps] == way
    assert [step.role for step in contract.round_steps if step.status == "open"] == ["supervisor"]


def test_submission_tells_the_supervisor_and_the_board(cast, db_session):
    contract = submit(make_contract(cast.lin))
    assert contract.opportunity.stage == "contract_approval"
    assert contract.opportunity.approval_with == "supervisor"
    assert step_for(contract, "supervisor").due_on == date(2026, 11, 24)
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
    open_roles = {step.role for step in contract.round_steps if step.status == "open"}
    assert open_roles == {"legal", "finance"}
    decide(contract, cast.zheng)
    assert {step.role for step in contract.round_steps if step.status == "open"} == {"legal"}
    decide(contract, cast.lu)
    assert {step.role for step in contract.round_steps if step.status == "open"} == {"director"}
    decide(contract, cast.tang)
    assert contract.status == "approved"


def test_a_supervisors_own_contract_goes_to_the_director(cast):
    contract = submit(make_contract(cast.xu, amount=Decimal("50000")))
    assert [step.role for step in contract.round_steps] == ["director"]
    decide(contract, cast.tang)
    assert contract.status == "approved"


def test_a_supervisor_who_submits_for_a_rep_does_not_approve_it(cast):
    contract = submit(make_contract(cast.lin, amount=Decimal("50000")), by=cast.xu)
    assert [step.role for step in contract.round_steps] == ["director"]


def test_the_supervisor_of_another_team_decides_nothing(cast):
    contract = submit(make_contract(cast.lin))
    with pytest.raises(NotYourStep):
        decide(contract, cast.ma)


def test_the_last_decision_needs_the_password_and_the_first_does_not(cast, db_session):
    contract = submit(make_contract(cast.lin))
    decide(contract, cast.xu, password="")
    for wrong in (None, "", "demo-Sales-2025"):
        with pytest.raises(ApprovalRefused) as refused:
            decide(contract, cast.zheng, password=wrong)
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
    decide(contract, cast.zheng, "return", "请改为 3-6-1", password=None)
    assert contract.status == "checking" and contract.opportunity.stage == "negotiation"
    assert mails(db_session, "已退回") == {"lin"}


def test_a_returned_contract_starts_a_new_round_from_the_beginning(cast):
    contract = submit(make_contract(cast.lin))
    decide(contract, cast.xu)
    decide(contract, cast.zheng, "return", "请改为 3-6-1")
    approving.submit(contract, by=cast.lin, at=NOW)
    assert contract.approval_round == 2
    assert [step.status for step in contract.round_steps] == ["open", "waiting"]
    assert [step.status for step in contract.approval_steps if step.round == 1] == ["agree", "return"]


def test_a_return_by_one_of_two_side_by_side_ends_the_others_step(cast):
    contract = submit(make_contract(cast.lin, amount=Decimal("500000")))
    decide(contract, cast.xu)
    decide(contract, cast.lu, "return", "管辖条款要改")
    assert [step.status for step in contract.round_steps] == ["agree", "return", "lapsed", "lapsed"]


def test_a_vetoed_contract_is_submitted_again_only_after_a_change(cast, db_session):
    contract = submit(make_contract(cast.lin))
    decide(contract, cast.xu, "veto", "价格低于底线")
    assert contract.status == "rejected"
    with pytest.raises(ContractRefused):
        approving.submit(contract, by=cast.lin, at=NOW)
    with pytest.raises(ContractRefused):
        approving.withdraw(contract, by=cast.lin, at=NOW)
    with pytest.raises(MarkRefused):
        contract.note_check(good_mark(6), by=cast.lin, at=NOW, today=TODAY)
    db_session.rollback()
    actions.revise(contract, terms(amount=Decimal("420000")), nodes(), by=cast.lin, at=NOW)
    assert contract.status == "checking"


def test_a_condition_is_kept_and_asked_for_before_signing(cast, db_session):
    contract = submit(make_contract(cast.lin))
    decide(contract, cast.xu, "conditional", "先收预付款再排产")
    decide(contract, cast.zheng)
    check(contract, checklist.BEFORE_SIGNING)
    with pytest.raises(ContractRefused) as refused:
        actions.sign(contract, SEALED, by=cast.lin, at=NOW)
    assert refused.value.field == "conditions_met"
    db_session.rollback()
    actions.sign(contract, SEALED | {"conditions_met": True}, by=cast.lin, at=NOW)
    assert contract.status == "signed" and contract.conditions_met


def test_an_edit_during_approval_starts_the_flow_anew_and_tells_who_was_asked(cast, db_session):
    contract = submit(make_contract(cast.lin))
    decide(contract, cast.xu)
    actions.revise(contract, terms(amount=Decimal("390000")), nodes(), by=cast.lin, at=NOW)
    assert contract.status == "checking" and contract.opportunity.stage == "negotiation"
    assert [step.status for step in contract.round_steps] == ["agree", "lapsed"]
    assert mails(db_session, "审批已终止") == {"xu", "zheng"}


def test_any_change_after_the_approval_voids_it(cast):
    contract = approve(make_contract(cast.lin), cast)
    actions.revise(contract, terms(gross_margin=Decimal(44)), nodes(), by=cast.lin, at=NOW)
    assert contract.status == "checking" and contract.approved_sha256 is None and contract.approved_at is None


def test_what_was_submitted_is_not_marked_anew_before_it_is_withdrawn(cast, db_session):
    contract = submit(make_contract(cast.lin))
    with pytest.raises(MarkRefused):
        actions.note_check(
            contract, good_mark(11, note="x"), seen=contract.check_row(11).version, by=cast.lin, at=NOW
        )
    approving.withdraw(contract, by=cast.lin, at=NOW)
    actions.note_check(
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
            actions.sign(contract, SEALED, by=stranger, at=NOW)
    approving.submit(contract, by=cast.xu, at=NOW)
    with pytest.raises(NotYours):
        approving.withdraw(contract, by=cast.fang, at=NOW)


def test_a_step_is_decided_once(cast, db_session):
    contract = submit(make_contract(cast.lin))
    step = step_for(contract, "supervisor")
    decide(contract, cast.xu)
    with pytest.raises(ApprovalRefused, match="许"):
        approving.decide(contract, step, "agree", None, password=None, by=cast.xu, at=NOW)


def test_a_role_that_nobody_fills_stops_the_submission_by_name(cast, db_session):
    contract = check(make_contract(cast.lin))
    cast.zheng.active = False
    db_session.commit()
    with pytest.raises(ApprovalRefused, match="财务"):
        approving.submit(contract, by=cast.lin, at=NOW)


def test_the_matrix_is_a_setting_in_force_at_once(cast, db_session):
    change("approval_bands", [{"below": None, "roles": ["finance"]}], by=cast.admin, at=NOW)
    contract = submit(make_contract(cast.lin))
    assert [step.role for step in contract.round_steps] == ["finance"]


def test_a_reminder_goes_out_once_in_four_hours(cast, db_session):
    contract = submit(make_contract(cast.lin))
    assert approving.remind(contract, by=cast.lin, at=NOW) == 1
    with pytest.raises(ApprovalRefused):
        approving.remind(contract, by=cast.lin, at=NOW + timedelta(hours=3))
    assert approving.remind(contract, by=cast.lin, at=NOW + timedelta(hours=4)) == 1


def test_nobody_is_reminded_where_nobody_is_to_decide(cast):
    with pytest.raises(ApprovalRefused):
        approving.remind(make_contract(cast.lin), by=cast.lin, at=NOW)


def test_every_decision_stands_in_the_audit_trail(cast, db_session):
    contract = approve(make_contract(cast.lin), cast)
    query = select(AuditEntry).where(AuditEntry.event == "approval", AuditEntry.object_id == contract.id)
    assert len(db_session.scalars(query).all()) == 2


# ----------------------------------------------------------------------------------------- signature


def test_signing_wins_the_opportunity_and_opens_the_hand_off(cast, db_session):
    contract = sign(make_contract(cast.lin), cast)
    assert contract.status == "signed" and contract.customer.kind == "won"
    assert contract.opportunity.status == "won"
    assert contract.handoff.number == "JJ202611-001" and contract.handoff.due_on == date(2026, 11, 26)


@pytest.mark.parametrize(
    ("signed", "due"),
    [
        (date(2026, 2, 12), date(2026, 2, 24)),
        (date(2026, 4, 30), date(2026, 5, 8)),
        (date(2026, 9, 18), date(2026, 9, 22)),
    ],
)
def test_the_hand_off_is_due_by_the_work_calendar(cast, at, signed, due):
    day = at(signed.year, signed.month, signed.day, 15)
    contract = approve(make_contract(cast.lin), cast)
    contract.approved_at = day
    for no in checklist.BEFORE_SIGNING:
        contract.note_check(good_mark(no), by=cast.lin, at=day, today=TODAY)
    actions.sign(contract, SEALED | {"signed_on": signed, "sealed_on": signed}, by=cast.lin, at=day)
    assert contract.handoff.due_on == due


def test_a_contract_is_not_signed_before_its_papers_are_checked(cast):
    contract = approve(make_contract(cast.lin), cast)
    with pytest.raises(ContractRefused, match="27"):
        actions.sign(contract, SEALED, by=cast.lin, at=NOW)


def test_a_contract_is_not_signed_before_its_approval(cast):
    with pytest.raises(ContractRefused):
        actions.sign(submit(make_contract(cast.lin)), SEALED, by=cast.lin, at=NOW)


def test_what_is_signed_must_be_what_was_approved(cast, db_session):
    contract = approve(make_contract(cast.lin), cast)
    check(contract, checklist.BEFORE_SIGNING)
    contract.after_sales = "36 个月"  # past every verb: a mended row in the database
    db_session.commit()
    with pytest.raises(ContractRefused, match="不一致"):
        actions.sign(contract, SEALED, by=cast.lin, at=NOW)


def test_a_signed_contract_keeps_its_text_and_its_checklist(cast):
    contract = sign(make_contract(cast.lin), cast)
    with pytest.raises(ContractRefused):
        actions.revise(contract, terms(), nodes(), by=cast.lin, at=NOW)
    with pytest.raises(MarkRefused):
        contract.note_check(good_mark(25), by=cast.lin, at=NOW, today=TODAY)


def test_the_paper_is_filed_after_the_signature_by_sales_legal_or_finance(cast):
    filed = {"archive_no": "DA-2026-107", "archived_by": "陆*", "archived_on": TODAY}
    contract = make_contract(cast.lin)
    with pytest.raises(ContractRefused):
        actions.archive(contract, filed, by=cast.lin, at=NOW)
    sign(contract, cast)
    actions.archive(contract, filed, by=cast.lu, at=NOW)
    assert contract.archive_no == "DA-2026-107"
    with pytest.raises(NotYours):
        actions.archive(contract, filed, by=cast.gao, at=NOW)


# ---------------------------------------------------------------------------------------------- void


def test_a_void_contract_keeps_its_number_and_gives_the_opportunity_back(cast, db_session):
    contract = submit(make_contract(cast.lin))
    actions.void(contract, "客户取消采购", by=cast.lin, at=NOW)
    assert contract.status == "void" and contract.void_reason == "客户取消采购"
    assert contract.opportunity.stage == "negotiation"
    assert {step.status for step in contract.round_steps} == {"lapsed"}
    assert make_contract(cast.lin).number == "XS-HT-2026-0002"


def test_voiding_needs_a_reason_and_from_the_approval_on_a_supervisor(cast, db_session):
    contract = approve(make_contract(cast.lin), cast)
    with pytest.raises(ContractRefused):
        actions.void(contract, "", by=cast.xu, at=NOW)
    with pytest.raises(ContractRefused):
        actions.void(contract, "客户取消采购", by=cast.lin, at=NOW)
    with pytest.raises(NotYours):
        actions.void(contract, "客户取消采购", by=cast.ma, at=NOW)
    actions.void(contract, "客户取消采购", by=cast.tang, at=NOW)
    assert contract.status == "void"


def test_voiding_a_signed_contract_ends_its_hand_off(cast):
    contract = sign(make_contract(cast.lin), cast)
    actions.void(contract, "客户付不出预付款", by=cast.xu, at=NOW)
    assert contract.handoff.status == "void"
