"""Codes of an authenticator open once and for a minute and a half; recovery codes are long; who must is a setting."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from salesapp.accounts.factors.rules import (
    ALL,
    LEADING,
    OWN,
    FactorRefused,
    address_of,
    asked_key,
    draw_codes,
    is_code_of_phone,
    is_open,
    mark_of,
    must_show,
    new_secret,
    plain,
    site_of,
    step_of,
)

AT = datetime(2026, 11, 23, 1, 0, 10, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
STEP = int(AT.timestamp()) // 30


def code(offset: int) -> str:
    return pyotp.TOTP(SECRET).at(AT + timedelta(seconds=30 * offset))


@pytest.mark.parametrize(("offset", "opens"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_opens_half_a_minute_before_and_after_its_own(offset, opens):
    assert step_of(SECRET, code(offset), at=AT) == (STEP + offset if opens else None)


def test_a_code_that_was_used_and_those_before_it_open_nothing_more():
    assert step_of(SECRET, code(0), at=AT, after=STEP) is None
    assert step_of(SECRET, code(-1), at=AT, after=STEP) is None
    assert step_of(SECRET, code(1), at=AT, after=STEP) == STEP + 1


def test_another_secret_makes_other_codes():
    assert len({new_secret() for _ in range(20)}) == 20
    assert step_of("A" * 32, code(0), at=AT) is None
    assert step_of(SECRET, "", at=AT) is None


@pytest.mark.parametrize(
    ("typed", "meant"), [("１２３ ４５６", "123456"), (" 123-456 ", "123456"), ("ABCD-efgh", "abcdefgh")]
)
def test_a_code_is_read_as_it_was_meant(typed, meant):
    assert plain(typed) == meant


@pytest.mark.parametrize(
    ("typed", "phone"), [("123 456", True), ("12345", False), ("1234567", False), ("abcdef", False)]
)
def test_six_digits_are_a_code_of_the_phone(typed, phone):
    assert is_code_of_phone(typed) is phone


def test_recovery_codes_are_ten_long_and_different_and_belong_to_one_person():
    codes = draw_codes()
    assert len(set(codes)) == 10 and {len(plain(one)) for one in codes} == {16}
    assert mark_of(1, codes[0]) == mark_of(1, codes[0].upper().replace("-", " "))
    assert mark_of(1, codes[0]) != mark_of(2, codes[0])
    assert codes[0] not in mark_of(1, codes[0])


@pytest.mark.parametrize(
    ("who", "leads", "must"),
    [(OWN, True, False), (LEADING, True, True), (LEADING, False, False), (ALL, True, True), (ALL, False, True)],
)  # fmt: skip
def test_who_must_is_a_setting(who, leads, must):
    assert must_show(who, leads=leads) is must


@pytest.mark.parametrize(
    ("ago", "reading", "opened"),
    [(899, True, True), (900, True, False), (900, False, True), (3599, False, True), (3600, False, False)],
)
def test_settings_of_money_stay_open_a_quarter_of_an_hour_and_an_hour_to_be_saved(ago, reading, opened):
    assert is_open(AT - timedelta(seconds=ago), reading=reading, at=AT) is opened
    assert not is_open(None, reading=reading, at=AT)


def test_an_authenticator_reads_whose_code_it_is():
    address = address_of(SECRET, username="tang", company="某某软件有限公司")
    assert address.startswith("otpauth://totp/") and SECRET in address and "tang" in address


@pytest.mark.parametrize(
    ("base", "host"),
    [
        ("https://crm.example.cn", "crm.example.cn"),
        ("https://crm.example.cn:8443", "crm.example.cn"),
        ("http://localhost:8000", "localhost"),
        ("http://crm.example.cn", None),
        ("http://127.0.0.1:8000", None),
    ],
)
def test_passkeys_are_offered_where_browsers_make_them(base, host):
    site = site_of(base, "某某")
    assert (site.host if site else None) == host
    assert site is None or site.origin == base


@pytest.mark.parametrize("answer", ["", "no json", "[]", "{}", '{"id": 3}'])
def test_an_answer_that_is_none_speaks_of_no_passkey(answer):
    with pytest.raises(FactorRefused):
        asked_key(answer)
