"""Whoever is wished for as owner leaves, or changes role or team, before it is decided."""

from datetime import timedelta

import pytest

from salesapp.accounts.people.actions import change_user, close_user
from salesapp.accounts.rules import AccountRefused
from salesapp.approvals import queries as approvals
from salesapp.customers.ownership.requests import actions
from salesapp.customers.ownership.requests.queries import open_of
from salesapp.db import db
from tests.contracts.factories import NOW
from tests.customers.factories import make_customer

pytestmark = pytest.mark.usefixtures("frozen_clock")
LATER = NOW + timedelta(minutes=5)
NOBODY, STAYS = 0, -1


@pytest.fixture
def wish(cast):
    """A customer of lin's that is to go to fang."""
    customer = make_customer(cast.lin)
    db.session.commit()
    made = actions.ask(customer, cast.fang, reason="区域调整", by=cast.lin, at=NOW, along=("tasks",))
    db.session.commit()
    return made


def change(user, by, **changes):
    kept = {"name": user.name, "role": user.role, "team_id": user.team_id, "email": user.email, "phone": None}
    change_user(user, **kept | changes, by=by, at=LATER)
    db.session.commit()


def agreed(client, approval_id):
    seat = approvals.find(approval_id).seats[0]
    return client.post(f"/approvals/{approval_id}/decisions", data={"seat_id": seat.id, "verdict": "agree"})


@pytest.mark.parametrize("role", ["finance", "auditor", "admin"])
def test_a_wish_for_somebody_of_another_role_ends(wish, cast, role):
    run = approvals.latest("owner_request", wish.id)
    change(cast.fang, cast.admin, role=role, team_id=None, successor=NOBODY)
    assert (run.outcome, open_of(wish.customer_id)) == ("ended", None)
    assert wish.customer.owner is cast.lin


def test_whoever_takes_over_is_wished_for_instead(wish, cast):
    run = approvals.latest("owner_request", wish.id)
    with pytest.raises(AccountRefused, match="1"):
        close_user(cast.fang, by=cast.admin, at=LATER)
    close_user(cast.fang, successor=cast.xu.id, by=cast.admin, at=LATER)
    db.session.commit()
    again = open_of(wish.customer_id)
    assert run.outcome == "ended" and again.id != wish.id
    assert (again.to, again.by, again.reason, again.along) == (cast.xu, cast.lin, "区域调整", ["tasks"])


def test_a_successor_of_another_team_is_not_wished_for(wish, cast):
    close_user(cast.fang, successor=cast.chen.id, by=cast.admin, at=LATER)
    assert open_of(wish.customer_id) is None and wish.ended_at == LATER


def test_nobody_agrees_to_an_owner_of_another_team(wish, cast, sign_in):
    run = approvals.latest("owner_request", wish.id)
    change(cast.fang, cast.admin, team_id=cast.ma.team_id, successor=STAYS)
    answer = agreed(sign_in("xu"), run.id)
    assert answer.status_code == 422 and f"{cast.fang.name}不能再" in answer.text
    db.session.expire_all()
    assert wish.customer.owner is cast.lin and approvals.find(run.id).is_running
