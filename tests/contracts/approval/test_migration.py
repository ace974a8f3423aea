"""Every round, decision, comment and reminder of contracts moves to the one engine, and back (migration of approval_step)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from flask_migrate import downgrade, stamp, upgrade
from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.approvals.reminders.actions import remind
from salesapp.contracts import actions
from salesapp.contracts.approval import actions as approving
from salesapp.contracts.models import Contract
from salesapp.db import db
from tests.conftest import CAST
from tests.contracts.factories import (
    NOW,
    approve,
    decide,
    make_contract,
    nodes,
    sign,
    submit,
    terms,
)
from tests.sweeps.test_migrations import rows

BEFORE = "0006"


@pytest.fixture
def people(fresh_app):
    users = db.session.scalars(select(User).where(User.username.in_(CAST)))
    return SimpleNamespace(**{user.username: user for user in users})


@pytest.fixture
def outcomes(people) -> dict[tuple[int, int], str]:
    """Contracts in every state, as the engine knows their rounds."""
    waiting, half, again, vetoed, withdrawn, void = (
        submit(make_contract(people.lin, amount=Decimal("500000"))) for _ in range(6)
    )
    remind(waiting.latest_round, by=people.lin, at=NOW + timedelta(hours=1))
    decide(half, people.xu, "conditional", "先收预付款")
    decide(half, people.zheng)
    decide(again, people.xu)
    decide(again, people.lu, "return", "违约金上限偏高")
    actions.revise(again, terms(amount=Decimal("400000")), nodes(), by=people.lin, at=NOW)
    submit(again)
    decide(vetoed, people.xu, "veto", "价格低于底线")
    approving.withdraw(withdrawn, by=people.lin, at=NOW)
    actions.void(void, "客户取消", by=people.lin, at=NOW)
    approve(make_contract(people.lin), people)
    sign(make_contract(people.lin), people)
    make_contract(people.lin)
    db.session.commit()
    contracts = db.session.scalars(select(Contract)).unique()
    found = {(contract.id, one.round): one.outcome for contract in contracts for one in contract.approvals}
    db.session.remove()
    stamp()
    return found


def test_every_step_moves_with_its_round_and_decision_and_back(outcomes):
    downgrade(revision=BEFORE)
    steps = rows("approval_step")
    assert {row["status"] for row in steps} == {
        "open", "waiting", "agree", "conditional", "return", "veto", "lapsed",
    }  # fmt: skip
    assert sum(row["status"] == "open" for row in steps) == 3
    upgrade()
    contracts = db.session.scalars(select(Contract).order_by(Contract.id)).unique().all()
    moved = {(contract.id, one.round): one.outcome for contract in contracts for one in contract.approvals}
    assert moved == outcomes
    for contract in contracts:
        if contract.status in ("approving", "approved"):
            assert approving.is_as_approved(contract) and contract.latest_round.frozen
    assert contracts[0].seats[0].due_at.astimezone().date() == steps[0]["due_on"]
    assert contracts[0].seats[0].reminded_at == NOW + timedelta(hours=1)
    assert contracts[1].conditions == ["先收预付款"]
    db.session.remove()
    downgrade(revision=BEFORE)
    assert rows("approval_step") == steps


def test_what_was_moved_is_decided_and_changed_as_any_other(outcomes, people):
    downgrade(revision=BEFORE)
    upgrade()
    people = SimpleNamespace(**{u.username: u for u in db.session.scalars(select(User)).unique()})
    waiting = db.session.get(Contract, 1)
    decide(waiting, people.xu)
    assert {seat.role for seat in waiting.seats if seat.status == "open"} == {"legal", "finance"}
    actions.revise(waiting, terms(amount=Decimal("510000")), nodes(), by=people.lin, at=NOW)
    assert waiting.status == "checking" and "合同金额" in waiting.latest_round.ended_because
