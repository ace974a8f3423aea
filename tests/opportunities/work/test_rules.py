"""Whose word a file waits for (F06)."""

import pytest

from salesapp.opportunities.work.rules import decided_by


@pytest.mark.parametrize("grade", ["A", "B", ""])
def test_a_file_waits_for_the_supervisor_of_its_team(grade):
    assert list(decided_by(grade, 3)) == [("supervisor", 3)]
    assert list(decided_by(grade, None)) == []


def test_a_file_of_grade_s_waits_for_the_director_too():
    assert list(decided_by("S", 3)) == [("supervisor", 3), ("director", None)]
    assert list(decided_by("S", None)) == [("director", None)]
