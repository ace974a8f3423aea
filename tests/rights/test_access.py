"""Who runs a record: its owner, the supervisor of the owner's team, the director; whoever helps does not."""

from types import SimpleNamespace

import pytest

from salesapp.rights.access import NotYours, check_runs, runs


def record(owner):
    return SimpleNamespace(owner=owner)


@pytest.mark.parametrize(
    ("who", "does"),
    [
        ("lin", True), ("fang", False), ("chen", False), ("xu", True), ("ma", False), ("tang", True),
        ("zheng", False), ("gao", False), ("he", False), ("lu", False), ("admin", False), ("auditor", False),
    ],
)  # fmt: skip
def test_its_owner_the_supervisor_of_the_team_and_the_director_run_a_record(cast, who, does):
    one, user = record(cast.lin), getattr(cast, who)
    assert runs(one, user) is does
    if does:
        return check_runs(one, user)
    with pytest.raises(NotYours):
        check_runs(one, user)
    return None


def test_what_nobody_owns_is_run_by_the_director(cast):
    assert [
        who for who, user in vars(cast).items() if hasattr(user, "role") and runs(record(None), user)
    ] == ["tang"]
