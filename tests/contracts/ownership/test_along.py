"""A customer changes hands, and what hangs on it goes along: nothing falls between two people (3.1, F23)."""

from datetime import timedelta

import pytest

from salesapp.accounts.belongings import queries as belongings
from salesapp.activities.tasks.models import Task
from salesapp.contracts import access as contracts
from salesapp.contracts.page import steps
from salesapp.customers import access as customers
from salesapp.customers.ownership import actions as ownership
from salesapp.db import db
from salesapp.opportunities.access import visible_to
from salesapp.opportunities.models import Opportunity
from salesapp.trail.models import AuditEntry
from tests.contracts.factories import NOW, make_contract, make_opportunity, send, submit
from tests.support.factories import asked
from tests.work.factories import differences

pytestmark = pytest.mark.usefixtures("frozen_clock")


def task_of(user, customer, kind="next_contact") -> Task:
    task = Task(
        kind=kind, title="送报价", due_at=NOW + timedelta(days=1), customer_id=customer.id, assignee_id=user.id,
        created_at=NOW,
    )  # fmt: skip
    db.session.add(task)
    db.session.commit()
    return task


@pytest.fixture
def deal(cast):
    """A contract of lin with its opportunity, its customer, a next contact and a task."""
    contract = make_contract(cast.lin)
    contract.tasks_of = [task_of(cast.lin, contract.customer, kind) for kind in ("next_contact", "general")]
    return contract


def give(customer, cast, **more):
    ownership.hand_over(customer, cast.fang, by=cast.xu, at=NOW, reason="调区", **more)
    db.session.commit()


def test_everything_goes_along_unless_somebody_unticks_it(deal, cast):
    give(deal.customer, cast)
    assert deal.opportunity.owner_id == deal.owner_id == cast.fang.id
    assert {task.assignee_id for task in deal.tasks_of} == {cast.fang.id}
    assert not customers.sees(deal.customer_id, cast.lin) and not contracts.sees(deal.id, cast.lin)
    (step,) = deal.owner_changes
    assert (step.from_id, step.to_id, step.by_id, step.reason) == (
        cast.lin.id,
        cast.fang.id,
        cast.xu.id,
        "调区",
    )
    assert deal.opportunity.grade_changes[-1].reason == "调区"
    assert differences(NOW) == 0


def test_who_drew_a_contract_up_stays_told_when_it_changes_hands(deal, cast):
    before = steps(deal)[0]
    give(deal.customer, cast)
    assert deal.owner_id == cast.fang.id
    assert steps(deal)[0] == before and before[1].endswith(cast.lin.name)


def test_what_stays_behind_keeps_its_owner_who_goes_on_seeing_the_customer(deal, cast):
    give(deal.customer, cast, along=["opportunities"])
    assert (deal.opportunity.owner_id, deal.owner_id) == (cast.fang.id, cast.lin.id)
    assert {task.assignee_id for task in deal.tasks_of} == {cast.lin.id}
    assert customers.sees(deal.customer_id, cast.lin) and contracts.sees(deal.id, cast.fang)


def test_the_former_owner_goes_on_reading_where_wanted(deal, cast):
    give(deal.customer, cast, keeps_reader=True)
    assert customers.sees(deal.customer_id, cast.lin)
    assert deal.customer.collaborations[0].note == "原责任人"


def test_the_owner_of_a_customer_sees_what_colleagues_have_there(deal, cast, sign_in):
    give(deal.customer, cast, along=[])
    seen = db.session.scalars(visible_to(cast.fang).where(Opportunity.id == deal.opportunity_id)).all()
    assert seen == [deal.opportunity]
    page = sign_in("fang").get(f"/customers/{deal.customer_id}").text
    assert deal.opportunity.name in page and deal.number in page
    assert sign_in("fang").get(f"/contracts/{deal.id}").status_code == 200


def test_the_supervisor_of_another_team_sees_nothing_of_it(deal, cast):
    give(deal.customer, cast, along=[])
    assert not contracts.sees(deal.id, cast.ma) and not contracts.sees(deal.id, cast.chen)


def test_signed_and_running_contracts_go_with_their_hand_off(cast):
    contract = send(make_contract(cast.lin), cast)
    give(contract.customer, cast)
    assert contract.owner_id == cast.fang.id
    assert contract.handoff.sent_by_id == contract.submitted_by_id == cast.lin.id
    assert contract.signature.by_id == cast.lin.id


def test_what_is_over_keeps_its_owner(cast):
    contract = make_contract(cast.lin)
    contract.void("作废", by=cast.lin, at=NOW)
    lost = make_opportunity(cast.lin, customer=contract.customer)
    lost.status = "lost"
    db.session.commit()
    give(contract.customer, cast)
    assert contract.owner_id == lost.owner_id == cast.lin.id


def test_an_approval_goes_on_in_the_new_name(cast):
    contract = submit(make_contract(cast.lin))
    give(contract.customer, cast)
    assert contract.status == "approving"
    assert contract.latest_round.owner_id == cast.fang.id
    assert cast.fang.id in contract.latest_round.barred


def test_where_the_new_owner_decides_in_it_the_round_ends(cast):
    contract = submit(make_contract(cast.lin))
    ownership.hand_over(contract.customer, cast.xu, by=cast.tang, at=NOW, reason="大客户")
    db.session.commit()
    db.session.refresh(contract)
    assert (contract.status, contract.latest_round.outcome) == ("checking", "lapsed")
    assert cast.xu.name in contract.latest_round.ended_because


def test_every_step_stands_in_the_trail(deal, cast):
    give(deal.customer, cast)
    told = {
        entry.object_type
        for entry in db.session.query(AuditEntry).filter(AuditEntry.changes.contains("owner_id"))
    }
    assert {"customer", "opportunity", "contract"} <= told


def test_who_waits_for_support_is_the_new_owner(cast):
    customer = make_contract(cast.lin).customer
    request = asked(cast.lin, record=customer)
    give(customer, cast)
    assert request.asked_by == cast.fang
    assert "support_asked" in {
        heap.name for heap in belongings.of_record(("customer", customer.id), cast.fang.id)
    }
