"""Letters over a real SMTP connection: taken, refused, put off, broken off; never sent twice by themselves."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from salesapp.db import db
from salesapp.mail import jobs as outbox
from salesapp.mail.letters import actions, jobs, queries
from salesapp.mail.letters.rules import LEASE, LetterRefused, State, Step
from tests.mail.offices import MINUTE, free_port, office, post, rough, send, send_through, states


def test_a_letter_arrives_from_the_account_and_answers_go_to_its_writer(inbox, cast, now):
    letter = post(cast, now)
    assert send(now) == 1
    [message] = inbox.messages
    assert message["From"].addresses[0].addr_spec == "crm@company.cn"
    assert message["Reply-To"].addresses[0].addr_spec == "lin@example.cn"
    assert message["Message-ID"] == letter.message_id
    assert message["Auto-Submitted"] is None
    assert message.get_body(("plain",)).get_content().splitlines() == ["谢谢。", ".", "From here"]
    assert (states(letter), letter.sent_at) == ([State.SENT], now)
    assert send(now + MINUTE) == 0 and len(inbox.messages) == 1


def test_each_recipient_has_a_result_and_a_retry_goes_to_the_one_not_taken(inbox, cast, now):
    inbox.answers["qian@danqiao.cn"] = "451 later"
    letter = post(cast, now, to={"zhou@danqiao.cn": "周敏", "qian@danqiao.cn": "钱工"})
    assert send(now) == 1
    assert states(letter) == [State.SENT, State.RETRY]
    inbox.answers.clear()
    assert send(now + 4 * MINUTE) == 0
    assert send(now + 5 * MINUTE) == 1
    assert inbox.taken_for == ["zhou@danqiao.cn", "qian@danqiao.cn"]
    assert len({message["Message-ID"] for message in inbox.messages}) == 1
    assert inbox.messages[0]["To"] == inbox.messages[1]["To"] and "钱工" in inbox.messages[0]["To"]


def test_an_address_that_does_not_exist_is_refused_in_the_servers_words(inbox, cast, now):
    inbox.answers["zhou@danqiao.cn"] = "550 5.1.1 no such user"
    letter = post(cast, now)
    assert send(now) == 0
    [copy] = letter.deliveries
    assert (copy.state, copy.step, copy.code) == (State.REFUSED, Step.RECIPIENT, 550)
    assert "no such user" in copy.said
    inbox.answers.clear()
    assert send(now + timedelta(days=1)) == 0 and not inbox.messages


@pytest.mark.parametrize(("answer", "state"), [("451 busy", State.RETRY), ("554 spam", State.REFUSED)])
def test_the_answer_to_the_final_dot_decides(inbox, cast, now, answer, state):
    inbox.data_answer = answer
    letter = post(cast, now)
    assert send(now) == 0
    assert states(letter) == [state]


def test_a_letter_that_is_put_off_for_a_day_is_given_up(inbox, cast, now):
    inbox.answers["zhou@danqiao.cn"] = "450 greylisted"
    letter, at = post(cast, now), now
    while letter.deliveries[0].state == State.RETRY or at == now:
        assert send(at) == 0
        at = letter.deliveries[0].next_try_at or at + MINUTE
    assert letter.deliveries[0].state == State.REFUSED
    assert now + timedelta(hours=23) < at <= now + timedelta(hours=25)


def test_a_server_that_cannot_be_reached_is_tried_after_1_5_15_and_60_minutes(app, monkeypatch, cast, now):
    send_through(app, monkeypatch, free_port())
    letter, at, waits = post(cast, now), now, []
    for _try in range(5):
        send(at)
        waits.append((letter.deliveries[0].next_try_at - at) // MINUTE)
        at = letter.deliveries[0].next_try_at
    assert waits == [1, 5, 15, 60, 60]


def test_a_server_that_says_nothing_costs_its_time_and_is_tried_again(app, monkeypatch, cast, now):
    monkeypatch.setattr(outbox, "TIMEOUT", 0.2)
    with rough(app, monkeypatch, "silent"):
        letter = post(cast, now)
        assert send(now) == 0
    assert states(letter) == [State.RETRY] and letter.deliveries[0].step == Step.CONNECT


def test_a_line_that_breaks_within_the_letter_is_tried_again(app, monkeypatch, cast, now):
    with rough(app, monkeypatch, "text") as server:
        letter = post(cast, now, body="一行\n" * 1_000_000)
        assert send(now) == 0
        assert server.letters == 0
    assert states(letter) == [State.RETRY] and letter.deliveries[0].step == Step.TEXT


@pytest.mark.parametrize("where", ["dot", "mute"])
def test_a_line_that_breaks_after_the_final_dot_is_uncertain_and_never_tried_by_itself(
    app, monkeypatch, cast, now, where
):
    monkeypatch.setattr(jobs, "AFTER_THE_DOT", 0.3)
    with rough(app, monkeypatch, where) as server:
        letter = post(cast, now)
        assert send(now) == 0
        assert states(letter) == [State.UNCERTAIN]
        for later in (MINUTE, timedelta(hours=2), timedelta(days=2)):
            assert send(now + later) == 0
        assert server.letters == 1
    with pytest.raises(LetterRefused, match="可能已收下"):
        post(cast, now)


def test_a_person_sends_it_again_with_the_same_message_id_or_says_that_it_arrived(
    app, monkeypatch, cast, now
):
    with rough(app, monkeypatch, "dot"):
        letter = post(cast, now)
        send(now)
    with office(app, monkeypatch) as inbox:
        letter.deliveries[0].send_again(at=now + MINUTE)
        db.session.commit()
        assert send(now + MINUTE) == 1
        assert inbox.messages[0]["Message-ID"] == letter.message_id
    with pytest.raises(LetterRefused):
        letter.deliveries[0].was_sent()


def test_what_a_killed_process_had_in_hand_is_asked_about(inbox, cast, now):
    letter = post(cast, now)
    assert actions.claim(letter.deliveries[0].id, at=now) is not None
    db.session.commit()
    assert actions.claim(letter.deliveries[0].id, at=now) is None
    send(now + LEASE - MINUTE)
    db.session.expire_all()
    assert states(letter) == [State.SENDING]
    send(now + LEASE)
    assert states(letter) == [State.UNCERTAIN] and not inbox.messages
    letter.deliveries[0].was_sent()
    assert letter.sent_at == now


def test_a_letter_that_is_too_large_for_the_server_is_not_even_sent(app, monkeypatch, cast, now):
    with office(app, monkeypatch, data_size_limit=20_000) as inbox:
        letter = post(cast, now, body="一" * 20_000)
        assert send(now) == 0 and not inbox.messages
    [copy] = letter.deliveries
    assert (copy.state, copy.step) == (State.REFUSED, Step.SIZE)


def test_nothing_leaves_without_a_server_or_while_the_clock_plays(app, monkeypatch, inbox, cast, now):
    letter, settings = post(cast, now), app.config["SALESAPP"]
    monkeypatch.setitem(app.config, "SALESAPP", dataclasses.replace(settings, now=now))
    assert send(now) == 0
    monkeypatch.setitem(app.config, "SALESAPP", dataclasses.replace(settings, smtp_url=None))
    assert send(now) == 0
    assert states(letter) == [State.WAITING] and not inbox.messages


def test_two_letters_about_one_thing_at_once_are_one(cast, now):
    post(cast, now)
    with pytest.raises(LetterRefused, match="已有一封信"):
        post(cast, now)


def test_while_a_server_answers_no_transaction_is_open(inbox, cast, now, monkeypatch):
    seen = []
    sent = jobs.Courier.hand_over

    def watched(self, to, content):
        seen.append(db.session.registry().in_transaction())
        return sent(self, to, content)

    monkeypatch.setattr(jobs.Courier, "hand_over", watched)
    post(cast, now)
    assert send(now) == 1
    assert seen == [False]


def test_letters_that_wait_are_taken_back_unless_one_is_in_a_servers_hands(cast, now):
    letter = post(cast, now)
    actions.claim(letter.deliveries[0].id, at=now)
    with pytest.raises(LetterRefused, match="正在发送"):
        actions.withdraw(letter)
    db.session.rollback()
    actions.withdraw(letter)
    assert states(letter) == [State.WITHDRAWN] and not queries.due(now, 10)
