"""An account is closed, or moves to another team: everything open is listed and goes to successors (W02)."""

from datetime import timedelta

import pytest

from salesapp.accounts.belongings import queries as belongings
from salesapp.accounts.people.actions import change_user, close_user
from salesapp.accounts.rules import AccountRefused
from salesapp.customers import access as customers
from salesapp.customers.ownership import actions as ownership
from salesapp.db import db
from salesapp.opportunities import actions as opportunities
from salesapp.opportunities.decisions.actions import SUBJECT
from salesapp.opportunities.decisions.queries import latest
from tests.contracts.factories import NOW, make_contract, make_opportunity, send
from tests.contracts.ownership.test_along import task_of
from tests.customers.factories import make_customer
from tests.work.factories import differences

pytestmark = pytest.mark.usefixtures("frozen_clock")


def moved(user, **changes) -> dict:
    kept = {"name": user.name, "role": user.role, "team_id": user.team_id, "email": user.email, "phone": None}
    return kept | changes


@pytest.fixture
def estate(cast):
    """A contract of lin with opportunity and customer, a task at fang's customer, and shares of fang's records."""
    contract = make_contract(cast.lin)
    theirs = make_customer(cast.fang)
    ownership.share(theirs, cast.lin, by=cast.fang, at=NOW)
    contract.task = task_of(cast.lin, theirs, "general")
    contract.theirs = theirs
    contract.shared = make_opportunity(cast.fang, customer=theirs, collaborators=(cast.lin.id,))
    return contract


def test_everything_open_is_asked_about_in_one_sentence(estate, cast):
    with pytest.raises(AccountRefused) as refused:
        close_user(cast.lin, by=cast.admin, at=NOW)
    assert refused.value.field == "successor" and cast.lin.active
    for what in (
        "客户（1）",
        "商机（1）",
        "合同及其交接（1）",
        "待办（1）",
        "参与协作的客户（1）",
        "参与协作的商机（1）",
    ):
        assert what in str(refused.value)


def test_one_successor_takes_everything_and_nothing_stays(estate, cast):
    close_user(cast.lin, successor=cast.xu.id, by=cast.admin, at=NOW + timedelta(minutes=1))
    db.session.commit()
    assert estate.customer.owner_id == estate.opportunity.owner_id == estate.owner_id == cast.xu.id
    assert estate.task.assignee_id == cast.xu.id
    assert belongings.of_person(cast.lin.id) == []
    assert not any(one.user_id == cast.lin.id for one in estate.theirs.collaborations)
    assert differences(NOW) == 0


def test_several_successors_by_kind_and_by_record(estate, cast):
    second = make_customer(cast.lin)
    db.session.commit()
    apart = {f"customers-{second.id}": cast.chen.id, "tasks": cast.he.id, "customer_shares": cast.he.id}
    close_user(cast.lin, successor=cast.fang.id, apart=apart, by=cast.admin, at=NOW + timedelta(minutes=1))
    db.session.commit()
    assert (estate.customer.owner_id, second.owner_id) == (cast.fang.id, cast.chen.id)
    # who does not see the customer does not get its task: its owner does
    assert estate.task.assignee_id == cast.fang.id
    assert customers.sees(estate.theirs.id, cast.he)


@pytest.mark.parametrize("who", ["lin", "zheng", "auditor"])
def test_a_successor_is_somebody_else_who_can_hold_it(estate, cast, who):
    with pytest.raises(AccountRefused):
        close_user(cast.lin, successor=getattr(cast, who).id, by=cast.admin, at=NOW)
    with pytest.raises(AccountRefused):
        close_user(cast.lin, successor=0, by=cast.admin, at=NOW)
    with pytest.raises(AccountRefused):
        close_user(cast.lin, successor=-1, by=cast.admin, at=NOW)


