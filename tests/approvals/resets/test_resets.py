"""An administrator draws a password for an approver: who is told, what is held back, who vouches."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.accounts.passwords.actions import give_drawn_password
from salesapp.accounts.passwords.rules import NewPassword
from salesapp.approvals.resets import queries
from salesapp.approvals.resets.actions import confirm
from salesapp.approvals.resets.rules import NotYours
from salesapp.approvals.rules import ApprovalRefused
from salesapp.mail.models import OutgoingMail
from tests.contracts.factories import NOW, decide, mails, make_contract, submit

HOUR = timedelta(hours=1)


@pytest.fixture
def second(db_session):
    """A second administrator."""
    person = User(
        username="second", name="管*", role="admin", password_hash="!", session_stamp="stamp", created_at=NOW,
        must_change_password=False, email="second@example.cn",
    )  # fmt: skip
    db_session.add(person)
    db_session.commit()
    return person


def reset(person, by, at=NOW):
    give_drawn_password(person, NewPassword("Kfm7-Xqr7-Tpw4", "!"), by=by, at=at)
    person.must_change_password = False
    return queries.latest(person.id)


def test_the_person_and_whoever_may_vouch_are_told(cast, db_session):
    reset(cast.xu, cast.admin)
    assert mails(db_session, "您的密码已被重置") == {"xu"}
    assert mails(db_session, "请核实：许*") == {"tang"}
    told = db_session.scalars(select(OutgoingMail).where(OutgoingMail.subject.contains("请核实"))).one()
    assert told.path == "/approvals/resets" and "11-24" in told.body


def test_with_a_second_administrator_the_director_is_not_asked(cast, db_session, second):
    reset(cast.xu, cast.admin)
    assert mails(db_session, "请核实：许*") == {"second"}


def test_no_final_approval_within_a_day_and_any_other_answer(cast, db_session):
    last, first = (submit(make_contract(cast.lin)) for _ in range(2))
    decide(last, cast.xu)
    reset(cast.zheng, cast.admin)
    reset(cast.xu, cast.admin)
    decide(first, cast.xu)  # does not complete it
    with pytest.raises(ApprovalRefused, match="唐") as refused:
        decide(last, cast.zheng, at=NOW + 24 * HOUR - timedelta(seconds=1))
    assert refused.value.field == "verdict" and "管理员" in str(refused.value)
    db_session.rollback()
    decide(last, cast.zheng, "return", "付款节点不可行", at=NOW + HOUR)
    decide(first, cast.zheng, at=NOW + 24 * HOUR)
    assert (last.status, first.status) == ("checking", "approved")


def test_the_second_persons_word_frees_it_at_once(cast, db_session):
    contract = submit(make_contract(cast.lin))
    decide(contract, cast.xu)
    given = reset(cast.zheng, cast.admin)
    for person in (cast.admin, cast.zheng, cast.xu):
        with pytest.raises(NotYours):
            confirm(given, by=person, at=NOW)
    confirm(given, by=cast.tang, at=NOW + HOUR)
    assert (given.confirmed_by, given.confirmed_at) == (cast.tang, NOW + HOUR)
    decide(contract, cast.zheng, at=NOW + HOUR)
    assert contract.status == "approved"
    with pytest.raises(ApprovalRefused):
        confirm(given, by=cast.tang, at=NOW + HOUR)


def test_a_new_password_needs_a_new_word(cast, db_session):
    contract = submit(make_contract(cast.lin))
    decide(contract, cast.xu)
    confirm(reset(cast.zheng, cast.admin), by=cast.tang, at=NOW)
    reset(cast.zheng, cast.admin, at=NOW + HOUR)
    with pytest.raises(ApprovalRefused):
        decide(contract, cast.zheng, at=NOW + 2 * HOUR)


def test_the_director_vouches_by_a_press_under_the_settings(cast, db_session, sign_in):
    reset(cast.zheng, cast.admin)
    db_session.commit()
    tang, url = sign_in("tang"), f"/approvals/resets/{queries.latest(cast.zheng.id).id}/confirmations"
    page = tang.get("/approvals/resets").text
    assert "密码重置" in page and "可由唐*确认" in page and url in page
    assert url not in sign_in("admin").get("/approvals/resets").text
    assert "重置密码的人自己不能确认" in sign_in("admin").post(url).text
    assert sign_in("zheng").get("/approvals/resets").status_code == 403
    assert tang.post(url).status_code == 303
    assert "唐* 已于" in tang.get("/approvals/resets").text
    assert tang.post(url).status_code == 422
    assert tang.post("/approvals/resets/99999/confirmations").status_code == 404


def test_who_decides_is_told_beside_the_verdict(cast, db_session, sign_in):
    contract = submit(make_contract(cast.lin))
    decide(contract, cast.xu)
    reset(cast.zheng, cast.admin)
    db_session.commit()
    seat = contract.latest_round.open_seats[0]
    sent = {"seat_id": seat.id, "verdict": "agree", "comment": "节点可行"}
    refused = sign_in("zheng").post(f"/approvals/{contract.latest_round.id}/decisions", data=sent)
    assert refused.status_code == 422 and "不能作最终审批" in refused.text and "节点可行" in refused.text
