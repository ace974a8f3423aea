"""Two new addresses of one calendar at the same moment: one of them is shut."""

import pytest
from sqlalchemy import select

from salesapp.db import db
from salesapp.web import clock
from salesapp.work.feed import actions
from salesapp.work.feed.models import CalendarFeed
from tests.contracts.ownership.test_at_once import person
from tests.contracts.test_at_once import people, together  # noqa: F401 - a fixture

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("_time", range(3))
def test_a_person_has_one_address_that_answers(fresh_app, people, _time):  # noqa: F811
    actions.renew(person("lin"), at=clock.now())
    db.session.commit()
    db.session.remove()
    renewing = lambda: actions.renew(person("lin"), at=clock.now())  # noqa: E731
    assert together(fresh_app, renewing, renewing) == ["done", "done"]
    feeds = db.session.scalars(select(CalendarFeed)).unique().all()
    assert sorted(feed.ended_at is None for feed in feeds) == [False, False, True]
