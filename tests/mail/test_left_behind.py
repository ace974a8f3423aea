"""Mails that did not leave stand on a page of the administrator, and can be sent again; what is old goes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from salesapp.db import db
from salesapp.mail import actions, jobs, queries
from salesapp.mail.models import OutgoingMail, queue
from salesapp.mail.rules import LEASE, MAX_ATTEMPTS
from tests.pages import part


@pytest.fixture
def given_up(cast, now):
    mail = queue(to=cast.lin, subject="某某客户的合同", body="内容", at=now - timedelta(hours=3))
    mail.attempts, mail.last_error = MAX_ATTEMPTS, "550 mailbox full"
    db.session.commit()
    return mail


def test_the_list_says_for_whom_since_when_and_why_and_nothing_of_the_content(sign_in, given_up):
    listed = part(sign_in("admin").get("/settings/mails"), "left-behind").text
    for words in ("林*", "lin@example.cn", "550 mailbox full", "已放弃", "06:00", "再次发送"):
        assert words in listed
    assert "某某客户" not in listed


def test_only_the_administrator_has_the_list(sign_in, given_up):
    for who in ("lin", "xu", "tang", "auditor"):
        assert sign_in(who).get("/settings/mails").status_code == 403
        assert sign_in(who).post("/settings/mails/tries").status_code == 403


def test_it_is_reached_from_the_settings_and_counted_on_the_first_page(sign_in, given_up):
    client = sign_in("admin")
    assert 'href="/settings/mails"' in client.get("/settings").text
    assert "未发出的邮件" in client.get("/").text


def test_what_is_sent_again_begins_anew_and_leaves(inbox, sign_in, given_up, now, db_session):
    assert sign_in("admin").post("/settings/mails/tries", data={"mail": given_up.id}).status_code == 303
    assert given_up.attempts == 0
    assert jobs.send_due(at=now) == 1
    assert "都已发出" in sign_in("admin").get("/settings/mails").text


def test_one_is_sent_again_without_the_others_and_all_at_once(sign_in, given_up, cast, now, db_session):
    other = queue(to=cast.fang, subject="x", body="x", at=now)
    other.attempts, other.last_error = MAX_ATTEMPTS, "550 no such person"
    db.session.commit()
    client = sign_in("admin")
    client.post("/settings/mails/tries", data={"mail": other.id})
    assert (given_up.attempts, other.attempts) == (MAX_ATTEMPTS, 0)
    client.post("/settings/mails/tries")
    assert given_up.attempts == 0


def test_what_waits_in_time_or_is_in_hand_is_not_left_behind(cast, now):
    queue(to=cast.lin, subject="x", body="x", at=now)
    held = queue(to=cast.fang, subject="x", body="x", at=now)
    held.claimed_at, held.last_error, held.attempts = now, "451 busy", 1
    db.session.commit()
    assert queries.left_behind_count(now) == 0
    assert queries.left_behind_count(now + LEASE) == 1


def test_without_a_mail_server_the_page_says_that_mails_wait(sign_in, cast, now, db_session):
    queue(to=cast.lin, subject="x", body="x", at=now)
    db.session.commit()
    assert "SALESAPP_SMTP_URL）：1 封" in part(sign_in("admin").get("/settings/mails"), "no-server").text


def test_after_three_months_a_mail_goes_and_of_one_that_is_written_once_the_words(cast, now):
    sent, once, waits, lost = (
        queue(to=cast.lin, subject=name, body="x", at=now, once=name if name == "once" else None)
        for name in ("sent", "once", "waits", "lost")
    )
    sent.sent_at = once.sent_at = now
    lost.attempts = MAX_ATTEMPTS
    db.session.commit()
    assert jobs.forget_old(at=now + jobs.KEPT) == 0
    assert jobs.forget_old(at=now + jobs.KEPT + timedelta(seconds=1)) == 3
    db.session.expire_all()
    kept = db.session.execute(db.select(OutgoingMail.subject, OutgoingMail.body, OutgoingMail.once)).all()
    assert sorted(map(tuple, kept), key=str) == [("", "", "once"), ("waits", "x", None)]
    assert queue(to=cast.lin, subject="once", body="x", at=now, once="once") is None
    assert actions.forget(before=now + timedelta(days=900)) == 0
