"""Tasks that people give each other: whoever is offered is accepted, and both sides can follow them."""

import re

import pytest
from sqlalchemy import select

from salesapp.activities.tasks import queries
from salesapp.activities.tasks.models import Task
from salesapp.web import clock
from tests.customers.factories import make_customer

ADDRESS = "/activities/tasks"


def page(response) -> str:
    return response.get_data(as_text=True)


def give(client, to, **values):
    data = {"title": "寄样品", "due_at": "2026-11-24T10:00", "assignee_id": to}
    return client.post(ADDRESS, data=data | values)


def offered(text: str) -> list[int]:
    picker = re.search(r'<select[^>]*name="assignee_id".*?</select>', text, re.S)[0]
    return [int(each) for each in re.findall(r'<option[^>]*value="(\d+)"', picker)]


@pytest.mark.parametrize("giver", ["lin", "xu", "he", "tang", "gao"])
def test_everybody_whom_the_form_offers_is_accepted(cast, db_session, sign_in, giver):
    client = sign_in(giver)
    people = offered(page(client.get(f"{ADDRESS}/new")))
    assert len(people) > 2
    for person in people:
        assert give(client, person).status_code == 303
    assert sorted(db_session.scalars(select(Task.assignee_id))) == sorted(people)


@pytest.mark.parametrize("giver", ["lin", "xu", "tang"])
def test_so_is_everybody_to_whom_a_task_can_be_handed(cast, db_session, sign_in, giver):
    client = sign_in(giver)
    give(client, getattr(cast, giver).id)
    task = db_session.scalar(select(Task))
    people = offered(page(client.get(ADDRESS)))
    assert people
    for person in people:
        assert client.post(f"{ADDRESS}/{task.id}/assignment", data={"assignee_id": person}).status_code == 303
        assert db_session.get(Task, task.id).assignee_id == person


def test_other_teams_closed_accounts_and_who_has_no_tasks_are_neither_offered_nor_accepted(
    cast, db_session, sign_in
):
    cast.fang.active = False
    cast.admin.team_id = cast.lin.team_id
    client = sign_in("lin")
    people = offered(page(client.get(f"{ADDRESS}/new")))
    for person in (cast.fang, cast.admin, cast.chen):
        assert person.id not in people
        assert queries.colleague(person.id, cast.lin) is None
        assert give(client, person.id).status_code == 422
    assert db_session.scalar(select(Task)) is None


def test_who_gave_a_task_follows_it_and_who_does_it_reads_from_whom(cast, db_session, sign_in):
    lin = sign_in("lin")
    give(lin, cast.he.id)
    task = db_session.scalar(select(Task))
    assert "寄样品" not in page(lin.get(ADDRESS))
    given = page(lin.get(f"{ADDRESS}?who=given"))
    assert "我交出的" in given and "寄样品" in given and cast.he.name in given
    helper = sign_in("he")
    assert f"来自 {cast.lin.name}" in page(helper.get(ADDRESS))
    helper.post(f"{ADDRESS}/{task.id}/completion")
    assert "寄样品" not in page(lin.get(f"{ADDRESS}?who=given"))
    assert "寄样品" in page(lin.get(f"{ADDRESS}?who=given&state=done"))


def test_ones_own_tasks_come_from_nobody_and_are_given_to_nobody(cast, db_session, sign_in):
    client = sign_in("lin")
    give(client, cast.lin.id)
    assert "来自" not in page(client.get(ADDRESS))
    assert "寄样品" not in page(client.get(f"{ADDRESS}?who=given"))


def test_a_task_names_its_customer_but_leads_there_only_whoever_sees_it(cast, db_session, sign_in):
    customer = make_customer(cast.lin)
    lin = sign_in("lin")
    give(lin, cast.he.id, customer_id=customer.id)
    link = f'href="/customers/{customer.id}"'
    assert link in page(lin.get(f"{ADDRESS}?who=given"))
    shown = page(sign_in("he").get(ADDRESS))
    assert (customer.short_name or customer.full_name) in shown and link not in shown


def test_the_day_leads_to_the_task_also_where_its_customer_is_not_seen(cast, db_session, sign_in, at):
    customer = make_customer(cast.lin)
    give(sign_in("lin"), cast.he.id, customer_id=customer.id)
    task = db_session.scalar(select(Task))
    with clock.frozen(at(2026, 11, 24, 9, 30)):
        helper = sign_in("he")
        shown = helper.get("/").get_data(as_text=True)
        assert f'href="/activities/tasks/{task.id}"' in shown
        assert f'href="/customers/{customer.id}"' not in shown
        assert f'id="task-{task.id}"' in helper.get(ADDRESS).get_data(as_text=True)


def test_only_leaders_look_at_the_tasks_of_everybody(cast, db_session, sign_in):
    give(sign_in("fang"), cast.fang.id)
    assert "寄样品" in page(sign_in("xu").get(f"{ADDRESS}?who=team"))
    assert "寄样品" not in page(sign_in("lin").get(f"{ADDRESS}?who=team"))
