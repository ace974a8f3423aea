"""The approval on the screen: the inbox, the decision, the password."""

from decimal import Decimal

from salesapp.web.limits import limiter
from tests.contracts.factories import (
    _HASH,
    PASSWORD,
    decide,
    make_contract,
    step_for,
    submit,
)


def test_the_inbox_holds_what_waits_for_me_and_nothing_else(cast, sign_in):
    submit(make_contract(cast.lin))
    assert "XS-HT-2026-0001" in sign_in("xu").get("/contracts/approvals").text
    for other in ("ma", "zheng", "tang", "lu"):
        assert "XS-HT-2026-0001" not in sign_in(other).get("/contracts/approvals").text
    assert sign_in("lin").get("/contracts/approvals").status_code == 403


def test_who_completes_the_approval_is_asked_for_the_password_and_the_wrong_one_is_refused(
    cast, db_session, sign_in
):
    contract = submit(make_contract(cast.lin))
    assert 'type="password"' not in sign_in("xu").get(f"/contracts/{contract.id}/approvals").text
    decide(contract, cast.xu)
    cast.zheng.password_hash = _HASH
    db_session.commit()
    zheng, url = sign_in("zheng"), f"/contracts/{contract.id}/approvals"
    assert 'type="password"' in zheng.get(url).text
    sent = {"step_id": step_for(contract, "finance").id, "verdict": "agree", "comment": "节点可行"}
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
        "step_id": step_for(contract, "supervisor").id,
        "verdict": "agree",
        "password": "wrong-Password-1",
    }
    xu, url = sign_in("xu"), f"/contracts/{contract.id}/approvals"
    limiter.reset()
    try:
        answers = [xu.post(url, data=sent | {"token": f"try-{n}"}).status_code for n in range(11)]
    finally:
        limiter.reset()
    assert answers == [422] * 10 + [429]
    assert contract.status == "approving"


def test_the_second_of_two_approvers_is_told_who_was_first(cast, db_session, sign_in):
    contract = submit(make_contract(cast.lin))
    step = step_for(contract, "supervisor")
    sent = {"step_id": step.id, "verdict": "agree"}
    xu, url = sign_in("xu"), f"/contracts/{contract.id}/approvals"
    assert xu.post(url, data=sent).status_code == 303
    again = xu.post(url, data=sent | {"token": "another"})
    assert again.status_code == 422 and "许* 已经审批过这个节点" in again.text


def test_a_return_without_a_reason_stays_on_the_page(cast, sign_in):
    contract = submit(make_contract(cast.lin))
    sent = {"step_id": step_for(contract, "supervisor").id, "verdict": "return", "comment": "  "}
    answer = sign_in("xu").post(f"/contracts/{contract.id}/approvals", data=sent)
    assert answer.status_code == 422 and "请写明要补正什么" in answer.text


def test_nobody_decides_for_another_role(cast, sign_in):
    contract = submit(make_contract(cast.lin))
    sent = {"step_id": step_for(contract, "supervisor").id, "verdict": "agree"}
    url = f"/contracts/{contract.id}/approvals"
    for other in ("zheng", "lu", "tang"):
        assert sign_in(other).post(url, data=sent).status_code in (403, 422)
    assert sign_in("ma").post(url, data=sent).status_code == 404
    assert sign_in("lin").post(url, data=sent).status_code == 403
    assert contract.status == "approving"


def test_the_submitter_presses_and_withdraws(cast, sign_in):
    contract = submit(make_contract(cast.lin))
    lin, at = sign_in("lin"), f"/contracts/{contract.id}"
    assert lin.post(f"{at}/reminders").status_code == 303
    assert lin.post(f"{at}/reminders").status_code == 422
    assert lin.post(f"{at}/withdrawals").status_code == 303
    assert contract.status == "checking"
    assert lin.post(f"{at}/withdrawals").status_code == 422
