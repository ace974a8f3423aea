"""Contact records for tests: written through the same verb as on the screen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from salesapp.activities import actions
from salesapp.activities.models import Activity
from salesapp.db import db
from tests.customers.factories import make_customer

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Monday, 09:00 in Shanghai
MINUTE = timedelta(minutes=1)


def record_values(customer, *, at=NOW, **changes) -> dict:
    """Return the values of a contact that ended just now, with a next one on Wednesday."""
    values = {
        "customer_id": customer.id, "opportunity_id": None, "started_at": at - 30 * MINUTE, "ended_at": at,
        "channel": "phone", "kind": "general", "is_first": False, "contacts": [customer.contacts[0].id], "colleagues": [],
        "summary": "发同行业对比资料，解释接口", "situation": None, "problem": None, "implication": None, "need_payoff": None,
        "feedback": None, "competition": None, "conclusion": "up", "needs": [], "promises": [],
        "next_at": at + timedelta(days=2), "next_purpose": "演示排产方案", "no_next_reason": None,
    }  # fmt: skip
    return values | changes


def make_record(by, *, customer=None, at=NOW, **changes) -> Activity:
    """Write a contact down."""
    customer = customer or make_customer(by)
    record = actions.record_contact(record_values(customer, at=at, **changes), by=by, at=at)
    db.session.flush()
    return record


def promise(content="同行案例两份", side="ours", due_on=None) -> dict:
    """Return the values of a promise."""
    return {"side": side, "content": content, "due_on": due_on}


def need(content="一个月内接通", category="time", source="quote", value=None, unit=None) -> dict:
    """Return the values of a need."""
    return {"category": category, "content": content, "source": source, "value": value, "unit": unit}


def sent(customer, **changes) -> dict:
    """Return what a browser sends with the sheet of a contact; None leaves a field out."""
    fields = {
        "customer_id": customer.id, "opportunity_id": "0", "channel": "phone", "contacts": customer.contacts[0].id,
        "started_at": "2026-11-23T08:30", "ended_at": "2026-11-23T09:00", "summary": "谈了排产", "conclusion": "up",
        "kind": "general", "next_at": "2026-11-25T14:00", "next_purpose": "演示",
    }  # fmt: skip
    return {name: value for name, value in {**fields, **changes}.items() if value is not None}


def beside_kept(counted) -> list[str]:
    """Return the statements that were counted without those of settings and calendar, which a process keeps."""
    kept = ("FROM setting", "FROM calendar_day", "FROM calendar_year")
    return [each for each in counted.statements if not any(name in each for name in kept)]
