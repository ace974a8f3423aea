"""What hangs on a person or on a record: by kind, counted and named."""

from datetime import timedelta

import pytest

from salesapp.activities.tasks.actions import create_task
from salesapp.customers.ownership.actions import share
from salesapp.db import db
from salesapp.opportunities.rules import Status
from salesapp.work.hanging import page
from salesapp.work.hanging.cli import hanging_command
from tests.activities.factories import NOW
from tests.contracts.factories import check, make_contract, submit
from tests.customers.factories import make_customer
from tests.opportunities.factories import make_opportunity

DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("frozen_clock")


def on_person(user) -> dict[str, tuple[int, list[str]]]:
    """Return what hangs on a person: how much and where it opens, by kind."""
    return _plain(page.on_person(user.id, NOW))


def on_record(kind, record) -> dict[str, tuple[int, list[str]]]:
    """Return what hangs on a record."""
    return _plain(page.on_record(kind, record.id, NOW))


def _plain(groups):
    return {group.kind: (group.count, [thing.url for thing in group.things]) for group in groups}


def task(by, **values):
    """Open a task."""
    db.session.flush()
    values = {"title": "要一份样品", "due_at": NOW + DAY} | values
    made = create_task(values, by=by, at=NOW)
    db.session.commit()
    return made


def test_nothing_hangs_on_who_has_nothing(cast):
    assert page.on_person(cast.fang.id, NOW) == []
    assert page.on_record("customer", 987654, NOW) == []


def test_records_shares_and_work_hang_on_a_person(cast):
    own, shared = make_customer(cast.lin), make_customer(cast.fang)
    share(shared, cast.lin, by=cast.fang, at=NOW)
    opportunity = make_opportunity(cast.lin, customer=own)
    contract = make_contract(cast.lin, opportunity=opportunity)
    todo = task(cast.lin, customer_id=own.id, assignee_id=cast.fang.id)
    hanging = on_person(cast.lin)
    (decision,) = hanging.pop("submissions")[1]
    assert decision.startswith("/approvals/")
    assert hanging == {
        "customers": (1, [f"/customers/{own.id}"]),
        "customer_shares": (1, [f"/customers/{shared.id}"]),
        "opportunities": (1, [f"/opportunities/{opportunity.id}"]),
        "follow_up": (1, [f"/opportunities/{opportunity.id}"]),
        "contracts": (1, [f"/contracts/{contract.id}"]),
        "checklist": (1, [f"/contracts/{contract.id}"]),
    }
    assert on_person(cast.fang)["task"] == (1, [f"/activities/tasks/{todo.id}"])


def test_what_has_ended_hangs_on_nobody(cast):
    opportunity = make_opportunity(cast.lin)
    todo = task(cast.lin, opportunity_id=opportunity.id)
    assert on_record("customer", opportunity.customer).keys() >= {"opportunities", "follow_up", "task"}
    opportunity.status = Status.LOST
    todo.finish(by=cast.lin, at=NOW)
    db.session.commit()
    assert on_record("customer", opportunity.customer) == {}
    assert on_person(cast.lin).keys() == {"customers", "submissions"}


def test_on_a_customer_hangs_what_hangs_on_its_opportunities_and_contracts(cast):
    contract = check(make_contract(cast.lin))
    submit(contract)
    todo = task(cast.lin, opportunity_id=contract.opportunity_id)
    task(cast.lin, customer_id=make_customer(cast.lin).id)
    db.session.commit()
    on_customer = on_record("customer", contract.customer)
    approval = page.on_record("contract", contract.id, NOW)
    assert {group.kind for group in approval} == {"submissions", "approval"}
    assert on_customer.keys() == {
        "opportunities",
        "follow_up",
        "contracts",
        "submissions",
        "approval",
        "task",
    }
    assert on_record("opportunity", contract.opportunity).keys() == on_customer.keys() - {"opportunities"}
    assert on_customer["task"] == (1, [f"/activities/tasks/{todo.id}"])
    assert todo.opportunity_id == contract.opportunity_id


def test_of_many_the_first_are_named_and_all_are_counted(cast):
    for number in range(3):
        task(cast.lin, title=f"第{number}件", due_at=NOW + (3 - number) * DAY)
    (group,) = page.on_person(cast.lin.id, NOW, size=2)
    assert (group.label, group.count) == ("待办", 3)
    assert [thing.subject for thing in group.things] == ["第2件", "第1件"]
    assert {thing.user_id for thing in group.things} == {cast.lin.id}


def test_it_costs_few_statements(cast, count_queries):
    contract = make_contract(cast.lin)
    customer_id = contract.customer_id
    db.session.commit()
    with count_queries() as counted:
        groups = page.on_record("customer", customer_id, NOW)
    assert len(groups) == 6
    assert counted.total <= 8, (
        counted.statements
    )  # two that count, two that name, and what lines of follow-ups ask


def test_the_shell_lists_it_too(app, cast):
    task(cast.lin)
    shell = app.test_cli_runner()
    assert "待办: 1\n  要一份样品  /activities/tasks" in shell.invoke(hanging_command, ["lin"]).output
    assert shell.invoke(hanging_command, ["customer", "987654"]).output == ""
    assert "没有登录名为 nobody 的人员" in shell.invoke(hanging_command, ["nobody"]).output
