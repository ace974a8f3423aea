"""One step makes a customer of a row: registered by the customers' own verb, its source kept for good (R13, R44)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.customers import actions as customers
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.prospecting.conversion.models import CustomerOrigin
from salesapp.prospecting.lists import access, rules
from salesapp.prospecting.lists.models import Prospect


def convert(
    row: Prospect,
    values: Mapping[str, Any],
    contacts: Sequence[Mapping[str, Any]],
    *,
    by: User,
    at: datetime,
    today: date,
    aware_of: Iterable[int] = (),
) -> Customer:
    """Register a row as a customer with its people; the row, its list and who referred stay on record for good."""
    access.check_gives_away(row, by)
    rules.check_turn(row.result, rules.OPEN)
    customer = customers.register(values, contacts=contacts, aware_of=aware_of, by=by, at=at, today=today)
    customer.match_score = row.score
    row.become(customer.id, f"{customer.number} {customer.full_name}"[:200], by=by, at=at)
    db.session.add(
        CustomerOrigin(
            customer_id=customer.id, prospect=row, of_list=row.of_list, persona_version_id=row.of_list.persona_version_id,
            channel=row.channel, source_note=row.of_list.source_note, referrer=row.referrer, score=row.score, by=by, at=at,
        )
    )  # fmt: skip
    db.session.flush()
    return customer
