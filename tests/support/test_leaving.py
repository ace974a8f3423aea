"""The last of a department leaves it: what was asked of the department goes to somebody, never to nobody (R9, R64)."""

import pytest
from sqlalchemy import select

from salesapp.accounts.belongings import queries as belongings
from salesapp.accounts.people.actions import change_user, close_user
from salesapp.accounts.rules import AccountRefused
from salesapp.customers.ownership.actions import share
from salesapp.db import db
from salesapp.support import actions
from salesapp.support.rules import Status
from salesapp.work.models import WorkItem
from tests.customers.factories import make_customer
from tests.support.factories import NOW, asked

pytestmark = pytest.mark.usefixtures("frozen_clock")
NOBODY, STAYS = 0, -1


def change(user, cast, **changes):
    kept = {"name": user.name, "role": user.role, "team_id": user.team_id, "email": user.email, "phone": None}
    change_user(user, **kept | changes, by=cast.admin, at=NOW)
    db.session.commit()


def heaps(user) -> set[str]:
    return {heap.name for heap in belongings.of_person(user.id)}


def asked_people(request) -> list[tuple]:
    """Return of whom the open row of a request is asked."""
    db.session.commit()
    rows = select(WorkItem).where(WorkItem.kind == "support", WorkItem.subject_id == request.id)
    return [(row.user_id, row.role) for row in db.session.scalars(rows.where(WorkItem.done_at.is_(None)))]


def test_what_is_asked_of_a_department_hangs_on_its_last_member(cast):
    asked(cast.lin)
    assert heaps(cast.he) == {"support_of_role"}
    cast.gao.role = "tech"
    db.session.commit()
    assert heaps(cast.he) == heaps(cast.gao) == set()


def test_who_asked_is_nobody_to_answer(cast):
    cast.gao.role = "director"
    asked(cast.tang, role="director")
    assert heaps(cast.gao) == {"support_of_role"} and heaps(cast.tang) == {"customers", "support_asked"}


def test_what_somebody_took_on_is_theirs(cast):
    request = asked(cast.lin)
    actions.accept(request, by=cast.he, at=NOW)
    db.session.commit()
    assert heaps(cast.he) == {"support_given"}


def test_an_account_is_not_closed_over_it(cast):
    request = asked(cast.lin)
    with pytest.raises(AccountRefused, match="只有此人能答的支持.*1"):
        close_user(cast.he, by=cast.admin, at=NOW)
    close_user(cast.he, successor=cast.zheng.id, by=cast.admin, at=NOW)
    assert (request.status, request.role, request.asked) == (Status.ASKED, "finance", cast.zheng)
    assert asked_people(request) == [(cast.zheng.id, None)]


def test_without_a_successor_the_directors_are_asked(cast):
    request = asked(cast.lin)
    close_user(cast.he, successor=NOBODY, by=cast.admin, at=NOW)
    assert asked_people(request) == [(None, "director")]
    with pytest.raises(AccountRefused, match="只有此人能答的支持"):
        close_user(cast.tang, by=cast.admin, at=NOW)


def test_nobody_of_another_department_takes_it_without_helping(cast):
    asked(cast.lin)
    with pytest.raises(AccountRefused, match="只有此人能答的支持"):
        close_user(cast.he, successor=cast.lin.id, by=cast.admin, at=NOW)


def test_where_no_director_is_left_the_asker_learns_it(cast):
    request = asked(cast.lin, role="director")
    close_user(cast.tang, successor=NOBODY, by=cast.admin, at=NOW)
    assert request.status == Status.REFUSED and asked_people(request) == []


def test_it_does_not_go_along_into_another_role(cast):
    request = asked(cast.lin)
    change(cast.he, cast, phone="0512")  # the same role: nothing is asked
    with pytest.raises(AccountRefused, match="只有此人能答的支持"):
        change(cast.he, cast, role="service", successor=STAYS)
    change(cast.he, cast, role="service", successor=NOBODY)
    assert asked_people(request) == [(None, "director")]


def test_it_stays_where_only_the_team_changes(cast):
    request = asked(cast.lin)
    change(cast.he, cast, team_id=cast.xu.team_id)
    assert asked_people(request) == [(None, "tech")] and heaps(cast.he) == {"support_of_role"}


def test_the_page_names_it_and_who_may_take_it(cast, sign_in):
    asked(cast.lin)
    page = sign_in("admin").get(f"/settings/users/{cast.he.id}/closures/new").text
    assert "只有此人能答的支持（否则由总监答复）" in page
    part = page.split('name="apart_support_of_role"')[1].split("</select>")[0]
    assert cast.zheng.name in part and cast.tang.name in part and cast.lin.name not in part
    page = sign_in("admin").get(f"/settings/users/{cast.he.id}").text
    assert "留在本人" not in page.split('name="apart_support_of_role"')[1].split("</select>")[0]


def test_who_gets_the_answer_now_is_not_the_one_to_give_it(cast):
    customer = make_customer(cast.lin)
    share(customer, cast.fang, by=cast.lin, at=NOW)
    db.session.commit()
    request = asked(cast.fang, record=customer, role="director")
    customer.owner = cast.tang
    db.session.commit()
    close_user(cast.fang, successor=NOBODY, by=cast.admin, at=NOW)
    assert request.asked_by is cast.tang and request.status == Status.REFUSED
    assert asked_people(request) == []
