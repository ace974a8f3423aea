"""W16: nothing waits for an account that is closed."""

from salesapp.approvals.page import takes_part
from salesapp.web import clock


def close(desk, who: str, successor=None):
    data = {"successor": successor.id} if successor else {}
    return desk.sign_in("admin").post(f"/settings/users/{getattr(desk.cast, who).id}/closures", data=data)


def test_w16_closing_says_how_many_wait_and_asks_to_whom(desk):
    desk.submit("200000")
    desk.agreed("xu")
    seat, open_tab = desk.round.open_seats[0], desk.sign_in("zheng")
    asked = close(desk, "zheng")
    assert (
        asked.status_code == 422
        and "郑* 名下有 1 项待审，请选择接手人" in asked.text
        and desk.cast.zheng.active
    )
    assert close(desk, "zheng", desk.cast.lin).status_code == 422  # the submitter takes nothing over
    assert close(desk, "zheng", desk.cast.tang).status_code == 303
    late = open_tab.post(
        f"/approvals/{desk.round.id}/decisions", data={"seat_id": seat.id, "verdict": "agree"}
    )
    assert (late.status_code, late.headers["Location"]) == (303, "/login")
    assert len(desk.round.decided) == 1
    assert desk.asked("tang") and not takes_part(desk.round, desk.cast.lu, clock.now())
    assert desk.decide("tang", seat=seat).status_code == 303


def test_w16_what_was_decided_keeps_the_name(desk):
    desk.submit("200000")
    desk.agreed("xu")
    assert close(desk, "xu", desk.cast.ma).status_code in (303, 422)
    desk.cast.xu.active = False
    assert "许*" in desk.page("lin") and desk.round.decided[0].decision.by == desk.cast.xu


def test_w16_a_colleague_of_the_same_role_goes_on_without_a_question(desk):
    desk.cast.gao.role = "finance"
    desk.submit("200000")
    assert close(desk, "zheng").status_code == 303
    desk.agreed("xu")
    assert desk.asked("gao")


def test_w02_a_step_that_nobody_fills_says_for_whom_it_waits(desk):
    desk.submit("200000")
    desk.agreed("xu")
    desk.cast.zheng.active = False
    assert "“财务”暂无人担任" in desk.whole("lin").text and desk.round.is_running
