"""W05–W09: a colleague is asked too, before or after; the task is handed on."""

from datetime import timedelta

import pytest

from salesapp.approvals.models import Handing
from salesapp.approvals.reminders.actions import follow_rules
from salesapp.approvals.reminders.jobs import chase
from salesapp.db import db
from salesapp.web import clock
from tests.pages import part


def test_w05_a_signer_asked_before_gives_an_opinion_and_the_adder_decides(desk):
    desk.submit("200000")
    desk.agreed("xu")
    zheng, seat = desk.sign_in("zheng"), desk.seat("finance")
    data = {"seat_id": seat.id, "to": desk.cast.lu.id, "when": "before", "because": "条款"}
    answer = zheng.post(f"/approvals/{desk.round.id}/signers", data=data)
    assert answer.status_code == 303
    assert "已请陆*先审，待其意见后由您决定" in zheng.get(answer.location).text
    flow = desk.page("zheng")
    assert flow.index("法务 · 陆*") < flow.index("财务 ") and "先审" in flow and "会签" not in flow
    assert "法务 · 陆*（郑* 加签）" in desk.inbox("lu") and "财务" not in desk.inbox("lu")
    assert "待法务 · 陆*（郑* 加签）给出意见后决定" in flow
    assert (
        desk.asked("lu") and not desk.asked("zheng") and len(desk.round.decided) == 1
    )  # adding is not agreeing
    assert desk.decide("zheng", seat=desk.seat("finance")).status_code == 409
    assert desk.decide("lu", "return", "第 5 条须改").status_code == 303
    assert desk.round.is_running and desk.asked("zheng")
    said = desk.page("zheng")
    assert "法务 · 陆*（郑* 加签）" in said
    assert "加签：郑*，条款" in said and "第 5 条须改" in said
    desk.agreed("zheng")
    assert desk.round.outcome == "approved"


SECOND = timedelta(seconds=1)


def test_w05_a_step_that_waits_for_an_added_one_is_not_late_and_its_time_begins_when_it_is_asked(desk, at):
    desk.submit("200000")
    desk.agreed("xu")  # Monday, 9:00: finance is asked until Tuesday, 9:00
    assert desk.seat("finance").due_at == at(2026, 11, 24, 9)
    with clock.frozen(at(2026, 11, 24, 9)):
        assert desk.act("zheng", "signers", to=desk.cast.lu.id, when="before").status_code == 303
    waits, asked = desk.seat("finance"), desk.seat("legal")
    assert waits.due_at is None and asked.due_at == at(2026, 11, 26, 9)  # legal has two days
    assert chase(at=at(2026, 11, 24, 9) + SECOND) == 0 and chase(at=at(2026, 11, 26, 9)) == 0
    assert follow_rules(by=desk.cast.tang, at=at(2026, 11, 25, 9)) == [] and waits.due_at is None
    with clock.frozen(at(2026, 11, 27, 16)):  # a Friday
        assert desk.decide("lu", comment="可签").status_code == 303
        assert "11月30日 16:00 前" in desk.page("zheng")
    assert desk.seat("finance").due_at == at(2026, 11, 30, 16)
    assert chase(at=at(2026, 11, 30, 16)) == 0
    assert chase(at=at(2026, 11, 30, 16) + SECOND) == 1


def test_w05_a_limit_that_was_told_is_told_again_when_the_second_one_passes(desk, at):
    desk.submit("200000")
    desk.agreed("xu")
    assert chase(at=at(2026, 11, 24, 9) + SECOND) == 1
    with clock.frozen(at(2026, 11, 24, 10)):
        assert desk.act("zheng", "signers", to=desk.cast.lu.id, when="before").status_code == 303
        assert desk.decide("lu", comment="可签").status_code == 303
    assert chase(at=at(2026, 11, 25, 10)) == 0
    assert chase(at=at(2026, 11, 25, 10) + SECOND) == 1


