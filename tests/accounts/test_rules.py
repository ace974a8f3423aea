from datetime import UTC, datetime, timedelta

import pytest

from salesapp.accounts import passwords
from salesapp.accounts.rules import (
    AccountRefused,
    PasswordRefused,
    check_password,
    check_place,
    check_username,
    is_too_old,
    lock_after,
    locked_for,
    locked_sentence,
)

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
        "aB3" + "x" * 198,
    ],
)
def test_an_easy_password_is_refused(password):
    with pytest.raises(PasswordRefused) as refusal:
        check_password(password, username="chen", name="陈*", field="new")

    assert refusal.value.field == "new"


def test_the_chinese_name_counts_as_name_and_two_latin_letters_do_not():
    with pytest.raises(PasswordRefused):
        check_password("欧阳娜娜-Abc-12", username="oynn", name="欧阳娜娜")
    check_password("Humane-Life-7", username="ma", name="马*")


def test_suggested_first_passwords_pass_the_policy_and_differ():
    found = {passwords.suggest() for _ in range(50)}

    assert len(found) == 50
    for password in found:
        check_password(password, username="lin", name="林*")


def test_the_fifth_wrong_password_locks_for_a_quarter_of_an_hour():
    assert lock_after(4, limit=5, minutes=15, at=AT) is None
    assert lock_after(5, limit=5, minutes=15, at=AT) == AT + timedelta(minutes=15)


def test_a_lock_ends_on_the_second():
    until = AT + timedelta(minutes=15)

    assert locked_for(until, at=AT) == timedelta(minutes=15)
    assert locked_for(until, at=until - timedelta(seconds=1)) == timedelta(seconds=1)
    assert locked_for(until, at=until) is None
    assert locked_for(None, at=AT) is None


@pytest.mark.parametrize(("left", "minutes"), [(1, "1 "), (60, "1 "), (61, "2 "), (900, "15 ")])
def test_the_time_left_is_said_in_minutes_rounded_up(left, minutes):
    assert f"for {minutes}minute" in locked_sentence(timedelta(seconds=left))


def test_a_password_grows_old_only_where_the_team_says_so():
    assert not is_too_old(AT - timedelta(days=1000), days=0, at=AT)
    assert not is_too_old(AT - timedelta(days=89), days=90, at=AT)
    assert is_too_old(AT - timedelta(days=90), days=90, at=AT)
    assert is_too_old(None, days=90, at=AT)


@pytest.mark.parametrize(("raw", "name"), [("lin", "lin"), (" Lin.Wei-2 ", "lin.wei-2"), ("a_b", "a_b")])
def test_a_sign_in_name_is_small_letters(raw, name):
    assert check_username(raw) == name


@pytest.mark.parametrize("raw", ["", "a", "1abc", "林", "a b", "a/b", "x" * 41, "<script>", "a'--"])
def test_other_sign_in_names_are_refused(raw):
    with pytest.raises(AccountRefused) as refusal:
        check_username(raw)

    assert refusal.value.field == "username"


@pytest.mark.parametrize("role", ["rep", "supervisor"])
def test_sales_people_belong_to_a_team(role):
    with pytest.raises(AccountRefused) as refusal:
        check_place(role, None)

    assert refusal.value.field == "team_id"
    check_place(role, 1)


def test_others_need_no_team_and_unknown_roles_are_refused():
    check_place("director", None)
    with pytest.raises(AccountRefused):
        check_place("king", 1)


def test_a_hash_is_argon2id_salted_and_checks():
    one, two = passwords.hash_password("demo-Sales-2026"), passwords.hash_password("demo-Sales-2026")

    assert one.startswith("$argon2id$")
    assert one != two
    assert passwords.matches(one, "demo-Sales-2026")
    assert not passwords.matches(one, "demo-Sales-2027")
    assert not passwords.matches(None, "demo-Sales-2026")
    assert not passwords.matches("!", "demo-Sales-2026")
    assert not passwords.is_outdated(one)
