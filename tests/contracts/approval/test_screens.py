"""The approval of a contract on the screen: where it is found, the decision, the password, the answer to a return."""

from decimal import Decimal

import pytest

from salesapp.contracts.approval import actions as approving
from salesapp.policies.actions import change as set_policy
from salesapp.web import clock
from salesapp.web.limits import limiter
from tests.contracts.factories import (
    _HASH,
    PASSWORD,
    decide,
    make_contract,
    step_for,
    submit,
)
from tests.pages import part


def decisions(contract) -> str:
    return f"/approvals/{contract.latest_round.id}/decisions"


def test_the_inbox_holds_what_waits_for_me_and_nothing_else(cast, sign_in):
    submit(make_contract(cast.lin))
    assert "XS-HT-2026-0001" in sign_in("xu").get("/approvals").text
    for other in ("ma", "zheng", "tang", "lu"):
        assert "XS-HT-2026-0001" not in sign_in(other).get("/approvals").text
    assert "我提交的" in sign_in("lin").get("/approvals").text


def test_the_inbox_says_what_deviates_before_it_is_opened(cast, sign_in):
    submit(
        make_contract(
            cast.lin, is_standard_text=False, deviation="第 4 条 质保金：“10%”→“5%”\n原因：集团统一规定"
        )
    )
    said = part(sign_in("xu").get("/approvals"), "waiting").text
    assert "非标文本" in said and "第 4 条 质保金：“10%”→“5%”" in said and "集团统一规定" in said
    assert "386,000.00" in said


def test_the_former_address_of_the_inbox_leads_to_the_one_inbox(cast, sign_in):
    answer = sign_in("xu").get("/contracts/approvals")
    assert answer.status_code == 302 and answer.location.endswith("/approvals")


def test_who_completes_the_approval_is_asked_for_the_password_and_the_wrong_one_is_refused(
    cast, db_session, sign_in
):
    contract = submit(make_contract(cast.lin))
    assert 'type="password"' not in sign_in("xu").get(f"/contracts/{contract.id}/approvals").text
    decide(contract, cast.xu)
    cast.zheng.password_hash = _HASH
    db_session.commit()
    zheng, url = sign_in("zheng"), decisions(contract)
    assert 'type="password"' in zheng.get(f"/contracts/{contract.id}/approvals").text
    sent = {"seat_id": step_for(contract, "finance").id, "verdict": "agree", "comment": "节点可行"}
    refused = zheng.post(url, data=sent | {"password": "wrong-Password-1"})
    assert (
        refused.status_code == 422 and "节点可行" in refused.text and "wrong-Password-1" not in refused.text
    )
    assert contract.status == "approving"
    assert zheng.post(url, data=sent | {"password": PASSWORD}).status_code == 303
    assert contract.status == "approved"


def test_the_password_of_an_approver_cannot_be_guessed(app, cast, db_session, sign_in, monkeypatch):
    contract = submit(make_contract(cast.lin, amount=Decimal("50000")))
    cast.xu.password_hash = _HASH
    db_session.commit()
    monkeypatch.setitem(app.config, "RATELIMIT_ENABLED", True)
    sent = {
        "seat_id": step_for(contract, "supervisor").id,
        "verdict": "agree",
        "password": "wrong-Password-1",
    }
    xu, url = sign_in("xu"), decisions(contract)
    limiter.reset()
    try:
        answers = [xu.post(url, data=sent | {"token": f"try-{n}"}).status_code for n in range(11)]
    finally:
        limiter.reset()
    assert set(answers[:10]) == {422} and answers[10] == 429
    assert contract.status == "approving"


def test_the_second_of_two_approvers_is_told_who_was_first(cast, db_session, sign_in):
    contract = submit(make_contract(cast.lin))
    sent = {"seat_id": step_for(contract, "supervisor").id, "verdict": "agree"}
    xu, url = sign_in("xu"), decisions(contract)
    assert xu.post(url, data=sent).status_code == 303
    again = xu.post(url, data=sent | {"token": "another"})
    assert again.status_code == 409 and "许*" in again.text and "未记录" in again.text


def test_a_return_without_a_reason_stays_on_the_page(cast, sign_in):
    contract = submit(make_contract(cast.lin))
    sent = {"seat_id": step_for(contract, "supervisor").id, "verdict": "return", "comment": "  "}
    answer = sign_in("xu").post(decisions(contract), data=sent)
    assert answer.status_code == 422 and "请写明要补正什么" in answer.text


