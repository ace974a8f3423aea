"""W19, W31: what comes after a round that ended is the owner's next submission; what a given approval answered stays so."""

import pytest

from salesapp.approvals.objections.queries import objections
from salesapp.contracts.approval import actions as approving
from salesapp.contracts.approval.page import objected
from salesapp.db import db
from salesapp.opportunities.decisions.queries import latest
from salesapp.web import clock
from tests.contracts.factories import decide, make_contract, submit
from tests.opportunities.decisions.factories import decide as decide_on_file
from tests.opportunities.factories import make_opportunity
from tests.pages import part
from tests.work.factories import todo

WAY = "重新提交时：销售主管 → "


def test_the_way_of_a_new_submission_is_the_owners_whoever_looks(desk):
    desk.submit("600000")
    desk.agreed("xu", "zheng", "lu")
    assert desk.decide("tang", "return", "请补充依据").status_code == 303
    for who in ("lin", "tang", "xu"):
        assert WAY in desk.page(who) and "还没有人担任" not in desk.page(who), who


def test_a_file_that_the_director_returned_does_not_say_that_nobody_is_the_director(
    cast, sign_in, frozen_clock
):
    one = make_opportunity(cast.lin)
    decide_on_file(one, cast.xu)
    decide_on_file(one, cast.tang, "return", "请补充预算来源")
    page = sign_in("tang").get(f"/approvals/{latest(one).id}")
    assert "重新提交时：销售主管 → 总监" in page.text and "还没有人担任" not in page.text


def test_a_running_round_and_a_void_record_name_no_further_submission(desk, cast, sign_in):
    desk.submit("600000")
    assert "重新提交时" not in desk.page("lin")
    contract = decide(submit(make_contract(cast.lin)), cast.xu, "return", "请补技术协议")
    path, lin = f"/contracts/{contract.id}/approvals", sign_in("lin")
    assert WAY in lin.get(path).text
    data = {"reason": "客户取消项目"}
    assert lin.post(f"/contracts/{contract.id}/voidings", data=data).status_code == 303
    assert "重新提交时" not in lin.get(path).text


@pytest.fixture
def given(cast, frozen_clock):
    """A contract that was returned, submitted again with an answer, and approved."""
    contract = decide(submit(make_contract(cast.lin)), cast.xu, "return", "请补技术协议")
    approving.submit(contract, answer="协议另签", by=cast.lin, at=clock.now())
    db.session.commit()
    return decide(decide(contract, cast.xu), cast.zheng)


def test_an_objection_that_an_approval_answered_does_not_come_back_when_it_is_taken_back(
    given, cast, sign_in
):
    approving.withdraw(given, by=cast.lin, at=clock.now())
    db.session.commit()
    assert objected(given) is None and objections("contract", [given.id]) == {}
    page = sign_in("lin").get(f"/contracts/{given.id}/checklist").text
    assert "请补技术协议" not in part(page, "contract-way").text and "答复“" not in page
    assert [line.detail for line in todo(cast.lin, clock.now())] == ["逐项检查，客户逐条确认"]
    approving.submit(given, by=cast.lin, at=clock.now())
    assert given.status == "approving"


def test_an_objection_stays_until_a_round_that_answers_it_is_decided(cast, sign_in, frozen_clock):
    contract = decide(submit(make_contract(cast.lin)), cast.xu, "return", "请补技术协议")
    approving.submit(contract, answer="协议另签", by=cast.lin, at=clock.now())
    approving.withdraw(contract, by=cast.lin, at=clock.now())
    db.session.commit()
    assert objections("contract", [contract.id])[contract.id].said == "请补技术协议"
    page = sign_in("lin").get(f"/contracts/{contract.id}/checklist")
    assert "已退回。 许*：请补技术协议。" in part(page, "contract-way").text
    assert "答复“许*：请补技术协议”" in page.text


def test_taking_back_what_was_approved_asks_first_and_what_runs_does_not(given, cast, sign_in):
    asks = f"确定撤回 {given.number} 已通过的审批？"
    lin = sign_in("lin")
    pages = [f"/contracts/{given.id}/approvals", f"/contracts/{given.id}/checklist"]
    assert all(f'data-confirm="{asks}' in lin.get(page).text for page in pages)
    running = submit(make_contract(cast.lin))
    for page in (f"/contracts/{running.id}/approvals", f"/contracts/{running.id}/checklist"):
        shown = lin.get(page).text
        assert "撤回</button>" in shown and "确定撤回" not in shown
