"""What hangs on an opportunity ends with it, and a win waits for its contract (R1, R6, R38)."""

from datetime import date

import pytest

from salesapp.activities.tasks.models import Task
from salesapp.contracts import actions
from salesapp.contracts.approval import actions as approving
from salesapp.contracts.rules import ContractRefused, NotYours
from salesapp.db import db
from salesapp.opportunities import actions as opportunities
from salesapp.opportunities.rules import CloseRefused
from tests.contracts.factories import NOW, check, make_contract, make_opportunity, nodes, submit, terms
from tests.work.factories import differences, todo

pytestmark = pytest.mark.usefixtures("frozen_clock")
LOST = {
    "status": "lost", "close_reason": "price", "close_note": "“报价来晚了”", "recontact_on": date(2027, 5, 10),
}  # fmt: skip
WON = {"status": "won", "close_reason": "product", "close_note": "口头定了"}
ALL = ["next_contacts", "tasks", "contracts"]


def task_of(opportunity, kind="next_contact") -> Task:
    task = Task(
        kind=kind, title="送报价", due_at=NOW, customer_id=opportunity.customer_id, opportunity_id=opportunity.id,
        assignee_id=opportunity.owner_id, created_at=NOW,
    )  # fmt: skip
    db.session.add(task)
    db.session.commit()
    return task


def close(opportunity, user, **values):
    opportunities.close(opportunity, LOST | values, by=user, at=NOW)
    db.session.commit()


def test_drafts_and_tasks_end_with_a_lost_opportunity(cast):
    contract = make_contract(cast.lin)
    task = task_of(contract.opportunity)
    close(contract.opportunity, cast.lin, ends=ALL)
    assert (contract.status, task.outcome) == ("void", "cancelled")
    assert contract.opportunity.number in contract.voiding.reason and "输单" in contract.voiding.reason
    assert differences(NOW) == 0


def test_what_is_not_ticked_stays(cast):
    contract = make_contract(cast.lin)
    task = task_of(contract.opportunity)
    close(contract.opportunity, cast.lin, ends=["tasks"])
    assert (contract.status, task.outcome) == ("draft", None)


def test_a_running_approval_ends_with_a_parked_opportunity(cast):
    contract = submit(make_contract(cast.lin))
    with pytest.raises(CloseRefused, match="合同正在审批"):
        opportunities.close(contract.opportunity, LOST, by=cast.lin, at=NOW)
    db.session.rollback()
    close(contract.opportunity, cast.lin, status="parked", ends=ALL)
    db.session.refresh(contract)
    assert (contract.status, contract.latest_round.outcome) == ("void", "ended")
    assert contract.opportunity.status == "parked"


def test_who_does_not_run_a_contract_does_not_end_it_with_the_opportunity(cast):
    contract = make_contract(cast.lin)
    opportunities.share(contract.opportunity, (cast.chen.id,), by=cast.lin, at=NOW)
    db.session.commit()
    with pytest.raises(NotYours, match="林"):
        opportunities.close(contract.opportunity, LOST | {"ends": ALL}, by=cast.chen, at=NOW)


@pytest.mark.parametrize("status", ["lost", "parked"])
def test_a_contract_of_a_closed_opportunity_is_not_submitted(cast, status):
    contract = check(make_contract(cast.lin))
    close(contract.opportunity, cast.lin, status=status)
    with pytest.raises(ContractRefused, match="商机已关闭"):
        approving.submit(contract, by=cast.lin, at=NOW)


def test_nor_is_its_form_shown(cast, sign_in):
    one = make_opportunity(cast.lin)
    close(one, cast.lin)
    answer = sign_in("lin").get(f"/contracts/new?opportunity={one.id}")
    assert answer.status_code == 422 and "重新打开" in answer.text
    with pytest.raises(ContractRefused):
        actions.draft_from(one.id, terms(), nodes(), by=cast.lin, at=NOW)


def test_the_day_of_the_next_contact_is_a_task_until_it_is_taken_up_again(cast):
    one = make_opportunity(cast.lin)
    close(one, cast.lin, status="parked")
    (task,) = db.session.query(Task).filter_by(subject_type="opportunity", subject_id=one.id)
    assert (task.kind, task.assignee_id, task.outcome) == ("next_contact", cast.lin.id, None)
    assert task.due_at.date() == date(2027, 5, 10) and one.name in task.title
    opportunities.reopen(one, "预算批了", by=cast.lin, at=NOW)
    assert task.outcome == "cancelled"


def test_who_left_meanwhile_is_not_given_it_back(cast):
    one = make_opportunity(cast.lin)
    close(one, cast.lin)
    cast.lin.active = False
    db.session.commit()
    opportunities.reopen(one, "预算批了", by=cast.xu, at=NOW)
    assert one.owner_id == cast.xu.id


def awaited(user) -> list[str]:
    return [line.action_url for line in todo(user, NOW) if line.kind == "contract_to_draw"]


def test_a_win_without_a_contract_is_asked_twice_and_waits_for_one(cast, sign_in):
    one = make_opportunity(cast.lin)
    page, data = f"/opportunities/{one.id}/closures", WON | {"version": one.version}
    asked = sign_in("lin").post(page, data=data)
    assert (
        asked.status_code == 422 and "尚未起草合同" in asked.text and 'name="without_contract"' in asked.text
    )
    answer = sign_in("lin").post(page, data=data | {"without_contract": "y", "token": "2"})
    assert answer.status_code == 303
    db.session.expire_all()
    assert one.status == "won" and awaited(cast.lin) == [f"/contracts/new?opportunity={one.id}"]
    assert "待签合同" in sign_in("lin").get("/contracts/new").text
    assert "待签合同" in sign_in("lin").get(f"/opportunities/{one.id}").text
    contract = actions.draft_from(one.id, terms(), nodes(), by=cast.lin, at=NOW)
    db.session.commit()
    assert awaited(cast.lin) == [] and differences(NOW) == 0
    contract.void("作废", by=cast.lin, at=NOW)
    db.session.commit()
    assert len(awaited(cast.lin)) == 1


def test_a_win_with_a_draft_is_not_asked_about(cast):
    contract = make_contract(cast.lin)
    opportunities.close(contract.opportunity, WON, by=cast.lin, at=NOW)
    assert contract.opportunity.status == "won" and contract.status == "draft"


def test_the_form_names_what_would_end(cast, sign_in):
    contract = make_contract(cast.lin)
    task_of(contract.opportunity)
    page = sign_in("lin").get(f"/opportunities/{contract.opportunity_id}/closures/new?status=lost").text
    assert contract.number in page and "合同及其交接（1）" in page and "下次联系与感谢邮件（1）" in page
    assert 'name="without_contract"' not in page