@pytest.mark.parametrize("other", ["zheng", "lu", "tang", "ma", "lin"])
def test_nobody_decides_for_another_role(cast, sign_in, other):
    contract = submit(make_contract(cast.lin))
    sent = {"seat_id": step_for(contract, "supervisor").id, "verdict": "agree"}
    assert sign_in(other).post(decisions(contract), data=sent).status_code in (403, 404, 422)
    assert contract.status == "approving"


def test_the_submitter_reminds_and_withdraws(cast, sign_in):
    contract = submit(make_contract(cast.lin))
    lin, at = sign_in("lin"), f"/approvals/{contract.latest_round.id}"
    assert lin.post(f"{at}/reminders").status_code == 303
    assert lin.post(f"{at}/reminders").status_code == 422
    assert lin.post(f"/contracts/{contract.id}/withdrawals").status_code == 303
    assert contract.status == "checking"
    assert lin.post(f"/contracts/{contract.id}/withdrawals").status_code == 422


def test_a_return_is_answered_where_the_contract_is_submitted_again(cast, sign_in):
    contract = submit(make_contract(cast.lin))
    decide(contract, cast.xu, "return", "请附客户邮件")
    lin, url = sign_in("lin"), f"/contracts/{contract.id}"
    assert "请附客户邮件" in lin.get(f"{url}/checklist").text
    refused = lin.post(f"{url}/submissions")
    assert refused.status_code == 422 and "请按退回意见修改" in refused.text
    assert lin.post(f"{url}/submissions", data={"answer": "邮件已附在第 3 页"}).status_code == 303
    assert "邮件已附在第 3 页" in sign_in("xu").get(f"/approvals/{contract.approvals[-1].id}").text
    assert "最近一次反对意见" in sign_in("xu").get(f"/approvals/{contract.approvals[-1].id}").text


def test_a_condition_stands_beside_the_tick_that_it_is_met(cast, sign_in):
    contract = submit(make_contract(cast.lin))
    decide(contract, cast.xu, "conditional", "先收预付款再排产")
    decide(contract, cast.zheng)
    assert "先收预付款再排产" in sign_in("lin").get(f"/contracts/{contract.id}").text


def test_a_contract_that_was_not_submitted_shows_its_way(cast, sign_in):
    contract = make_contract(cast.lin)
    page = sign_in("lin").get(f"/contracts/{contract.id}/approvals")
    assert "尚未提交" in page.text and "销售主管 → 财务" in page.text
    assert part(page, "main").links["去检查清单"] == f"/contracts/{contract.id}/checklist"


@pytest.mark.parametrize("verdict", ["return", "veto"])
def test_the_approval_of_a_stopped_contract_leads_on_to_its_checklist(cast, sign_in, verdict):
    contract = submit(make_contract(cast.lin))
    pages = (f"/contracts/{contract.id}/approvals", f"/approvals/{contract.latest_round.id}")
    lin, onward = sign_in("lin"), "修改并重新提交"
    assert all(onward not in lin.get(page).text for page in pages)
    decide(contract, cast.xu, verdict, "请补技术协议")
    for page in pages:
        assert part(lin.get(page), "main").links[onward] == f"/contracts/{contract.id}/checklist"
    assert onward not in sign_in("tang").get(pages[1]).text
    approving.submit(contract, answer="协议另签", by=cast.lin, at=clock.now())
    assert all(onward not in lin.get(page).text for page in pages)


def test_a_supervisor_who_did_not_submit_it_does_not_take_it_back(cast, sign_in):
    contract = submit(make_contract(cast.lin, amount=Decimal(200_000)))
    decide(contract, cast.xu)
    set_policy("approval_withdraw_always", True, by=cast.admin, at=clock.now())
    press = f"/contracts/{contract.id}/withdrawals"
    xu, round_ = sign_in("xu"), contract.latest_round
    pages = (
        f"/contracts/{contract.id}/checklist",
        f"/approvals/{round_.id}",
        f"/contracts/{contract.id}/approvals",
    )
    assert all("withdrawals" not in xu.get(page).text for page in pages)
    assert "/reminders" in xu.get(f"/approvals/{round_.id}").text
    assert xu.post(press).status_code == 403
    assert xu.post(f"/approvals/{round_.id}/withdrawals").status_code == 403
    assert sign_in("lin").post(press).status_code == 303
