"""On whose day a late hand-off stands (R41)."""

from salesapp.contracts.work.rules import told_of


def test_a_late_hand_off_is_told_to_the_teams_supervisor_and_every_director():
    assert list(told_of(3)) == [("supervisor", 3), ("director", None)]
    assert list(told_of(0)) == [("supervisor", 0), ("director", None)]


def test_without_a_team_the_directors_alone_are_told():
    assert list(told_of(None)) == [("director", None)]
