"""W29, W30, W32, W33: several at once, pressed twice, without words, the password."""

import pytest

from salesapp.accounts.passwords.rules import hash_password
from salesapp.approvals.inbox.page import inbox
from salesapp.db import db
from salesapp.opportunities import actions as opportunities
from salesapp.opportunities.decisions.queries import latest
from salesapp.web import clock
from tests.opportunities.decisions.factories import decide, without_director
from tests.opportunities.factories import make_opportunity
from tests.pages import filled


def test_w29_eight_are_ticked_six_decided_and_two_named_each_with_its_sentence(cast, sign_in):
    without_director(cast)
    files = [make_opportunity(cast.lin) for _ in range(8)]
    client = sign_in("xu")
    seats = [row.seat_id for row in inbox(cast.xu, clock.now()).rows]
    assert len(seats) == 8
    decide(files[3], cast.xu, "return", "请补充竞品")
    opportunities.change(files[5], {"need": "另一种需求"}, by=cast.lin, at=clock.now())
    db.session.commit()
    assert client.post("/approvals/agreements", data={"seats": seats}).status_code == 303
    assert [latest(one).outcome for one in files].count("approved") == 6
    said = client.get("/approvals").text
    assert "已同意 6 项" in said
    for one, sentence in ((files[3], "许* 已于 09:00:00 决定：已退回"), (files[5], "内容变动，已作废")):
        assert one.number in said and sentence in said
    assert len({s.decision.id for one in files for s in latest(one).seats if s.decision}) == 7


def test_w29_what_asks_for_the_password_is_not_in_the_bunch(desk):
    desk.probe.asks_password = True
    reinstall(desk)
    seat = desk.submit("50000").open_seats[0]
    assert 'name="seats"' not in desk.sign_in("xu").get("/approvals").text
    client = desk.sign_in("xu")
    client.post("/approvals/agreements", data={"seats": [seat.id]})
    assert "此项需输入密码，请单独打开处理" in client.get("/approvals").text and not desk.round.decided


def test_a_seat_that_one_knows_nothing_of_is_no_longer_there(desk):
    seat = desk.submit("50000").open_seats[0]
    desk.probe.unseen_by.add(desk.cast.chen.id)
    client = desk.sign_in("chen")
    client.post("/approvals/agreements", data={"seats": [seat.id]})
    said = client.get("/approvals").text
    assert "TZ-1" not in said and f"#{seat.id}" in said and desk.asked("xu")


def reinstall(desk) -> None:
    """Let the house know the probe as it is now."""
    from salesapp import capability

    mine = next(one for one in capability.installed() if one.name == "probe")
    object.__setattr__(mine, "approvals", (desk.probe.subject(),))


def test_w30_the_same_page_sent_twice_books_once_and_shows_the_first_result(desk):
    desk.submit("200000")
    client = desk.sign_in("xu")
    page = client.get(f"/approvals/{desk.round.id}")
    sent = filled(page, "decision-form") | {"verdict": "agree"}
    first = client.post(f"/approvals/{desk.round.id}/decisions", data=sent)
    second = client.post(f"/approvals/{desk.round.id}/decisions", data=sent)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    assert "已经保存" in client.get(second.headers["Location"]).text or len(desk.round.decided) == 1
    assert len(desk.round.decided) == 1 and desk.asked("zheng")


def test_w30_another_tab_is_told_that_one_has_decided(desk):
    seat = desk.submit("200000").open_seats[0]
    desk.agreed("xu")
    again = desk.decide("xu", seat=seat)
    assert again.status_code == 409 and "许* 已于 09:00:00 决定：同意" in again.text
    assert len(desk.round.decided) == 1


@pytest.mark.parametrize("verdict", ["return", "veto"])
@pytest.mark.parametrize("words", ["", "   ", "。", "！…", "x"])
def test_w32_a_return_or_a_veto_without_words_is_refused_and_an_agreement_needs_none(desk, verdict, words):
    desk.submit("50000")
    refused = desk.decide("xu", verdict, words)
    assert refused.status_code == 422 and not desk.round.decided
    assert "请写明" in refused.text
    assert desk.decide("xu", "agree", "").status_code == 303


@pytest.fixture
def final(desk):
    """A final decision that asks tang for the password."""
    desk.probe.asks_password = True
    reinstall(desk)
    for who in (desk.cast.tang, desk.cast.ma):
        who.password_hash = hash_password("demo-Sales-2026")
    desk.submit("600000")
    desk.agreed("xu", "zheng", "lu")
    return desk


def test_w33_wrong_passwords_count_to_the_lock_and_the_opinion_is_kept(final):
    assert final.decide("tang", "agree", "同意，按期交付").status_code == 422
    for count in (1, 2, 3):
        wrong = final.decide("tang", "agree", "同意，按期交付", password="nonono")
        assert wrong.status_code == 422 and "同意，按期交付" in wrong.text and not final.round.decided[3:]
        db.session.expire_all()
        assert final.cast.tang.failed_count == count
    right = final.decide("tang", "agree", "同意，按期交付", password="demo-Sales-2026")
    assert right.status_code == 303 and final.round.outcome == "approved"


def test_w33_a_lock_does_not_decide(final):
    for _ in range(8):
        final.decide("tang", password="nonono")
    locked = final.decide("tang", password="demo-Sales-2026")
    assert locked.status_code == 422 and final.round.is_running


def test_w33_a_deputy_types_their_own_password(final):
    final.cast.tang.password_hash = hash_password("another-Sales-2026")
    final.stand_in("ma", "tang")
    assert final.decide("ma", password="another-Sales-2026").status_code == 422
    assert final.decide("ma", password="demo-Sales-2026").status_code == 303
    assert "马* 代 唐*" in final.page("lin")
