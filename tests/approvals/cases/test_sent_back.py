"""W18, W29, W31: what was returned to an earlier step says so wherever it is decided; its course reads in its order."""

import pytest

from salesapp.approvals.actions import end_round
from salesapp.approvals.flow.page import rounds_shown
from salesapp.approvals.inbox.page import inbox
from salesapp.approvals.objections.queries import answered
from salesapp.approvals.rules import Outcome
from salesapp.db import db
from salesapp.opportunities.decisions import actions as decisions
from salesapp.web import clock
from tests.opportunities.decisions.factories import decide
from tests.opportunities.factories import make_opportunity
from tests.pages import part
from tests.work.factories import todo

SAID = "毛利依据请再核一次"


@pytest.fixture
def back(desk):
    """A round that finance returned to the supervisor."""
    desk.submit("600000")
    desk.agreed("xu")
    assert desk.decide("zheng", "return", SAID, back_to=1).status_code == 303
    return desk


def detail(desk, who: str) -> str:
    (line,) = [one for one in todo(getattr(desk.cast, who), clock.now()) if one.kind == "approval"]
    return line.detail


def test_whoever_is_asked_again_reads_who_returned_it_and_why(back):
    assert f"被退回重审 郑*：{SAID}" in back.inbox("xu")
    assert detail(back, "xu").startswith(f"郑* 退回：{SAID} · ")
    assert f"最近一次反对意见 郑*：{SAID}" in part(back.whole("xu"), "facts").text


def test_it_is_not_agreed_to_with_others_by_whoever_is_asked(back):
    seat = back.round.open_seats[0].id
    assert f'name="seats" value="{seat}"' not in back.sign_in("xu").get("/approvals").text
    tried = back.sign_in("xu").post("/approvals/agreements", data={"seats": [seat]}, follow_redirects=True)
    assert "该审批被退回过" in tried.text and back.round.open_seats[0].id == seat
    back.agreed("xu")
    later = back.seat("finance").id
    assert f'name="seats" value="{later}"' not in back.sign_in("zheng").get("/approvals").text


def test_what_nobody_returned_is_agreed_to_with_others_and_names_no_objection(desk):
    seat = desk.submit("600000").open_seats[0].id
    assert f'name="seats" value="{seat}"' in desk.sign_in("xu").get("/approvals").text
    assert "退回" not in desk.inbox("xu") and "退回" not in detail(desk, "xu")
    assert "最近一次反对意见" not in desk.whole("xu").text


def test_a_second_round_shows_what_the_first_was_returned_for(desk):
    desk.submit("600000")
    assert desk.decide("xu", "return", SAID).status_code == 303
    desk.submit(answer="已补充依据")
    assert f"最近一次反对意见 许*：{SAID}" in part(desk.whole("xu"), "facts").text


def tick(desk, who: str, seat: int):
    """Agree to a seat in a bunch, and return the list that is shown then."""
    return desk.sign_in(who).post("/approvals/agreements", data={"seats": [seat]}, follow_redirects=True)


@pytest.mark.parametrize(("verdict", "word"), [("return", "退回"), ("veto", "否决")])
@pytest.mark.parametrize("who", ["xu", "zheng"])
def test_w29_what_answers_an_earlier_round_is_read_on_its_own_page_first(desk, verdict, word, who):
    """Whether they said it or a colleague did: nobody agrees to an answer that they did not read."""
    desk.submit("200000")
    if who == "zheng":
        desk.agreed("xu")
    assert desk.decide(who, verdict, SAID).status_code == 303
    name = desk.cast.xu.name if who == "xu" else desk.cast.zheng.name
    seat = desk.submit(answer="已补充依据").open_seats[0].id
    assert f"上一轮被{name}{word}：{SAID}" in desk.inbox("xu")
    assert 'name="seats"' not in desk.sign_in("xu").get("/approvals").text
    said = tick(desk, "xu", seat).text
    assert f"TZ-1：上一轮被{name}{word}：{SAID}。请单独打开，看过答复后再决定。" in said
    assert f'<a href="/approvals/{desk.round.id}">打开</a>' in said and not desk.round.decided
    assert SAID in desk.whole("xu").text
    desk.agreed("xu")  # on its own page
    assert 'name="seats"' not in desk.sign_in("zheng").get("/approvals").text  # who has not read it either


def test_w29_an_objection_is_answered_by_the_round_that_was_given_after_it(desk):
    desk.submit("50000")
    assert desk.decide("xu", "return", SAID).status_code == 303
    desk.submit(answer="已补充依据")
    assert desk.act("lin", "withdrawals").status_code == 303
    seat = desk.submit(answer="已补充依据").open_seats[0].id  # a round taken back answered nothing
    assert SAID in tick(desk, "xu", seat).text and not desk.round.decided
    desk.agreed("xu")
    end_round(desk.probe.subject(), desk.probe.record, desk.round, Outcome.LAPSED, by=None, at=clock.now())
    seat = desk.submit().open_seats[0].id
    assert SAID not in desk.inbox("xu")
    tick(desk, "xu", seat)
    assert desk.round.outcome == "approved"


def test_w29_who_decided_in_this_round_had_the_answer_before_them(desk):
    desk.submit("50000")
    assert desk.decide("xu", "return", SAID).status_code == 303
    desk.submit("600000", answer="已补充依据")
    desk.agreed("xu", "zheng")
    assert desk.act("lu", "handings", to=desk.cast.xu.id).status_code == 303
    seat = desk.seat("legal").id
    assert f'value="{seat}"' in desk.sign_in("xu").get("/approvals").text and SAID not in desk.inbox("xu")
    tick(desk, "xu", seat)
    assert [one.decision.by_id for one in desk.round.decided][-1] == desk.cast.xu.id


def test_the_list_reads_the_objections_of_all_rounds_at_once(cast, count_queries):
    for _ in range(3):
        file = make_opportunity(cast.lin)
        decide(file, cast.xu, "return", SAID)
        decisions.ask(file, answer="已补充", by=cast.lin, at=clock.now())
    db.session.commit()
    lines = inbox(cast.xu, clock.now()).rows
    assert [line.answers for line in lines] == [f"上一轮被许*退回：{SAID}"] * 3
    with count_queries() as counted:
        answered([line.approval_id for line in lines])
    assert counted.total == 1


def test_the_course_reads_in_the_order_in_which_people_were_asked(back):
    back.agreed("xu")
    assert back.decide("zheng", "return", "还差一处", back_to=1).status_code == 303
    (round_,) = rounds_shown([back.round], clock.now())
    turns = [[seat.who.split(" ")[0] for seat in turn] for turn in round_.turns]
    joint = {"财务", "法务"}
    assert turns[0] == ["销售主管"] and set(turns[1]) == joint and turns[2] == ["销售主管"]
    assert set(turns[3]) == joint and turns[4] == ["销售主管"] and set(turns[5]) == joint
    assert turns[6] == ["总监"] and len(turns) == 7
    serial = [seat for turn in round_.turns for seat in turn if seat.who.startswith(("销售主管", "总监"))]
    assert len(serial) == 4 and not any(seat.beside for seat in serial)
    assert all(seat.beside == "会签" for turn in round_.turns for seat in turn if seat not in serial)
