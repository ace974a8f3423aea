"""A rep with a customer whom nobody called yet, and one with whom something is agreed."""

from datetime import timedelta

import pytest

from salesapp.db import db
from salesapp.playbook.objections import actions as objections
from salesapp.playbook.questions import actions as questions
from salesapp.playbook.scripts import actions as scripts
from salesapp.web import clock
from tests.activities.factories import make_record
from tests.conftest import MONDAY
from tests.customers.factories import make_customer
from tests.playbook.library.test_routes import item

HOUR = timedelta(hours=1)


@pytest.fixture
def first(db_session, cast):
    """A customer of lin whom nobody called yet, with wordings to call with."""
    for fill in (scripts.fill, questions.fill, objections.fill):
        fill(at=MONDAY)
    item(cast.xu, name="某泵业", figure="缩短 15%", industries=["C34"])
    customer = make_customer(cast.lin, full_name="苏州某甲机械有限公司", pain_points="交期总拖")
    db.session.commit()
    return customer


@pytest.fixture
def agreed(first, cast):
    """Another customer, with a contact that is agreed for this morning."""
    customer = make_customer(cast.lin, full_name="苏州某乙机械有限公司")
    make_record(
        cast.lin, customer=customer, at=MONDAY - 48 * HOUR, next_at=MONDAY + HOUR, next_purpose="谈报价"
    )
    db.session.commit()
    return customer


@pytest.fixture
def rep(first, sign_in):
    with clock.frozen(MONDAY):
        yield sign_in("lin")
