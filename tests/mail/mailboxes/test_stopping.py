"""A mailbox that its server refuses is stopped, and its letters wait: none is lost, no password is tried again and again."""

from __future__ import annotations

from datetime import timedelta

from aiosmtpd.smtp import AuthResult

from salesapp.db import db
from salesapp.mail.letters import actions
from salesapp.mail.letters.rules import State
from salesapp.mail.mailboxes.models import Mailbox
from salesapp.mail.mailboxes.rules import seal
from tests.mail.offices import MINUTE, office, post, send, states


def own_mailbox(app, cast, now, port, **changes):
    key = app.config["SALESAPP"].secret_key
    values = {
        "sender": "lin@own.cn",
        "security": "smtp",
        "login": "lin@own.cn",
        "secret": seal("geheim", key),
    }
    box = Mailbox(user_id=cast.lin.id, host="127.0.0.1", port=port, created_at=now, **values | changes)
    db.session.add(box)
    db.session.commit()
    return box


def test_a_mailbox_whose_password_is_wrong_is_stopped_and_its_letters_wait(app, monkeypatch, cast, now):
    tries = []

    def wrong(server, session, envelope, mechanism, data):
        tries.append(data.password)
        return AuthResult(success=False, handled=False)

    options = {"authenticator": wrong, "auth_require_tls": False}
    with office(app, monkeypatch, **options):
        port = int(app.config["SALESAPP"].smtp_url.split(":")[2].split("?")[0])
        box, letter = own_mailbox(app, cast, now, port), post(cast, now)
        assert send(now) == 0
        known = len(tries)
        assert known and b"geheim" in tries and box.stopped_at == now
        assert send(now + timedelta(hours=2)) == 0 and len(tries) == known
    assert states(letter) == [State.RETRY]


def test_a_sender_that_the_server_does_not_take_stops_the_mailbox(app, monkeypatch, cast, now):
    options = {"authenticator": lambda *given: AuthResult(success=True), "auth_require_tls": False}
    with office(app, monkeypatch, **options) as inbox:
        inbox.sender_answer = "553 Mail from must equal authorized user"
        port = int(app.config["SALESAPP"].smtp_url.split(":")[2].split("?")[0])
        box, letter = own_mailbox(app, cast, now, port), post(cast, now)
        assert send(now) == 0 and "553" in box.said
        assert states(letter) == [State.RETRY]
        inbox.sender_answer, box.stopped_at = None, None
        actions.try_again(cast.lin.id, at=now)
        db.session.commit()
        assert send(now) == 1
    assert inbox.messages[0]["From"].addresses[0].addr_spec == "lin@own.cn"


def test_where_the_company_s_mailbox_is_refused_everybody_s_letters_wait_an_hour_and_none_is_lost(
    app, monkeypatch, cast, now
):
    with office(app, monkeypatch) as inbox:
        inbox.sender_answer = "553 not allowed"
        first = post(cast, now)
        second = actions.post(
            ("task", 8),
            to={"qian@danqiao.cn": ""},
            subject="感谢",
            body="谢谢",
            host="crm.local",
            by=cast.fang,
            at=now,
        )
        db.session.commit()
        assert send(now) == 0
        db.session.expire_all()
        assert [each.deliveries[0].next_try_at for each in (first, second)] == [now + 60 * MINUTE] * 2
        assert sorted([first.deliveries[0].attempts, second.deliveries[0].attempts]) == [0, 1]
        for hours in range(1, 40):
            send(now + timedelta(hours=hours))
        assert {*states(first), *states(second)} <= {State.RETRY, State.WAITING}
        inbox.sender_answer = None
        assert send(now + timedelta(hours=41)) == 2


def test_a_password_of_another_installation_is_not_read_and_nothing_goes_elsewhere(app, inbox, cast, now):
    box = own_mailbox(app, cast, now, 25, secret=seal("geheim", "another" * 6))
    post(cast, now)
    assert send(now) == 0 and not inbox.messages
    assert box.stopped_at == now
