from datetime import timedelta

import pytest
from sqlalchemy import func, select

from salesapp.customers import jobs
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.trail.models import AuditEntry
from tests.customers.factories import NOW, make_customer


@pytest.mark.parametrize(
    ("days", "level"), [(0, "high"), (30, "high"), (31, "medium"), (90, "medium"), (91, "low"), (400, "low")]
)
def test_activity_fades_with_the_days_since_the_last_contact(cast, days, level):
    customer = make_customer(cast.lin, first_contact_at=NOW - timedelta(days=days))
    db.session.commit()
    jobs.fade(at=NOW)
    db.session.refresh(customer)
    assert customer.activity_level == level


def test_a_second_run_changes_nothing_and_no_run_is_an_edit(cast):
    customer = make_customer(cast.lin, first_contact_at=NOW - timedelta(days=200))
    db.session.commit()
    version, entries = customer.version, db.session.scalar(select(func.count()).select_from(AuditEntry))
    assert jobs.fade(at=NOW) == 1
    assert jobs.fade(at=NOW) == 0
    db.session.commit()
    assert db.session.scalar(select(Customer.version)) == version
    assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == entries


def test_who_never_had_contact_is_little_active(cast):
    customer = make_customer(cast.lin)
    customer.last_contact_at = None
    db.session.commit()
    jobs.fade(at=NOW)
    db.session.refresh(customer)
    assert customer.activity_level == "low"
