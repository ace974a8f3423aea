"""Which approving roles are vacant, without a database."""

from salesapp.approvals.vacancies.rules import Filled, vacancies
from salesapp.rights.rules import Role

REP, XU, TANG = Filled("rep", 1, "一组"), Filled("supervisor", 1, "一组"), Filled("director")


def test_only_roles_that_are_asked_are_vacant():
    assert vacancies({Role.LEGAL}, [XU]).roles == (Role.LEGAL,)
    assert vacancies({Role.LEGAL}, [XU, Filled("legal")]).roles == ()
    assert vacancies({Role.FINANCE}, [REP, Filled("finance")]).teams == ()


def test_a_team_of_sales_people_without_a_supervisor_is_named_and_needs_the_director():
    asked = {Role.SUPERVISOR}
    assert vacancies(asked, [REP, XU, TANG]).teams == ()
    found = vacancies(asked, [REP, TANG, Filled("supervisor", 2, "二组")])
    assert (found.roles, found.teams) == ((), ("一组",))
    assert vacancies(asked, [REP, XU]).roles == (Role.DIRECTOR,)


def test_others_of_a_team_are_not_led_by_a_supervisor():
    assert vacancies({Role.SUPERVISOR}, [TANG, Filled("tech", 3, "三组")]).teams == ()
