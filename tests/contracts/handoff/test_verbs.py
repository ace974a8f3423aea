"""The hand-off: filled from what is known, sent, received twice, returned, late."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from salesapp import parts
from salesapp.activities import actions as activities
from salesapp.approvals.reminders import jobs as approvals
from salesapp.calendar.rules import WorkCalendar
from salesapp.contracts import actions, jobs
from salesapp.contracts.handoff import actions as handing
from salesapp.contracts.handoff import mails
from salesapp.contracts.handoff.rules import HandoffRefused, NotYourReceipt
from salesapp.contracts.rules import NotYours
from salesapp.mail.models import OutgoingMail
from tests.contracts.factories import (
    FILLED,
    NOW,
    answered,
    make_contract,
    make_opportunity,
    send,
    sign,
    submit,
)


def subjects_to(session, name: str) -> list[str]:
    """What somebody was written about."""
    query = (
        select(OutgoingMail.subject).where(OutgoingMail.to == f"{name}@example.cn").order_by(OutgoingMail.id)
    )
    return list(session.scalars(query))


def record(opportunity, by):
    """Record a call with a need and a promise."""
    people = opportunity.customer.contacts
    return activities.record_contact(
        {
            "customer_id": opportunity.customer_id, "opportunity_id": opportunity.id, "channel": "phone",
            "started_at": NOW - timedelta(hours=2), "ended_at": NOW - timedelta(hours=1), "summary": "谈妥交付",
            "kind": "general", "conclusion": "up", "contacts": [people[0].id], "colleagues": [],
            "next_at": NOW + timedelta(days=2), "next_purpose": "确认合同",
            "needs": [{"category": "time", "content": "一个月内接通现有系统", "value": None, "unit": None, "source": "quote"}],
            "promises": [{"side": "ours", "content": "驻场培训 2 天", "due_on": None}],
        },
        by=by,
        at=NOW,
    )  # fmt: skip


def test_the_sheet_begins_with_what_contract_customer_and_records_know(cast):
    opportunity = make_opportunity(cast.lin)
    record(opportunity, cast.lin)
    contract = sign(make_contract(cast.lin, opportunity=opportunity), cast)
    sheet = contract.handoff
    assert sheet.business_contact.startswith("周敏 采购经理")
    assert sheet.technical_contact.startswith("沈立 信息主管")
    assert sheet.finance_contact.startswith("冯会 会计")
    assert (
        sheet.delivery_on == date(2027, 1, 20)
        and sheet.warranty == "12 个月"
        and sheet.response_time == "4 小时响应"
    )
    assert sheet.delivery_place == "苏州市吴中区某某路 8 号"
    assert "一个月内接通现有系统" in sheet.needs and "驻场培训 2 天" in sheet.promises
    assert sheet.materials == ["contract"]


def test_a_sheet_with_gaps_is_saved_but_not_sent(cast, db_session):
    contract = sign(make_contract(cast.lin), cast)
    values = contract.handoff.values() | {"needs": None}
    handing.keep_sheet(contract, values, by=cast.lin, at=NOW)
    with pytest.raises(HandoffRefused) as refused:
        handing.send(contract, values, by=cast.lin, at=NOW)
    assert refused.value.field == "needs"


def test_both_departments_are_asked_and_only_two_acceptances_hand_the_contract_over(cast, db_session):
    contract = send(make_contract(cast.lin), cast)
    assert "请接收" in subjects_to(db_session, "zheng")[-1]
    assert "请接收" in subjects_to(db_session, "gao")[-1]
    handing.receive(contract, "accepted", None, by=cast.zheng, at=NOW)
    assert contract.status == "signed" and contract.handoff.status == "sent"
    handing.receive(contract, "accepted", "收到", by=cast.gao, at=NOW + timedelta(hours=1))
    assert contract.status == "handed_over" and contract.handoff.done_at == NOW + timedelta(hours=1)


def test_a_returned_sheet_is_completed_and_only_the_returner_is_asked_again(cast, db_session):
    contract = send(make_contract(cast.lin), cast)
    handing.receive(contract, "accepted", None, by=cast.zheng, at=NOW)
    handing.receive(contract, "returned", "缺交付地点的门牌", by=cast.gao, at=NOW)
    assert contract.handoff.status == "returned"
    assert "退回" in subjects_to(db_session, "lin")[-1]
    values = contract.handoff.values() | {"delivery_place": "客户三楼机房"}
    handing.send(contract, values, answered(contract), by=cast.lin, at=NOW)
    latest = contract.handoff.latest()
    assert (latest["finance"].status, latest["finance"].round) == ("accepted", 1)
    assert (latest["service"].status, latest["service"].round) == ("waiting", 2)
    handing.receive(contract, "accepted", None, by=cast.gao, at=NOW)
    assert contract.status == "handed_over"


def test_a_change_of_the_accepted_part_asks_its_department_again_even_over_a_saved_draft(cast, db_session):
    contract = send(make_contract(cast.lin), cast)
    handing.receive(contract, "accepted", None, by=cast.zheng, at=NOW)
    handing.receive(contract, "returned", "缺技术协议", by=cast.gao, at=NOW)
    changed = contract.handoff.values() | {"invoice_info": "改为另一家公司开票"}
    handing.keep_sheet(contract, changed, by=cast.lin, at=NOW)
    db_session.commit()
    handing.send(contract, contract.handoff.values(), answered(contract), by=cast.lin, at=NOW)
    assert contract.handoff.latest()["finance"].status == "waiting"


def test_while_one_department_has_returned_the_other_may_still_answer(cast):
    contract = send(make_contract(cast.lin), cast)
    handing.receive(contract, "returned", "缺技术协议", by=cast.gao, at=NOW)
    handing.receive(contract, "returned", "税号不对", by=cast.zheng, at=NOW)
    assert contract.handoff.status == "returned"


def test_a_return_without_a_reason_and_a_second_answer_are_refused(cast, db_session):
    contract = send(make_contract(cast.lin), cast)
    with pytest.raises(HandoffRefused) as refused:
        handing.receive(contract, "returned", "", by=cast.zheng, at=NOW)
    assert refused.value.field == "opinion"
    handing.receive(contract, "accepted", None, by=cast.zheng, at=NOW)
    with pytest.raises(HandoffRefused):
        handing.receive(contract, "accepted", None, by=cast.zheng, at=NOW)


@pytest.mark.parametrize("name", ["lin", "xu", "tang", "lu", "he"])
def test_only_finance_and_after_sales_receive(cast, name):
    contract = send(make_contract(cast.lin), cast)
    with pytest.raises(NotYourReceipt):
        handing.receive(contract, "accepted", None, by=getattr(cast, name), at=NOW)


def test_a_sheet_on_its_way_is_neither_filled_nor_sent_again(cast):
    contract = send(make_contract(cast.lin), cast)
    for verb in (handing.keep_sheet, handing.send):
        with pytest.raises(HandoffRefused):
            verb(contract, contract.handoff.values(), by=cast.lin, at=NOW)


def test_there_is_nothing_to_hand_over_before_the_signature(cast):
    contract = submit(make_contract(cast.lin))
    with pytest.raises(HandoffRefused):
        handing.send(contract, FILLED, by=cast.lin, at=NOW)
    with pytest.raises(HandoffRefused):
        handing.receive(contract, "accepted", None, by=cast.zheng, at=NOW)


def test_a_colleague_does_not_send_somebody_elses_hand_off_but_the_supervisor_does(cast):
    contract = sign(make_contract(cast.lin), cast)
    with pytest.raises(NotYours):
        handing.send(contract, contract.handoff.values() | FILLED, by=cast.fang, at=NOW)
    handing.send(contract, contract.handoff.values() | FILLED, by=cast.xu, at=NOW)
    assert contract.handoff.sent_by == cast.xu


def test_a_late_hand_off_climbs_to_the_supervisor_once(cast, db_session):
    contract = send(make_contract(cast.lin), cast)
    handing.receive(contract, "accepted", None, by=cast.gao, at=NOW)
    due_evening, next_day = NOW + timedelta(days=3, hours=12), NOW + timedelta(days=4)
    assert jobs.chase(at=due_evening) == 0
    assert jobs.chase(at=next_day) == 1
    db_session.commit()
    mail = db_session.scalars(select(OutgoingMail).order_by(OutgoingMail.id.desc())).first()
    assert "逾期" in mail.subject and "财务尚未接收" in mail.body and "售后" not in mail.body
    assert "逾期" in subjects_to(db_session, "xu")[-1] and "逾期" in subjects_to(db_session, "lin")[-1]
    assert jobs.chase(at=next_day + timedelta(hours=1)) == 0


def test_whoever_has_several_late_ones_gets_one_mail_of_all(cast, db_session, monkeypatch):
    monkeypatch.setattr(parts, "PART", 1)
    monkeypatch.setattr(parts.time, "sleep", lambda seconds: None)
    several = [send(make_contract(cast.lin), cast) for _ in range(2)]
    other = send(make_contract(cast.fang), cast)
    db_session.commit()
    before = db_session.scalar(select(func.max(OutgoingMail.id)))
    assert jobs.chase(at=NOW + timedelta(days=4)) == 3
    found = db_session.scalars(select(OutgoingMail).where(OutgoingMail.id > before)).all()
    told = {mail.to: mail for mail in found}
    assert len(found) == len(told) == 3  # the two who run them, and their supervisor
    assert told[cast.xu.email].subject == "3 份合同交接逾期"
    assert all(contract.number in told[cast.xu.email].body for contract in (*several, other))
    assert told[cast.lin.email].subject == "2 份合同交接逾期" and "view=late" in told[cast.lin.email].path
    assert other.number in told[cast.fang.email].subject and other.number not in told[cast.lin.email].body
    assert jobs.chase(at=NOW + timedelta(days=4)) == 0


def test_a_long_mail_of_late_ones_names_the_first_and_counts_the_rest(cast, db_session, monkeypatch):
    monkeypatch.setattr(mails, "SHOWN", 1)
    first, second = (send(make_contract(cast.lin), cast) for _ in range(2))
    jobs.chase(at=NOW + timedelta(days=4))
    body = db_session.scalars(
        select(OutgoingMail.body).where(OutgoingMail.to == cast.lin.email).order_by(OutgoingMail.id.desc())
    ).first()
    assert first.number in body and second.number not in body and "另有 1 项" in body


def test_without_a_supervisor_it_climbs_to_the_director(cast, db_session):
    contract = send(make_contract(cast.lin), cast)
    cast.xu.active = False
    db_session.commit()
    jobs.chase(at=NOW + timedelta(days=4))
    assert any("逾期" in subject for subject in subjects_to(db_session, "tang"))
    assert contract.handoff.escalated_at is not None


def test_a_late_approver_is_reminded_once(cast, db_session):
    submit(make_contract(cast.lin))
    late = NOW + timedelta(days=2)
    assert approvals.chase(at=NOW + timedelta(days=1)) == 0
    assert approvals.chase(at=late) == 2  # the contract and the file of its opportunity
    db_session.commit()
    assert "审批已逾期" in subjects_to(db_session, "xu")[-1]
    assert approvals.chase(at=late + timedelta(hours=1)) == 0


def test_a_new_calendar_moves_the_open_due_dates_and_says_which(cast, db_session):
    contract = sign(make_contract(cast.lin), cast)
    done = send(make_contract(cast.fang), cast)
    for receiver in (cast.zheng, cast.gao):
        handing.receive(done, "accepted", None, by=receiver, at=NOW)
    db_session.commit()
    moved = handing.recalculate(WorkCalendar({date(2026, 11, 25): False}), by=cast.admin, at=NOW)
    assert [(each.before, each.after) for each in moved] == [(date(2026, 11, 26), date(2026, 11, 27))]
    assert contract.handoff.due_on == date(2026, 11, 27) and done.handoff.due_on == date(2026, 11, 26)


def test_a_voided_contract_hands_nothing_over(cast):
    contract = send(make_contract(cast.lin), cast)
    actions.void(contract, "客户付不出预付款", by=cast.xu, at=NOW)
    with pytest.raises(HandoffRefused):
        handing.receive(contract, "accepted", None, by=cast.zheng, at=NOW)
