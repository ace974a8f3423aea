"""Where each role stands in the way of an approval, and whose step waits for whom (3.6b)."""

from decimal import Decimal

import pytest

from salesapp.contracts.approval.rules import may_decide, plan, route_words
from salesapp.policies.rules import Band
from salesapp.rights.rules import Role

EVERYBODY = (Role.DIRECTOR, Role.SERVICE, Role.TECH, Role.FINANCE, Role.LEGAL, Role.SUPERVISOR)


def places(*roles: Role) -> list[tuple[int, str]]:
    steps = plan(Decimal(1), bands=(Band(None, roles),), nonstandard=False)
    return [(step.seq, step.role) for step in steps]


def test_departments_decide_side_by_side_between_supervisor_and_director():
    assert places(*EVERYBODY) == [
        (1, "supervisor"), (2, "legal"), (2, "finance"), (2, "tech"), (2, "service"), (3, "director"),
    ]  # fmt: skip


@pytest.mark.parametrize("department", [Role.LEGAL, Role.FINANCE, Role.TECH, Role.SERVICE])
def test_each_department_stands_before_the_director_and_after_the_supervisor(department):
    assert places(Role.DIRECTOR, department) == [(1, department), (2, "director")]
    assert places(department, Role.SUPERVISOR) == [(1, "supervisor"), (2, department)]


def test_places_that_nobody_fills_are_closed_up():
    assert places(Role.DIRECTOR, Role.SUPERVISOR) == [(1, "supervisor"), (2, "director")]
    steps = plan(Decimal(1), bands=(Band(None, EVERYBODY),), nonstandard=False)
    assert route_words(steps).count("→") == 2


@pytest.mark.parametrize(
    ("team_id", "user_team_id", "may"),
    [(1, 1, True), (1, 2, False), (1, None, False), (None, 1, True), (None, None, True)],
)
def test_a_supervisors_step_without_a_team_waits_for_any_supervisor(team_id, user_team_id, may):
    assert (
        may_decide(role="supervisor", team_id=team_id, user_role="supervisor", user_team_id=user_team_id)
        is may
    )
    assert not may_decide(role="supervisor", team_id=team_id, user_role="director", user_team_id=user_team_id)