def test_w06_the_next_step_counts_from_when_the_signer_added_after_has_answered(desk, at):
    desk.submit("200000")
    assert desk.act("xu", "signers", to=desk.cast.he.id, when="after").status_code == 303
    desk.agreed("xu")
    assert desk.seat("finance").due_at is None
    with clock.frozen(at(2026, 11, 26, 11)):
        desk.agreed("he")
    assert desk.seat("finance").due_at == at(2026, 11, 27, 11)


def test_w06_a_signer_asked_after_counts_once_the_adder_has_agreed(desk):
    desk.submit("600000")
    assert desk.act("xu", "signers", to=desk.cast.he.id, when="after", because="接口").status_code == 303
    assert desk.asked("xu") and not desk.asked("he")
    desk.agreed("xu")
    assert desk.asked("he") and not desk.asked("zheng") and not desk.asked("xu")  # the next step waits
    desk.agreed("he")
    assert desk.asked("zheng") and desk.asked("lu")


@pytest.mark.parametrize(
    ("who", "sentence"),
    [("lin", "提交人或责任人不能参与审批"), ("xu", "该同事已在本步骤中"), ("lu", "该同事已在本步骤中")],
)
def test_w07_neither_the_submitter_nor_oneself_nor_who_is_asked_already(desk, who, sentence):
    desk.submit("50000")
    assert desk.act("xu", "signers", to=desk.cast.lu.id, when="after").status_code == 303
    before = len(desk.round.seats)
    answer = desk.act("xu", "signers", to=getattr(desk.cast, who).id, when="after")
    assert answer.status_code == 422
    assert sentence in answer.text
    assert len(desk.round.seats) == before


def test_w08_it_is_handed_neither_to_the_submitter_nor_to_who_may_not_see_it(desk):
    seat = desk.submit("50000").open_seats[0]
    desk.probe.unseen_by.add(desk.cast.chen.id)
    form = desk.sign_in("xu").get(f"/approvals/{desk.round.id}/handings/new?seat_id={seat.id}").text
    offered = form.split('name="to"')[1].split("</select>")[0]
    assert "马*" in offered and "林*" not in offered and "陈*" not in offered
    for who in ("lin", "chen"):
        assert desk.act("xu", "handings", to=getattr(desk.cast, who).id).status_code == 422
    assert desk.act("zheng", "handings", to=desk.cast.ma.id).status_code == 403
    for what in ("handings", "signers"):
        asked = desk.sign_in("zheng").get(f"/approvals/{desk.round.id}/{what}/new?seat_id={seat.id}")
        assert asked.status_code == 403 and 'name="to"' not in asked.text
    assert db.session.query(Handing).count() == 0 and desk.asked("xu")


def test_w09_a_circle_ends_at_the_third_time_and_the_clock_goes_on(desk):
    due = desk.submit("50000").open_seats[0].due_at
    assert desk.act("xu", "handings", to=desk.cast.ma.id, because="出差").status_code == 303
    assert not desk.asked("xu") and desk.asked("ma")
    assert "销售主管 · 马*（许* 转交）" in part(desk.whole("ma"), "decision").text
    assert "销售主管 · 马*（许* 转交）" in part(desk.sign_in("lin").get("/approvals"), "submitted").text
    assert desk.act("ma", "handings", to=desk.cast.xu.id, because="您更清楚").status_code == 303
    refused = desk.act("xu", "handings", to=desk.cast.ma.id)
    assert refused.status_code == 422 and "本步骤已转交 2 次，请直接处理或退回" in refused.text
    said = desk.page("lin")
    assert "许* 转交 马*：出差" in said and "马* 转交 许*：您更清楚" in said
    assert desk.round.open_seats[0].due_at == due
    desk.agreed("xu")


def test_no_colleague_is_chosen_beforehand(desk):
    seat = desk.submit("50000").open_seats[0]
    form = desk.sign_in("xu").get(f"/approvals/{desk.round.id}/signers/new?seat_id={seat.id}").text
    offered = form.split('name="to"')[1].split("</select>")[0]
    assert "请选择" in offered.split("</option>")[0]
    answer = desk.act("xu", "signers", to=0, when="after")
    assert answer.status_code == 422 and "请填写此项" in answer.text
