"""Opportunities for tests: opened through the same verb as on the screen."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime
from decimal import Decimal

from salesapp.db import db
from salesapp.opportunities import actions
from salesapp.opportunities.models import Opportunity
from tests.customers.factories import make_customer

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Monday, 09:00 in Shanghai
_serial = itertools.count(1)


def values_for(customer, **changes) -> dict:
    """Return the values of an opportunity of a customer: the example of the sheet F06, graded S."""
    values = {
        "customer_id": customer.id, "key_contact_id": customer.contacts[0].id, "name": f"排产项目{next(_serial)}",
        "need": "排产与库存打通，一个月上线", "product_type": "software", "amount": Decimal("386000.00"),
        "expected_close_on": date(2026, 12, 20), "budget_score": 4, "chain_score": 4, "urgency_score": 5, "grade": "S",
        "grade_reason": None, "stage": "first_contact", "competitors": None, "support_needed": None, "collaborators": (),
        "owner_id": None,
    }  # fmt: skip
    return values | changes


def make_opportunity(owner, *, customer=None, at=NOW, by=None, **changes) -> Opportunity:
    """Open an opportunity for somebody, with a reason at hand should the grade not be the suggested one."""
    customer = customer or make_customer(owner)
    changes.setdefault("grade_reason", "The customer's plan")
    by = by or owner
    changes.setdefault("owner_id", owner.id)
    opportunity = actions.open_opportunity(values_for(customer, **changes), by=by, at=at)
    db.session.commit()
    return opportunity


def sent(opportunity_or_customer, **changes) -> dict:
    """Return what a browser sends with the sheet of a new opportunity; None leaves a field out."""
    customer = getattr(opportunity_or_customer, "customer", opportunity_or_customer)
    contact = customer.contacts[0]
    fields = {
        "customer_id": customer.id, "customer_id_text": customer.full_name, "key_contact_id": contact.id,
        "key_contact_id_text": contact.name, "name": "某某精密排产项目", "need": "排产与库存打通，一个月上线",
        "product_type": "software", "amount": "386,000.00", "expected_close_on": "2026-12-20", "stage": "first_contact",
        "budget_score": "4", "chain_score": "4", "urgency_score": "5", "grade": "S", "grade_reason": "",
        "competitors": "某品牌；本地服务", "support_needed": "技术演示1次",
    }  # fmt: skip
    return {name: value for name, value in {**fields, **changes}.items() if value is not None}
