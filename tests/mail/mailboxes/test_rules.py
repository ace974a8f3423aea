"""Through which server a mailbox sends, and its password, sealed."""

import pytest

from salesapp.mail.mailboxes.rules import (
    AccountRefused,
    Way,
    check_secret,
    provider_of,
    seal,
    server_of,
    unseal,
    way_of,
)

KEY = "installation" * 4


@pytest.mark.parametrize(
    ("address", "way"),
    [
        ("lin@qq.com", Way("smtp.qq.com", 465, "smtps")),
        ("lin@163.com", Way("smtp.163.com", 465, "smtps")),
        ("lin@OUTLOOK.com", Way("smtp-mail.outlook.com", 587, "smtp+starttls")),
    ],
)
def test_what_many_use_is_known_by_the_address(address, way):
    assert way_of(address, None, None, None) == way


def test_what_was_typed_goes_before_what_is_known():
    assert way_of("lin@qq.com", "Smtp.exmail.qq.com", None, "") == Way("smtp.exmail.qq.com", 465, "smtps")
    assert way_of("lin@outlook.com", "mail.own.cn", None, None) == Way("mail.own.cn", 465, "smtps")
    assert way_of("lin@own.cn", "mail.own.cn", 994, "smtps").port == 994
    assert way_of("lin@own.cn", "mail.own.cn", None, "smtp+starttls").port == 587


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (("lin@own.cn", None, None, None), "host"),
        (("lin@own.cn", "smtp://mail.own.cn", None, None), "host"),
        (("lin@own.cn", "mail.own.cn:465", None, None), "host"),
        (("lin@own.cn", "x" * 201, None, None), "host"),
        (("lin@own.cn", "mail.own.cn", 22, None), "port"),
        (("lin@own.cn", "mail.own.cn", 5432, None), "port"),
        (("lin@own.cn", "mail.own.cn", None, "smtp"), "security"),
    ],
)
def test_what_is_no_mail_servers_is_refused(given, field):
    with pytest.raises(AccountRefused) as refused:
        way_of(*given)
    assert refused.value.field == field


def test_a_name_of_two_hundred_signs_is_one():
    assert way_of("lin@own.cn", "x" * 200, None, None).host == "x" * 200


def test_others_are_not_known():
    assert provider_of("lin@own.cn") is None


def test_a_password_is_asked_for_once():
    check_secret("", known=True)
    check_secret("x", known=False)
    with pytest.raises(AccountRefused) as refused:
        check_secret("", known=False)
    assert refused.value.field == "secret"
    check_secret("x", known=True, moved=True)
    with pytest.raises(AccountRefused) as elsewhere:
        check_secret("", known=True, moved=True)
    assert elsewhere.value.field == "secret"


def test_a_password_is_stored_sealed_and_opened_by_this_installation_only():
    sealed = seal("geheim密码", KEY)
    assert "geheim" not in sealed and sealed != seal("geheim密码", KEY)
    assert unseal(sealed, KEY) == "geheim密码"
    assert unseal(sealed, KEY + "x") is None
    assert unseal("torn", KEY) is None


def test_the_server_of_a_mailbox_tells_no_log_its_password():
    server = server_of(Way("mail.own.cn", 465, "smtps"), "lin", "geheim", "lin@own.cn")
    assert (server.user, server.password, server.sender) == ("lin", "geheim", "lin@own.cn")
    assert "geheim" not in repr(server)
