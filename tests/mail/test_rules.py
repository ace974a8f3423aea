"""How mail servers are named and how failed mails wait."""

from datetime import timedelta

import pytest

from salesapp.mail.rules import LEASE, delay_after, parse_server


def test_an_address_names_host_port_user_and_sender():
    server = parse_server("smtps://crm%40example.cn:p%40ss%2Fword@mail.example.cn?from=noreply@example.cn")
    assert (server.host, server.port, server.security) == ("mail.example.cn", 465, "smtps")
    assert (server.user, server.password, server.sender) == (
        "crm@example.cn",
        "p@ss/word",
        "noreply@example.cn",
    )


@pytest.mark.parametrize(
    ("url", "port"),
    [("smtp://host", 25), ("smtp+starttls://host", 587), ("smtps://host", 465), ("smtp://host:2525", 2525)],
)
def test_each_kind_of_server_has_its_usual_port(url, port):
    assert parse_server(url).port == port


def test_a_server_may_ask_for_nothing():
    server = parse_server("smtp://host")
    assert (server.user, server.password, server.sender) == (None, None, None)


def test_a_mail_that_is_being_sent_is_left_alone_for_ten_minutes():
    assert timedelta(minutes=10) == LEASE


def test_a_user_that_is_an_address_is_the_sender():
    assert parse_server("smtp://crm%40example.cn:x@host").sender == "crm@example.cn"
    assert parse_server("smtp://crm:x@host").sender is None


@pytest.mark.parametrize("url", ["mailto:someone@example.cn", "http://host", "smtp://", "host:25", ""])
def test_what_names_no_mail_server_is_refused(url):
    with pytest.raises(ValueError, match="smtp://"):
        parse_server(url)


def test_a_password_never_shows_in_a_log():
    assert repr(parse_server("smtp://user:geheim@host")) == "smtp://host:25"


def test_a_failed_mail_waits_longer_each_time_and_is_given_up_at_last():
    delays = [delay_after(attempt) / timedelta(minutes=1) for attempt in range(1, 8)]
    assert delays == [1, 5, 15, 60, 240, 720, 1440]
    assert delay_after(8) is delay_after(9) is None
