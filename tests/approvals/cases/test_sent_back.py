"""W18, W29, W31: what was returned to an earlier step says so wherever it is decided; its course reads in its order."""

import pytest

from salesapp.approvals.flow.page import rounds_shown
from salesapp.web import clock
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
