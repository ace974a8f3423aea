"""Which sign-in names and places in the house an account may have."""

import pytest

from salesapp.accounts.people.rules import check_place, check_username
from salesapp.accounts.rules import AccountRefused


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
    with pytest.raises(AccountRefused) as refusal:
        check_place("king", 1)
    assert refusal.value.field == "role"
