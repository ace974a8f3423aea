"""Which passwords are accepted, how they rest, when they are too old (4.2)."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher

from salesapp.accounts.passwords import rules as passwords
from salesapp.accounts.passwords.rules import PasswordRefused, check_password, is_too_old

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "password",
    ["demo-Sales-2026", "Abcdefgh12", "abcdefg-12", "ABCDEFG-12", "长城长城长城Abc12", "aB3" + "x" * 197],
)
def test_a_long_password_of_three_kinds_is_taken(password):
    check_password(password, username="lin", name="林*")


@pytest.mark.parametrize(
    "password",
    [
        "",
        "Abcdefg12",  # nine characters
        "abcdefghij",
        "abcdefgh12",  # two kinds
        "ABCDEFGH12",
        "1234567890",
        "----------",
        "My-chen-2026",  # the sign-in name
        "My-CHEN-2026",
        "My-陈晨-2026",
        "aB3" + "x" * 198,
    ],
)
def test_an_easy_password_is_refused(password):
    with pytest.raises(PasswordRefused) as refusal:
        check_password(password, username="chen", name="陈晨*", field="new")

    assert refusal.value.field == "new"


def test_the_chinese_name_counts_as_name_and_two_latin_letters_do_not():
    with pytest.raises(PasswordRefused):
        check_password("欧阳娜娜-Abc-12", username="oynn", name="欧阳娜娜")
    check_password("Humane-Life-7", username="ma", name="马*")
    check_password("马到成功-Abc-12", username="ma", name="马*")
    with pytest.raises(PasswordRefused, match="own name"):
        check_password("Berlin-Life-7", username="lin", name="马*")


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("aB3" + "x" * 6, "Use at least 10 characters."),
        ("aB3" + "x" * 198, "Use at most 200 characters."),
        ("aaaaaaaaaa", "Mix at least three of"),
        ("aaaaaaaaaB", "Mix at least three of"),
        ("aaaaaaaaa-", "Mix at least three of"),
        ("AAAAAAAAA1", "Mix at least three of"),
    ],
)
def test_a_refusal_says_what_a_password_lacks(password, sentence):
    with pytest.raises(PasswordRefused, match=sentence) as refusal:
        check_password(password, username="chen", name="陈*")

    assert refusal.value.field == "password"


def test_suggested_first_passwords_pass_the_policy_and_differ():
    found = {passwords.suggest() for _ in range(50)}

    assert len(found) == 50
    for password in found:
        check_password(password, username="lin", name="林*")
        assert re.fullmatch("-".join(["[A-HJ-NP-Z][a-hjkmnp-z]{2}[2-9]"] * 4), password)


def test_a_password_grows_old_only_where_the_team_says_so():
    assert not is_too_old(AT - timedelta(days=1000), days=0, at=AT)
    assert not is_too_old(None, days=0, at=AT)
    assert not is_too_old(AT - timedelta(days=89), days=90, at=AT)
    assert is_too_old(AT - timedelta(days=90), days=90, at=AT)
    assert is_too_old(None, days=90, at=AT)


def test_a_hash_is_argon2id_salted_and_checks():
    one, two = passwords.hash_password("demo-Sales-2026"), passwords.hash_password("demo-Sales-2026")

    assert one.startswith("$argon2id$")
    assert one != two
    assert passwords.matches(one, "demo-Sales-2026")
    for stored, password in ((one, "demo-Sales-2027"), (None, "demo-Sales-2026"), ("!", "demo-Sales-2026")):
        assert passwords.matches(stored, password) is False


def test_a_hash_is_outdated_where_it_costs_less_than_todays():
    assert passwords.is_outdated(PasswordHasher(time_cost=1, memory_cost=1024).hash("demo-Sales-2026"))
    assert passwords.is_outdated(passwords.hash_password("demo-Sales-2026")) is False


def test_a_hash_costs_a_thief_enough_and_two_hundred_people_no_more_than_they_can_wait():
    assert (passwords.TIMES, passwords.KILOBYTES, passwords.LANES) == (2, 19456, 1)
