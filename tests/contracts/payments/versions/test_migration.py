"""What a plan said before its supplements is filled in from what they, and the approval, kept of it."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from flask_migrate import downgrade, stamp, upgrade
from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.contracts.amendments import actions as amending
from salesapp.contracts.amendments.planning.rules import Terms
from salesapp.contracts.payments.rules import Node
from salesapp.db import db
from tests.conftest import CAST
from tests.contracts.factories import NOW, TODAY, make_contract, sign
from tests.sweeps.test_migrations import rows

BEFORE = "0070"


@pytest.fixture
def contract_id(fresh_app):
    people = SimpleNamespace(
        **{user.username: user for user in db.session.scalars(select(User).where(User.username.in_(CAST)))}
    )
    contract = sign(make_contract(people.lin), people)
    for count, later in ((1, 2), (4, 9)):
        amend(contract, count, later)
    db.session.commit()
    found = contract.id
    db.session.remove()
    stamp()
    return found


def amend(contract, count: int, later: int) -> None:
    """Sign a supplement so many days later, with so many instalments in place of all."""
    at, signed = NOW + timedelta(days=later), TODAY + timedelta(days=later)
    share = (contract.amount / count).quantize(Decimal("0.01"))
    parts = [share] * (count - 1) + [contract.amount - share * (count - 1)]
    plan = [
        Node("progress", f"补 {nth}", signed + timedelta(days=30 * nth), None, part)
        for nth, part in enumerate(parts, 1)
    ]
    confirmed = {"confirmed_by": "周敏", "confirmed_way": "mail", "confirmed_on": signed}
    terms = Terms("supplement", "调整付款计划", contract.amount, None, None, plan)
    drawn = amending.draw_up(contract, terms, confirmed, [], by=contract.owner, at=at)
    drawn.status, drawn.approved_at = "approved", at
    db.session.commit()
    amending.sign(drawn, signed, by=contract.owner, at=at)
    db.session.commit()


def history(contract_id: int) -> tuple[list, dict]:
    of = {row["id"]: row["since"] for row in rows("payment_node") if row["contract_id"] == contract_id}
    said = [
        (row["node_id"], row["since"], row["until"], row["kind"], row["condition"], row["planned_on"], row["amount"])
        for row in rows("past_instalment") if row["node_id"] in of
    ]  # fmt: skip
    return sorted(said, key=lambda row: (row[0], row[2])), of


def test_the_history_is_filled_in_as_the_verbs_would_have_written_it(contract_id):
    before, since = history(contract_id)
    assert len({row[2] for row in before}) == 2  # until the first supplement, until the second
    downgrade(revision=BEFORE)
    upgrade()
    assert history(contract_id) == (before, since)
