"""Proposals and objections for tests: written through the same verbs as on the screen."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from salesapp.db import db
from salesapp.proposals import actions
from salesapp.proposals.models import Proposal
from salesapp.proposals.objections import actions as objections
from salesapp.proposals.objections.models import CustomerObjection
from salesapp.proposals.value.rules import Point
from tests.opportunities.factories import make_opportunity

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Monday, 09:00 in Shanghai
TODAY = date(2026, 11, 23)
#: The example of the sheet F08: 240,000 yuan a year = 20,000 a month × 12.
LINE = Point(
    pain="插单漏料", point="插单自动重排并提示缺料", kind="cycle", metric="交付周期", now=Decimal(20), expected=Decimal(17),
    unit="天", basis="客户今年的延期赔付台账", gain=Decimal("20000.00"), per="month",
)  # fmt: skip


def make_proposal(by, *, opportunity=None, points=(LINE,), title="排产方案", at=NOW, **changes) -> Proposal:
    """Write the first version of a proposal."""
    opportunity = opportunity or make_opportunity(by)
    proposal = actions.write(opportunity, {"title": title} | changes, list(points), by=by, at=at)
    db.session.commit()
    return proposal


def presentation(proposal, **changes) -> dict:
    """Return how a version was presented today to the key contact."""
    contact = proposal.opportunity.customer.contacts[0]
    values = {
        "presented_on": TODAY,
        "presented_way": "visit",
        "listener_ids": [contact.id],
        "shown": "演示文稿",
    }
    return values | changes


def make_objection(by, *, opportunity=None, at=NOW, **changes) -> CustomerObjection:
    """Write down what a customer objects; somebody comes back to it on Thursday."""
    opportunity = opportunity or make_opportunity(by)
    values = {
        "words": "比别家贵一成", "kind": "price", "raised_on": TODAY, "contact_id": None, "proposal_id": None, "method": None,
        "points": None, "state": "open", "next_on": date(2026, 11, 26),
    } | changes  # fmt: skip
    objection = objections.raise_objection(opportunity, values, by=by, at=at)
    db.session.commit()
    return objection


def reply(**changes) -> dict:
    """Return an answer by figures that eased it."""
    values = {"method": "data", "points": "三年总成本对比", "state": "eased", "next_on": date(2026, 12, 1)}
    return values | changes
