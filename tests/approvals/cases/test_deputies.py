"""W10–W14: who decides while somebody is away."""

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from sqlalchemy import select

from salesapp.approvals.access import NotYourStep, acting, notes_on
from salesapp.db import db
from salesapp.mail.models import OutgoingMail
from salesapp.policies.actions import change as set_policy
from salesapp.web import clock
from tests.pages import part


def choices(text: str, name: str) -> list[tuple[str, bool]]:
    picked = HTMLParser(text).css(f'select[name="{name}"] option')
    return [(one.attributes["value"] or "", "selected" in one.attributes) for one in picked]


@pytest.mark.parametrize("who", ["admin", "tang"])
def test_who_names_deputies_finds_them_in_the_settings_and_chooses_both_people(cast, sign_in, who):
    client = sign_in(who)
    other = client.get("/approvals/resets").text
    assert 'href="/approvals/deputies"' in other
    text = client.get("/approvals/deputies").text
    assert '<a href="/approvals/deputies" aria-current="page">' in text
    for name in ("principal", "deputy"):
        offered = choices(text, name)
        assert offered[0][0] == "" and [value for value, on in offered if on and value] == []
    refused = client.post("/approvals/deputies", data={"starts_on": "2026-11-24", "ends_on": "2026-11-25"})
    assert refused.status_code == 422 and refused.text.count("请选择") >= 2


@pytest.mark.parametrize("who", ["lin", "xu", "lu"])
def test_who_does_not_name_them_reads_who_stands_in_and_whom_to_ask(desk, who):
    desk.stand_in("ma", "xu")
    client = desk.sign_in(who)
    assert 'href="/approvals/deputies"' in client.get("/approvals").text
    text = client.get("/approvals/deputies").text
    assert (
        "由总监或管理员" in text
        and 'name="principal"' not in text
        and '<a href="/approvals/deputies"' not in text
    )
    assert ("马* 代 许*" in text) is (who == "xu")


def test_w10_the_deputy_who_submitted_gets_nothing_and_the_page_says_so(desk):
    assert desk.stand_in("lin", "xu").status_code == 303
    desk.submit("50000")
    assert "TZ-1" not in desk.inbox("lin") and desk.asked("xu")
    assert desk.decide("lin").status_code == 422
    assert "代理人 林* 即提交人或责任人，由 许* 本人审批" in desk.page("lin")


def test_a_page_looks_for_nobody_whom_it_does_not_name(desk, count_queries):
    seat = desk.submit("50000").open_seats[0]
    assert desk.cast.ma.id not in seat.approval.barred and not seat.approval.decided
    with count_queries() as counted:
        with pytest.raises(NotYourStep):
            acting(seat, desk.cast.ma, clock.today(), said=False)
        assert notes_on(seat, clock.today()) == []
    people = [each for each in counted.statements if "approval_deputy" not in each.partition("FROM")[2]]
    assert people == []


def test_w11_a_deputy_decides_until_the_last_second_and_not_after(desk, at):
    seat = desk.submit("50000").open_seats[0]
    desk.stand_in("ma", "xu")
    with clock.frozen(at(2026, 12, 1, 0, 10)):
        assert "TZ-1" not in desk.inbox("ma") and "TZ-1" in desk.inbox("xu")
        late = desk.decide("ma", seat=seat)
        assert late.status_code == 422 and "代理已于 11-30 结束，此单由 许* 本人审批" in late.text
        assert not desk.round.decided
    with clock.frozen(at(2026, 11, 30, 23, 59)):
        assert desk.decide("ma", seat=seat).status_code == 303
    assert "马* 代 许*" in desk.page("lin")


def test_w12_what_lay_there_before_is_seen_by_both_and_the_first_answer_counts(desk, at):
    desk.submit("50000")
    desk.stand_in("ma", "xu", "2026-12-01", "2026-12-05")
    assert not desk.asked("ma")
    with clock.frozen(at(2026, 12, 1, 9)):
        seat = desk.round.open_seats[0]
        assert desk.asked("ma") and desk.asked("xu")
        assert "代 许*" in desk.inbox("ma") and "代 销售主管" not in desk.inbox("ma")
        assert "销售主管 · 代 许*" in part(desk.whole("ma"), "decision").text
        desk.agreed("ma")
        assert desk.decide("xu", seat=seat).status_code == 409
        assert "马* 代 许*" in desk.page("xu")


def test_what_a_deputy_says_is_said_for_whom_in_the_history_and_in_the_mail(desk):
    desk.stand_in("ma", "xu")
    desk.submit("50000")
    assert desk.decide("ma", "return", "付款计划待补").status_code == 303
    assert "由 马* 代 许* 退回：付款计划待补" in desk.page("lin")
    (body,) = db.session.scalars(select(OutgoingMail.body).where(OutgoingMail.subject.like("%退回%")))
    assert body.startswith("销售主管 马* 代 许*：付款计划待补")


def test_who_comes_after_a_deputy_is_told_who_decided_for_whom(desk):
    desk.stand_in("ma", "xu")
    seat = desk.submit("200000").open_seats[0]
    desk.agreed("ma")
    late, back = desk.decide("xu", seat=seat), desk.act("lin", "withdrawals")
    assert (late.status_code, back.status_code) == (409, 409)
    assert "马* 代 许* 已于" in late.text and "马* 代 许* 已于" in back.text


def test_w13_a_deputy_is_not_passed_on_unless_the_setting_says_so(desk):
    desk.stand_in("ma", "xu")
    refused = desk.stand_in("fang", "ma")
    assert refused.status_code == 422 and "代理不可再代理" in refused.text


def test_w13_with_the_setting_two_links_and_no_circle(desk):
    set_policy("deputy_passes_on", True, by=desk.cast.admin, at=clock.now())
    assert desk.stand_in("ma", "xu").status_code == 303
    circle = desk.stand_in("xu", "ma")
    assert circle.status_code == 422 and "互为代理人" in circle.text
    assert desk.stand_in("fang", "ma").status_code == 303
    third = desk.stand_in("chen", "fang")
    assert third.status_code == 422 and "最多 2 级" in third.text
    desk.submit("50000")
    assert desk.asked("fang")
    desk.agreed("fang")
    assert "方* 代 许*" in desk.page("lin")


def test_w14_a_deputy_acts_with_the_principal_s_authority_but_never_on_both_steps(desk):
    desk.stand_in("xu", "tang")
    desk.submit("600000")
    desk.agreed("xu", "zheng", "lu")
    assert not desk.asked("xu") and desk.asked("tang")
    refused = desk.decide("xu")
    assert refused.status_code == 422 and "您已在“销售主管”一步审批过，本步须由他人审批" in refused.text
    desk.agreed("tang")


def test_w14_the_supervisor_of_another_team_acts_for_the_director_s_step_only(desk):
    desk.stand_in("ma", "tang")
    desk.submit("600000")
    assert not desk.asked("ma")
    desk.agreed("xu", "zheng", "lu")
    assert desk.asked("ma")
    desk.agreed("ma")
    assert desk.round.outcome == "approved" and "马* 代 唐*" in desk.page("lin")


@pytest.mark.parametrize(("who", "status"), [("ma", 403), ("lin", 403), ("tang", 422)])
def test_w14_nobody_makes_themselves_a_deputy(desk, who, status):
    ids = {"principal": desk.cast.xu.id, "deputy": getattr(desk.cast, who).id}
    days = {"starts_on": "2026-11-23", "ends_on": "2026-11-30"}
    assert desk.sign_in(who).post("/approvals/deputies", data={**ids, **days}).status_code == status