def test_who_moves_to_another_team_is_asked_too_and_may_take_it_along(estate, cast):
    team = cast.chen.team_id
    with pytest.raises(AccountRefused):
        change_user(cast.lin, **moved(cast.lin, team_id=team), by=cast.admin, at=NOW)
    apart = {"customers": -1, "opportunities": -1, "contracts": -1}
    change_user(
        cast.lin, **moved(cast.lin, team_id=team), successor=cast.fang.id, apart=apart, by=cast.admin, at=NOW
    )
    db.session.commit()
    assert estate.owner_id == cast.lin.id and estate.task.assignee_id == cast.fang.id
    assert cast.lin.team_id == team and customers.sees(estate.customer_id, cast.ma)


def test_another_role_leaves_what_it_cannot_hold(estate, cast):
    with pytest.raises(AccountRefused, match="客户（1）"):
        change_user(cast.lin, **moved(cast.lin, role="tech"), successor=-1, by=cast.admin, at=NOW)
    change_user(cast.lin, **moved(cast.lin, role="tech"), successor=cast.fang.id, by=cast.admin, at=NOW)
    assert estate.owner_id == cast.fang.id
    assert estate.task.assignee_id == cast.lin.id  # who still works here keeps what the new role can do


def test_a_new_name_asks_nothing(estate, cast):
    change_user(cast.lin, **moved(cast.lin, name="林某"), by=cast.admin, at=NOW)
    assert estate.owner_id == cast.lin.id


def test_the_administrator_sees_what_hangs_there_by_number_and_chooses(estate, cast, sign_in):
    admin, page = sign_in("admin"), f"/settings/users/{cast.lin.id}"
    assert f"{page}/closures/new" in admin.get(page).text
    shown = admin.get(f"{page}/closures/new").text
    assert estate.number in shown and estate.customer.number in shown and "客户（1）" in shown
    assert estate.customer.full_name not in shown  # administrators see no customers
    refused = admin.post(f"{page}/closures", data={})
    assert refused.status_code == 422 and 'id="successor-error"' in refused.text
    data = {"successor": cast.fang.id, "apart_contracts": cast.xu.id, "token": "2"}
    assert admin.post(f"{page}/closures", data=data).status_code == 303
    db.session.expire_all()
    assert (estate.customer.owner_id, estate.owner_id) == (cast.fang.id, cast.xu.id)
    assert not cast.lin.active


def test_a_running_approval_is_named_before_and_says_afterwards_why_it_changed_hands(cast, sign_in):
    one = make_opportunity(cast.lin)
    db.session.commit()
    before = latest(one)
    assert before.is_running and before.submitted_by_id == cast.lin.id
    page = sign_in("admin").get(f"/settings/users/{cast.lin.id}/closures/new").text
    assert f"运行中的审批：{SUBJECT.label} {one.number}。" in page
    close_user(cast.lin, successor=cast.fang.id, by=cast.admin, at=NOW)
    db.session.commit()
    after = latest(one)
    assert (before.is_running, after.is_running, after.submitted_by_id) == (False, True, cast.fang.id)
    told = f"因账号停用，由{cast.admin.name}将其从林*转至方*。 原由林*于 "
    assert told in before.ended_because
    assert told in sign_in("fang").get(f"/approvals/{after.id}").text


def test_the_sheets_keep_the_names_of_who_signed(cast, sign_in):
    contract = send(make_contract(cast.lin), cast)
    opportunities.share(contract.opportunity, (), by=cast.lin, at=NOW)
    before = {code: signatures(code, contract, cast.tang) for code in ("F06", "F10", "F11", "F12")}
    assert all(before.values())
    ownership.hand_over(contract.customer, cast.fang, by=cast.xu, at=NOW, reason="调区")
    close_user(cast.lin, successor=cast.fang.id, by=cast.admin, at=NOW)
    db.session.commit()
    db.session.expire_all()
    assert contract.owner_id == cast.fang.id
    assert {code: signatures(code, contract, cast.tang) for code in before} == before
    assert before["F06"]["rep"] == before["F12"]["sender"] == "林*"


def signatures(code, contract, user) -> dict[str, str]:
    """Return who signed which line of a sheet."""
    from salesapp import capability

    load = next(part.sheets[code] for part in capability.installed() if code in part.sheets)
    data = load(contract.opportunity_id if code == "F06" else contract.id, user)
    return {line: signature.name for line, signature in data.signatures.items()}
