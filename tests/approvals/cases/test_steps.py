"""W01–W04, W18, W27: all of a step, any of a step, back to a step in the middle, one person in two steps."""

import pytest

from salesapp.approvals.models import Seat
from salesapp.approvals.rules import Mode
from salesapp.db import db
from salesapp.mail.models import OutgoingMail


def test_w01_one_returns_from_a_joint_step_and_the_round_stops_at_once(desk):
    desk.submit("600000")
    desk.agreed("xu", "zheng")
    assert desk.asked("lu")
    assert desk.decide("lu", "return", "付款条件不清楚").status_code == 303
    assert not any(desk.asked(who) for who in ("lu", "zheng", "tang", "xu"))
    said = desk.page("lin")
    assert "已由 陆* 退回：付款条件不清楚。本轮已作出的同意不再计入，重新提交后各方重新审批。" in said
    assert said.count("同意") >= 2  # the history keeps both
    desk.submit(answer="已补充付款条件")
    assert desk.asked("xu") and not desk.asked("zheng") and not desk.round.decided


def test_w02_two_of_three_are_never_all_and_the_empty_seat_goes_to_who_holds_the_role(desk):
    desk.probe.nonstandard = True
    desk.submit("200000")
    desk.agreed("xu", "zheng")
    desk.cast.lu.role = "service"
    db.session.commit()
    said = desk.page("lin")
    assert desk.round.is_running and "法务" in said
    assert not desk.asked("tang") and desk.decide("lu").status_code in (403, 422)
    desk.cast.gao.role = "legal"
    db.session.commit()
    assert desk.asked("gao") and desk.decide("gao").status_code == 303
    assert desk.asked("tang")


def any_of(desk):
    """Submit for one place where the supervisor or finance decides."""
    round_ = desk.submit("50000")
    first = round_.open_seats[0]
    first.mode = Mode.ANY
    second = Seat(
        seq=first.seq,
        mode=Mode.ANY,
        role="finance",
        status="open",
        opened_at=first.opened_at,
        due_at=first.due_at,
    )
    round_.seats.append(second)
    db.session.commit()
    return first, second


@pytest.mark.parametrize(("quick", "slow"), [("xu", "zheng"), ("zheng", "xu")])
def test_w03_the_second_answer_of_any_is_told_who_decided_what_and_when(desk, quick, slow):
    any_of(desk)
    seats = {seat.role: seat for seat in desk.round.seats}
    late = seats[getattr(desk.cast, slow).role]
    assert desk.decide(quick).status_code == 303
    answer = desk.decide(slow, "veto", "毛利太低", seat=late)
    assert answer.status_code == 409
    name = getattr(desk.cast, quick).name
    assert f"{name} 已于 09:00:00 决定：同意。您的本次意见未记录" in answer.text
    assert len(desk.round.decided) == 1 and desk.round.outcome == "approved"
    ended = [mail for mail in db.session.query(OutgoingMail) if mail.subject.startswith("审批通过")]
    assert len(ended) <= 1


def test_w04_the_loser_s_inbox_is_empty_at_once_and_a_stale_tab_is_told(desk):
    first, _second = any_of(desk)
    assert desk.asked("xu") and desk.asked("zheng")
    desk.agreed("zheng")
    assert not desk.asked("xu")
    assert "已由他人处理" in desk.page("lin")
    stale = desk.decide("xu", seat=first)
    assert stale.status_code == 409 and "郑* 已于" in stale.text


def test_w04_two_supervisors_of_a_team_share_one_seat(desk):
    desk.cast.ma.team_id = desk.cast.xu.team_id
    db.session.commit()
    seat = desk.submit("50000").open_seats[0]
    assert desk.asked("xu") and desk.asked("ma")
    desk.agreed("xu")
    assert not desk.asked("ma") and desk.decide("ma", seat=seat).status_code == 409


def test_w18_a_return_to_a_step_in_the_middle_keeps_what_was_before_it(desk):
    desk.submit("600000")
    desk.agreed("xu", "zheng", "lu")
    form = desk.whole("tang").text
    assert "退回至" in form and "法务" in form
    assert desk.decide("tang", "return", "请再核一次", back_to=2).status_code == 303
    assert desk.asked("zheng") and desk.asked("lu") and not desk.asked("tang") and not desk.asked("xu")
    assert desk.seat("supervisor").status == "agree"
    desk.agreed("zheng", "lu")
    assert (
        desk.decide("tang", "return", "还差一处", back_to=2).status_code == 303
    )  # a second time reaches them like the first
    assert desk.asked("zheng") and desk.asked("lu")
    assert desk.decide("zheng", "return", "退到没有的步骤", back_to=2).status_code == 422
    desk.agreed("zheng", "lu", "tang")
    assert desk.round.outcome == "approved" and desk.round.round == 1


def test_w18_the_present_holder_is_asked_where_the_former_has_left(desk):
    desk.submit("600000")
    desk.agreed("xu", "zheng", "lu")
    desk.cast.zheng.active, desk.cast.gao.role = False, "finance"
    db.session.commit()
    assert desk.decide("tang", "return", "请再核一次", back_to=2).status_code == 303
    assert desk.asked("gao")


def test_w27_one_person_in_two_steps_is_asked_once_a_step_and_decides_twice(desk):
    desk.submit("200000")
    desk.agreed("xu")
    assert desk.act("zheng", "handings", to=desk.cast.xu.id).status_code == 303
    assert desk.asked("xu") and desk.round.is_running
    assert desk.decide("xu", seat=desk.round.open_seats[0]).status_code == 303
    assert desk.round.outcome == "approved" and len(desk.round.decided) == 2


def test_w27_four_eyes_are_two_people(desk):
    desk.submit("200000")
    desk.seat("finance").four_eyes = True
    db.session.commit()
    desk.agreed("xu")
    assert desk.act("zheng", "handings", to=desk.cast.xu.id).status_code == 303
    answer = desk.decide("xu", seat=desk.round.open_seats[0])
    assert answer.status_code == 422 and "本步须由他人审批" in answer.text
    assert desk.round.is_running
