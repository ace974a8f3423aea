"""Whose word a file waits for (F06)."""

import pytest

from salesapp.opportunities.decisions.rules import decided_by


@pytest.mark.parametrize("director_too", [True, False])
@pytest.mark.parametrize("grade", ["A", "B", ""])
def test_a_file_waits_for_the_supervisor_of_its_team(grade, director_too):
    assert decided_by(grade, director_too=director_too) == {"supervisor"}


def test_a_file_of_grade_s_waits_for_the_director_too_where_the_setting_says_so():
    assert decided_by("S", director_too=True) == {"supervisor", "director"}
    assert decided_by("S", director_too=False) == {"supervisor"}
