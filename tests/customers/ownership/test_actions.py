"""Customers handed over and shared."""

from datetime import timedelta

import pytest

from salesapp.accounts.belongings.rules import HandingRefused
from salesapp.customers.ownership import actions, queries
from salesapp.customers.ownership.rules import OwnershipNotAllowed, OwnershipRefused
from salesapp.db import db
from tests.customers.factories import NOW, make_customer


def test_a_supervisor_hands_over_within_the_team_and_it_is_logged(cast):
    customer = make_customer(cast.lin)
    actions.hand_over(customer, cast.fang, by=cast.xu, at=NOW + timedelta(days=1), reason="调岗")
    db.session.flush()
    entry = queries.owner_log(customer.id)[0]
    assert (entry.from_id, entry.to_id, entry.by_id, entry.reason) == (
        cast.lin.id,
        cast.fang.id,
        cast.xu.id,
        "调岗",
    )
    assert customer.owner is cast.fang and customer.owner_since == NOW + timedelta(days=1)


def test_reps_do_not_hand_over_and_supervisors_not_to_other_teams(cast):
    customer = make_customer(cast.lin)
    with pytest.raises(OwnershipNotAllowed):
        actions.hand_over(customer, cast.fang, by=cast.lin, at=NOW, reason="调岗")
    with pytest.raises(HandingRefused):
        actions.hand_over(customer, cast.chen, by=cast.xu, at=NOW, reason="调岗")
    actions.hand_over(customer, cast.chen, by=cast.tang, at=NOW, reason="调岗")
    assert customer.owner is cast.chen


def test_a_new_owner_is_no_longer_a_mere_collaborator(cast):
    customer = make_customer(cast.lin)
    actions.share(customer, cast.fang, by=cast.lin, at=NOW)
    db.session.flush()
    actions.hand_over(customer, cast.fang, by=cast.xu, at=NOW, reason="调岗")
    assert customer.collaborations == []


def test_a_customer_is_shared_once_with_a_colleague_who_sells(cast):
    customer = make_customer(cast.lin)
    actions.share(customer, cast.he, by=cast.lin, at=NOW)
    db.session.flush()
    for user in (cast.he, cast.lin, cast.admin, None):
        with pytest.raises(OwnershipRefused):
            actions.share(customer, user, by=cast.lin, at=NOW)
    actions.stop_sharing(customer, cast.he.id, by=cast.lin, at=NOW)
    assert customer.collaborations == []
