"""When a password that was given holds an approval back, and who may vouch."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from salesapp.approvals.resets import rules
from salesapp.approvals.rules import ApprovalRefused

GIVEN = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
DAY = timedelta(hours=24)


@pytest.mark.parametrize(
    ("passed", "confirmed", "held"),
    [
        (timedelta(0), False, True),
        (DAY - timedelta(microseconds=1), False, True),
        (DAY, False, False),
        (timedelta(0), True, False),
    ],
)
def test_a_given_password_holds_for_a_day_unless_somebody_vouches(passed, confirmed, held):
    assert rules.is_held(GIVEN, confirmed=confirmed, at=GIVEN + passed) == held
    if held:
        rules.check_open(GIVEN, confirmed=confirmed, at=GIVEN + passed)
    else:
        with pytest.raises(ApprovalRefused, match="Nothing is held back"):
            rules.check_open(GIVEN, confirmed=confirmed, at=GIVEN + passed)


def people(*roles: str) -> list:
    return [SimpleNamespace(id=number, role=role) for number, role in enumerate(roles, 1)]


@pytest.mark.parametrize(
    ("roles", "person", "giver", "ids"),
    [
        (("admin", "admin", "director"), 9, 1, [2]),
        (("admin", "director", "director"), 9, 1, [2, 3]),
        (("admin", "director", "director"), 2, 1, [3]),
        (("admin", "director"), 2, 1, []),
        (("admin", "admin", "director"), 2, 1, [3]),
        (("admin", "director"), 9, None, [1]),
    ],
)
def test_another_administrator_vouches_or_else_a_director_and_never_the_two_concerned(
    roles, person, giver, ids
):
    found = rules.vouchers(people(*roles), person_id=person, given_by_id=giver)
    assert [one.id for one in found] == ids


def test_whoever_is_not_asked_does_not_vouch():
    rules.check_voucher(2, [2, 3])
    with pytest.raises(rules.NotYours, match="second administrator"):
        rules.check_voucher(1, [2, 3])


def test_the_refusal_says_who_until_when_and_who_can_help():
    words = {"giver": "管理员", "given": "11-23 09:00", "until": "11-24 09:00"}
    said = rules.held_words(**words, vouching=["唐*", "马*"])
    assert said.startswith("Your password was given by 管理员 on 11-23 09:00: until 11-24 09:00")
    assert "唐*, 马* can confirm" in said
    assert "confirm" not in rules.held_words(**words, vouching=[])
