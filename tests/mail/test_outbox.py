"""Mails leave after the commit, once, over a real SMTP connection."""

from __future__ import annotations

import dataclasses
import email
import email.policy
import socket
from contextlib import ExitStack
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller

from salesapp.db import db
from salesapp.mail import actions, jobs, queries
from salesapp.mail.models import OutgoingMail, queue
from salesapp.mail.rules import LEASE, MAX_ATTEMPTS
from salesapp.web import clock


class Inbox:
    """What a mail server on this machine took, and how it answers."""

    def __init__(self):
        self.messages = []
        self.recipient_answer = None
        self.data_answer = None

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.recipient_answer:
            return self.recipient_answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.data_answer:
            return self.data_answer
        self.messages.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"


@pytest.fixture
def inbox(app, monkeypatch):
    inbox = Inbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    settings = dataclasses.replace(
        app.config["SALESAPP"], smtp_url=f"smtp://127.0.0.1:{port}?from=crm@example.cn"
    )
    monkeypatch.setitem(app.config, "SALESAPP", settings)
    yield inbox
    controller.stop()


@pytest.fixture
def mail(cast, now):
    queued = queue(to=cast.lin, subject="交接单已逾期", body="请今天办理。\n", about="contract:3", at=now)
    db.session.commit()
    return queued


def test_a_queued_mail_arrives_with_its_words(inbox, mail, now):
    assert jobs.send_due(at=now) == 1
    [message] = inbox.messages
    assert message["Subject"] == "交接单已逾期"
    assert message["To"] == "lin@example.cn"
    assert "crm@example.cn" in message["From"]
    assert message.get_content() == "请今天办理。\n"
    assert mail.sent_at == now


def test_a_sent_mail_is_not_sent_again(inbox, mail, now):
    jobs.send_due(at=now)
    assert jobs.send_due(at=now + timedelta(hours=1)) == 0
    assert len(inbox.messages) == 1


def test_nobody_without_an_address_gets_a_mail(cast, now):
    cast.lin.email = None
    assert queue(to=cast.lin, subject="x", body="x", at=now) is None


def test_without_a_mail_server_mails_wait(mail, now):
    assert jobs.send_due(at=now) == 0
    assert queries.waiting_count() == 1
    assert mail.attempts == 0


def test_a_mail_in_the_hands_of_another_process_is_left_alone(inbox, mail, now):
    assert actions.claim(mail.id, at=now) is mail
    db.session.commit()
    assert actions.claim(mail.id, at=now) is None
    assert jobs.send_due(at=now) == 0
    assert inbox.messages == []


def test_a_mail_of_a_process_that_died_is_sent_after_the_lease(inbox, mail, now):
    actions.claim(mail.id, at=now)
    db.session.commit()
    assert jobs.send_due(at=now + LEASE - timedelta(seconds=1)) == 0
    assert jobs.send_due(at=now + LEASE) == 1


def test_a_second_copy_would_carry_the_same_message_id(app, inbox, mail, now):
    jobs.send_due(at=now)
    again = jobs.message(
        mail, app.config["SALESAPP"], jobs.parse_server("smtp://h"), at=now + timedelta(days=1)
    )
    assert again["Message-ID"] == inbox.messages[0]["Message-ID"]


def test_a_server_that_is_busy_is_tried_again_later(inbox, mail, now):
    inbox.recipient_answer = "451 try again later"
    assert jobs.send_due(at=now) == 0
    assert (mail.attempts, mail.claimed_at) == (1, None)
    assert "451" in mail.last_error
    inbox.recipient_answer = None
    assert jobs.send_due(at=now + timedelta(seconds=30)) == 0
    assert jobs.send_due(at=now + timedelta(minutes=1)) == 1
    assert mail.last_error is None


@pytest.mark.parametrize("where", ["recipient_answer", "data_answer"])
def test_a_mail_that_the_server_refuses_for_good_is_given_up(inbox, mail, now, where):
    setattr(inbox, where, "550 no such person")
    jobs.send_due(at=now)
    assert mail.attempts == MAX_ATTEMPTS
    assert "550" in mail.last_error
    setattr(inbox, where, None)
    assert jobs.send_due(at=now + timedelta(days=30)) == 0


def test_one_refused_mail_does_not_hold_up_the_next(inbox, mail, cast, now):
    bad = queue(to=cast.fang, subject="x", body="x", at=now - timedelta(minutes=1))
    bad.to = "not an address"
    db.session.commit()
    assert jobs.send_due(at=now) == 1
    assert bad.attempts == MAX_ATTEMPTS
    assert [message["To"] for message in inbox.messages] == ["lin@example.cn"]


def test_a_server_that_is_down_for_a_weekend_costs_no_try_and_no_mail(app, monkeypatch, mail, cast, now):
    other = queue(to=cast.fang, subject="x", body="x", at=now)
    db.session.commit()
    settings = dataclasses.replace(app.config["SALESAPP"], smtp_url="smtp://127.0.0.1:1")
    monkeypatch.setitem(app.config, "SALESAPP", settings)
    for minute in range(0, 60 * 62, 7):
        assert jobs.send_due(at=now + timedelta(minutes=minute)) == 0
    assert (mail.attempts, other.attempts) == (0, 0)
    assert "refused" in mail.last_error
    assert set(queries.due_ids(now + timedelta(days=3), 9)) == {mail.id, other.id}


def test_a_mail_within_which_the_line_breaks_has_used_a_try(inbox, mail, now):
    inbox.data_answer = "421 closing"
    for tried in range(1, 3):
        jobs.send_due(at=now + timedelta(days=tried))
        assert mail.attempts == tried


def test_each_mail_of_a_slow_round_is_claimed_in_its_own_time(inbox, mail, cast, now, monkeypatch):
    """A second process that looks in while a server takes five minutes a mail takes nothing that the first has in hand."""
    for _number in range(3):
        queue(to=cast.fang, subject="x", body="x", at=now)
    db.session.commit()
    taken = []

    def slowly(line, message):
        stops.enter_context(clock.frozen(clock.now() + timedelta(minutes=5)))
        in_hand = db.session.scalars(
            db.select(OutgoingMail.id).where(OutgoingMail.claimed_at.is_not(None))
        ).all()
        taken.extend(mail_id for mail_id in in_hand if actions.claim(mail_id, at=clock.now()))
        db.session.commit()

    monkeypatch.setattr(jobs.Line, "send", slowly)
    with ExitStack() as stops:
        stops.enter_context(clock.frozen(now))
        assert jobs.send_due(at=now) == 4
    assert taken == []


def test_a_line_break_in_a_subject_makes_no_second_header(inbox, cast, now):
    queue(to=cast.lin, subject="逾期\r\nBcc: everybody@example.cn", body="x", at=now)
    db.session.commit()
    assert jobs.send_due(at=now) == 1
    [message] = inbox.messages
    assert message["Bcc"] is None
    assert message["Subject"] == "逾期 Bcc: everybody@example.cn"


def test_a_mail_of_a_transaction_that_failed_never_leaves(inbox, cast, now):
    queue(to=cast.lin, subject="x", body="x", at=now)
    db.session.rollback()
    assert jobs.send_due(at=now) == 0
    assert db.session.query(OutgoingMail).count() == 0
