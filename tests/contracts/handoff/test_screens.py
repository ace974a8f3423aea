"""The hand-off on the screen: gaps, returns, two who write at once."""

import pytest
from sqlalchemy import select

from salesapp.contracts.handoff import actions as handing
from salesapp.contracts.handoff.sheets import handoff_sheet
from salesapp.contracts.work import queries as work
from salesapp.trail.models import AuditEntry
from salesapp.web import clock
from tests.contracts.factories import (
    NOW,
    make_contract,
    send,
    sign,
)
from tests.contracts.sent import sheet_of, signature


def test_a_gap_in_the_sheet_is_named_and_the_sheet_can_be_kept(cast, db_session, sign_in):
    contract = sign(make_contract(cast.lin), cast)
    lin, url = sign_in("lin"), f"/contracts/{contract.id}/handoffs"
    sent = sheet_of(contract) | {"needs": "", "delivery_place": ""}
    answer = lin.post(url, data=sent)
    assert answer.status_code == 422 and "交付地点" in answer.text and "关键需求" in answer.text
    assert lin.post(url, data=sent | {"then": "keep"}).status_code == 303
    assert contract.handoff.status == "open" and contract.handoff.materials == ["contract", "proposal"]


def test_a_returned_sheet_comes_back_with_its_reason(cast, db_session, sign_in):
    contract = send(make_contract(cast.lin), cast)
    url = f"/contracts/{contract.id}"
    gao, lin = sign_in("gao"), sign_in("lin")
    answer = {"answer": "returned", "opinion": "", "version": contract.handoff.version}
    assert gao.post(f"{url}/receipts", data=answer).status_code == 422
    assert gao.post(f"{url}/receipts", data=answer | {"opinion": "缺技术协议"}).status_code == 303
    assert "缺技术协议" in lin.get(f"{url}/handoff").text
    assert lin.post(f"{url}/handoffs", data=sheet_of(contract)).status_code == 303
    assert contract.handoff.latest()["service"].round == 2


def test_a_sheet_that_changed_meanwhile_is_not_accepted_unseen(cast, db_session, sign_in):
    """R42: finance answers for the sheet that it has read, not for the one that was sent since."""
    contract = send(make_contract(cast.lin), cast)
    url, seen = f"/contracts/{contract.id}", contract.handoff.version
    gao, zheng, lin = sign_in("gao"), sign_in("zheng"), sign_in("lin")
    returned = {"answer": "returned", "opinion": "缺技术协议", "version": seen}
    assert gao.post(f"{url}/receipts", data=returned).status_code == 303
    again = sheet_of(contract) | {"delivery_content": "换成旧型号两台", "version": contract.handoff.version}
    assert lin.post(f"{url}/handoffs", data=again).status_code == 303
    refused = zheng.post(f"{url}/receipts", data={"answer": "accepted", "version": seen})
    assert refused.status_code == 409 and "换成旧型号两台" in refused.text
    assert contract.handoff.latest()["finance"].status == "waiting"


def test_nobody_waits_for_the_hand_off_of_a_void_contract(cast, db_session, sign_in):
    contract = sign(make_contract(cast.lin), cast)
    assert work.next_handoff(cast.lin, clock.now()).subject_id == contract.id
    void = {"reason": "客户付不出预付款"}
    assert sign_in("xu").post(f"/contracts/{contract.id}/voidings", data=void).status_code == 303
    assert work.next_handoff(cast.lin, clock.now()) is None
    deal = contract.opportunity
    assert (
        deal.status == "open" and deal.next_due_on is not None
    )  # what only this contract had won is open again (R6)
    assert (
        "已作废" in deal.stage_changes[-1].reason
        and sign_in("lin").get(f"/opportunities/{deal.id}").status_code == 200
    )


def test_an_answer_to_what_is_over_says_so(cast, sign_in):
    """A page that stood open for long: the refusal is seen, though its form is no longer offered."""
    contract = send(make_contract(cast.lin), cast)
    url = f"/contracts/{contract.id}"
    late = sign_in("lin").post(f"{url}/signatures", data=signature())
    assert late.status_code == 422 and 'id="error-summary"' in late.text
    old = sign_in("lin").post(
        f"{url}/handoffs", data=sheet_of(contract) | {"version": 1, "needs": "我另写的需求"}
    )
    assert old.status_code in (409, 422) and 'id="error-summary"' in old.text


