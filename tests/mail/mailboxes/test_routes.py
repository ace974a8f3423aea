"""One's own mailbox on the screen: kept sealed, never shown, tried with a letter to oneself."""

from __future__ import annotations

from sqlalchemy import select, text

from salesapp.db import db
from salesapp.mail.letters import jobs
from salesapp.mail.letters.models import Letter
from salesapp.mail.mailboxes import queries
from salesapp.mail.mailboxes.actions import follow_person
from salesapp.mail.mailboxes.rules import unseal
from salesapp.trail.models import AuditEntry
from salesapp.web import clock
from tests.mail.offices import office
from tests.pages import part

PAGE = "/account/mail"


def keep(client, **changes):
    return client.post(PAGE, data={"sender": "lin@qq.com", "secret": "abcdgeheim", "security": ""} | changes)


def test_a_mailbox_is_kept_and_its_password_stands_nowhere_in_clear(app, cast, db_session, sign_in):
    client = sign_in("lin")
    assert keep(client).status_code == 303
    box = queries.of_person(cast.lin.id)
    assert (box.sender, box.host, box.port, box.login) == ("lin@qq.com", "smtp.qq.com", 465, "lin@qq.com")
    assert unseal(box.secret, app.config["SALESAPP"].secret_key) == "abcdgeheim"
    assert "geheim" not in client.get(PAGE).get_data(as_text=True)
    stored = db.session.execute(text("SELECT * FROM mailbox")).all()
    told = repr(db.session.execute(select(AuditEntry.__table__)).all())
    assert "smtp.qq.com" in told
    assert "geheim" not in repr(stored) and "geheim" not in told and box.secret not in told


def test_an_empty_password_leaves_the_one_that_is_kept(app, cast, db_session, sign_in):
    client = sign_in("lin")
    assert "请填邮箱密码" in keep(client, secret="").get_data(as_text=True)
    keep(client)
    before = queries.of_person(cast.lin.id).secret
    assert keep(client, secret="").status_code == 303
    assert queries.of_person(cast.lin.id).secret == before


def test_the_kept_password_goes_to_no_other_server_or_mailbox(app, cast, db_session, sign_in):
    client = sign_in("lin")
    keep(client)
    moved = ({"host": "mail.other.cn"}, {"port": "994"}, {"security": "smtp+starttls"}, {"login": "xu"})
    for changes in (*moved, {"sender": "lin@163.com"}):
        answer = keep(client, secret="", **changes)
        assert answer.status_code == 422 and "请重新填写" in part(answer, "secret-error").text
    box = queries.of_person(cast.lin.id)
    assert (box.sender, box.host, box.port, box.login) == ("lin@qq.com", "smtp.qq.com", 465, "lin@qq.com")
    assert keep(client, secret="other", host="mail.other.cn").status_code == 303
    assert queries.of_person(cast.lin.id).host == "mail.other.cn"


def test_who_was_given_a_new_password_types_that_of_the_mailbox_again(app, cast, db_session, sign_in, at):
    client = sign_in("lin")
    keep(client)
    follow_person(cast.lin, {"first_password"}, by=cast.admin, at=at(2026, 11, 23, 9, 0))
    db.session.commit()
    box = queries.of_person(cast.lin.id)
    assert (box.secret, box.stopped_at) == ("", at(2026, 11, 23, 9, 0))
    assert "已被重置" in client.get(PAGE).get_data(as_text=True)
    assert keep(client, secret="").status_code == 422
    assert keep(client).status_code == 303
    assert queries.of_person(cast.lin.id).stopped_at is None


def test_what_is_no_address_and_what_is_no_mail_server_stand_beside_their_fields(cast, db_session, sign_in):
    client = sign_in("lin")
    for changes, field in (
        ({"sender": "lin"}, "sender"),
        ({"sender": "lin@own.cn"}, "host"),
        ({"port": "22"}, "port"),
    ):
        answer = keep(client, **changes)
        assert answer.status_code == 422
        assert part(answer, f"{field}-error").text
    assert queries.of_person(cast.lin.id) is None


def test_saving_it_anew_lets_its_letters_go_on(cast, db_session, sign_in, at):
    client = sign_in("lin")
    keep(client)
    queries.of_person(cast.lin.id).stop("535 wrong", at=at(2026, 11, 23, 9, 0))
    db.session.commit()
    assert "535 wrong" in client.get(PAGE).get_data(as_text=True)
    keep(client)
    assert queries.of_person(cast.lin.id).stopped_at is None


def test_it_is_forgotten_on_ones_word_and_when_one_leaves(cast, db_session, sign_in, at):
    client = sign_in("lin")
    keep(client)
    assert client.post(f"{PAGE}/endings").status_code == 303
    assert queries.of_person(cast.lin.id) is None
    keep(client)
    follow_person(cast.lin, {"name"}, by=cast.admin, at=at(2026, 11, 23, 9, 0))
    assert queries.of_person(cast.lin.id) is not None
    follow_person(cast.lin, {"closed"}, by=cast.admin, at=at(2026, 11, 23, 9, 0))
    assert queries.of_person(cast.lin.id) is None


def test_a_test_letter_goes_to_oneself_and_its_state_is_shown(app, monkeypatch, cast, db_session, sign_in):
    client = sign_in("lin")
    assert "还不能发信" in part(client.get(PAGE), "trial").text
    with office(app, monkeypatch) as inbox:
        assert "lin@example.cn" in part(client.get(PAGE), "trial").text
        assert client.post(f"{PAGE}/trials").status_code == 303
        assert "待发" in part(client.get(PAGE), "trial").text
        assert "data-poll" in client.get(f"{PAGE}/trials", headers={"HX-Request": "true"}).get_data(
            as_text=True
        )
        assert jobs.send_letters(at=clock.now()) == 1
        assert inbox.taken_for == ["lin@example.cn"]
    assert "已送达服务器" in part(client.get(PAGE), "trial").text
    assert db.session.scalar(select(Letter)).subject_type == "mail_trial"


def test_who_sells_nothing_to_nobody_has_no_mailbox_here(cast, db_session, sign_in):
    assert sign_in("admin").get(PAGE).status_code == 403
