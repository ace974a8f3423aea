"""What somebody was to do for a customer goes to who may do it, in the act that takes it from them (R47, F23)."""

from datetime import timedelta

import pytest

from salesapp.accounts.people.actions import close_user
from salesapp.activities.tasks.models import Task
from salesapp.customers import access as customers
from salesapp.customers.ownership import actions as ownership
from salesapp.customers.ownership.rules import OwnershipRefused
from salesapp.opportunities import actions as opportunities
from salesapp.opportunities.ownership import actions as owners
from tests.activities.factories import NOW, make_record, promise
from tests.customers.factories import make_customer
from tests.opportunities.factories import make_opportunity
from tests.work.factories import differences, todo

pytestmark = pytest.mark.usefixtures("frozen_clock")
DAY = timedelta(days=1)


def kinds(user) -> list[str]:
    """What stands on a person's day tomorrow."""
    return sorted(line.kind for line in todo(user, NOW + DAY))


def task_of(user, customer, session) -> Task:
    """A task of somebody about a customer."""
    task = Task(
        kind="general", title="寄样品", due_at=NOW + DAY, customer_id=customer.id, assignee_id=user.id, created_at=NOW
    )  # fmt: skip
    session.add(task)
    session.commit()
    return task


def test_letters_and_next_contacts_go_with_a_customer_to_its_new_owner(cast, db_session):
    customer = make_customer(cast.lin)
    make_record(cast.lin, customer=customer, is_first=True, next_at=NOW + DAY)
    assert kinds(cast.lin) == ["next_contact", "thank_you"] and kinds(cast.fang) == []
    ownership.hand_over(customer, cast.fang, by=cast.xu, at=NOW, reason="调区")
    assert kinds(cast.lin) == [] and kinds(cast.fang) == ["next_contact", "thank_you"]
    assert differences(NOW) == 0


def test_who_still_answers_for_an_opportunity_goes_on_seeing_its_customer(cast, db_session):
    opportunity = make_opportunity(cast.lin)
    ownership.hand_over(opportunity.customer, cast.fang, by=cast.xu, at=NOW, reason="调区", along=())
    assert opportunity.owner_id == cast.lin.id and customers.sees(opportunity.customer_id, cast.lin)
    with pytest.raises(OwnershipRefused, match="商机"):
        ownership.stop_sharing(opportunity.customer, cast.lin.id, by=cast.fang, at=NOW)


def test_an_opportunity_takes_its_customer_along_to_its_new_owner(cast, db_session):
    opportunity = make_opportunity(cast.lin)
    owners.hand_over(opportunity, cast.fang, by=cast.xu, at=NOW, reason="调岗")
    db_session.commit()
    assert customers.sees(opportunity.customer_id, cast.fang)
    assert kinds(cast.lin) == []


def test_the_tasks_of_who_no_longer_works_along_go_to_the_owner(cast, db_session):
    customer = make_customer(cast.lin)
    ownership.share(customer, cast.he, by=cast.lin, at=NOW)
    task = task_of(cast.he, customer, db_session)
    ownership.stop_sharing(customer, cast.he.id, by=cast.lin, at=NOW)
    assert kinds(cast.he) == [] and kinds(cast.lin) == ["task"] and task.assignee_id == cast.lin.id


def test_so_do_those_of_who_worked_along_on_an_opportunity(cast, db_session):
    opportunity = make_opportunity(cast.lin)
    opportunities.share(opportunity, [cast.he.id], by=cast.lin, at=NOW)
    task_of(cast.he, opportunity.customer, db_session)
    assert kinds(cast.he) == ["task"]
    opportunities.share(opportunity, [], by=cast.lin, at=NOW)
    assert kinds(cast.he) == [] and "task" in kinds(cast.lin)


def test_who_leaves_leaves_tasks_to_a_successor_or_to_the_owner_of_a_customer_unseen_by_that_one(
    cast, db_session
):
    theirs, own = make_customer(cast.fang), make_customer(cast.lin)
    ownership.share(theirs, cast.lin, by=cast.fang, at=NOW)
    for customer in (theirs, own):
        task_of(cast.lin, customer, db_session)
    apart = {"customer_shares": cast.he.id}
    close_user(cast.lin, successor=cast.chen.id, apart=apart, by=cast.admin, at=NOW)
    assert kinds(cast.fang) == ["task"] and kinds(cast.chen) == ["task"]
    assert differences(NOW) == 0


@pytest.mark.parametrize("keeps", [False, True])
def test_promises_go_to_the_new_owner_unless_their_author_goes_on_working_there(cast, db_session, keeps):
    customer = make_customer(cast.lin)
    make_record(cast.lin, customer=customer, promises=[promise(due_on=NOW.date())], next_at=NOW + 9 * DAY)
    assert kinds(cast.lin) == ["promise"]
    ownership.hand_over(customer, cast.fang, by=cast.xu, at=NOW, reason="调区", keeps_reader=keeps)
    assert (kinds(cast.lin), kinds(cast.fang)) == ((["promise"], []) if keeps else ([], ["promise"]))
    assert differences(NOW) == 0