def test_a_stale_sheet_shows_both_versions(cast, db_session, sign_in):
    contract = sign(make_contract(cast.lin), cast)
    mine = sheet_of(contract) | {"delivery_place": "我写的地点", "then": "keep"}
    theirs = contract.handoff.values() | {"delivery_place": "主管写的地点"}
    handing.keep_sheet(contract, theirs, by=cast.xu, at=NOW)
    db_session.commit()
    answer = sign_in("lin").post(f"/contracts/{contract.id}/handoffs", data=mine)
    assert answer.status_code == 409 and "主管写的地点" in answer.text and "我写的地点" in answer.text


def test_what_is_missing_is_asked_back_point_by_point_and_each_is_answered(cast, db_session, sign_in):
    contract = send(make_contract(cast.lin), cast)
    url, gao, lin = f"/contracts/{contract.id}", sign_in("gao"), sign_in("lin")
    missing = {
        "answer": "returned",
        "opinion": "1. 缺技术协议\n2、门牌号不全\n\n-",
        "version": contract.handoff.version,
    }
    assert gao.post(f"{url}/receipts", data=missing).status_code == 303
    first, second = contract.handoff.points()
    assert (first.asked, second.asked) == ("缺技术协议", "门牌号不全")
    page = lin.get(f"{url}/handoff").text
    assert "退回事项" in page and f'name="point_{second.id}"' in page
    sent = sheet_of(contract) | {f"point_{first.id}": "已上传", f"point_{second.id}": "。"}
    refused = lin.post(f"{url}/handoffs", data=sent)
    assert refused.status_code == 422 and "怎样补充" in refused.text and "已上传" in refused.text
    assert lin.post(f"{url}/handoffs", data=sent | {"then": "keep"}).status_code == 303
    assert first.answer == "已上传" and contract.handoff.status == "returned"
    assert (
        lin.post(
            f"{url}/handoffs", data=sheet_of(contract) | {f"point_{second.id}": "8 号楼 301"}
        ).status_code
        == 303
    )
    seen = gao.get(f"{url}/handoff").text
    assert "门牌号不全 → 8 号楼 301" in seen and contract.handoff.points() == []


def test_a_return_names_no_more_points_than_anybody_answers(cast, db_session, sign_in):
    contract = send(make_contract(cast.lin), cast)
    many = {
        "answer": "returned",
        "opinion": "\n".join(f"缺 {n} 号附件" for n in range(21)),
        "version": contract.handoff.version,
    }
    answer = sign_in("gao").post(f"/contracts/{contract.id}/receipts", data=many)
    assert answer.status_code == 422 and "最多退回 20 项" in answer.text and contract.handoff.status == "sent"


@pytest.mark.parametrize(
    ("username", "whole"),
    [("lin", True), ("xu", True), ("tang", True), ("gao", True), ("zheng", True), ("lu", False)],
)
def test_numbers_stand_whole_for_who_calls_and_masked_for_the_rest(
    cast, db_session, sign_in, username, whole
):
    contract = make_contract(cast.lin)
    send(contract, cast)
    contract.handoff.business_contact = "顾明 采购经理 138 0013 8000"
    db_session.commit()
    text = sign_in(username).get(f"/contracts/{contract.id}/handoff").text
    assert ("138 0013 8000" in text) is whole and "顾明 采购经理" in text
    assert ("138****8000" in text) is not whole


def test_the_printed_sheet_masks_alike(cast, db_session):
    contract = make_contract(cast.lin)
    send(contract, cast)
    contract.handoff.business_contact = "顾明 采购经理 138 0013 8000"
    assert handoff_sheet(contract.id, cast.gao).values["business_contact"].endswith("138 0013 8000")
    assert handoff_sheet(contract.id, cast.lu).values["business_contact"].endswith("138****8000")


def test_the_trail_tells_no_number(cast, db_session):
    contract = make_contract(cast.lin)
    send(contract, cast)
    contract.handoff.business_contact = "顾明 采购经理 138 0013 8000"
    db_session.commit()
    told = db_session.scalars(select(AuditEntry.changes).where(AuditEntry.object_type == "handoff")).all()
    assert told and any("business_contact" in one for one in told)
    assert not any("138 0013 8000" in one or "sent_content" in one for one in told)
