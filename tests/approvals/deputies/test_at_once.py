"""Two administrators name a deputy for one person at the same moment: the second sees what the first did."""

import pytest
from sqlalchemy import select

from salesapp.approvals.deputies import actions
from salesapp.approvals.deputies.models import Deputy
from salesapp.db import db
from salesapp.web import clock
from tests.contracts.ownership.test_at_once import person
from tests.contracts.test_at_once import people, together  # noqa: F401 - a fixture

pytestmark = pytest.mark.slow


def naming(by: str, deputy: str):
    def act():
        day = clock.today()
        actions.name_deputy(
            person("xu"), person(deputy), starts_on=day, ends_on=day, because=None, by=person(by), today=day,
            at=clock.now(),
        )  # fmt: skip

    return act


@pytest.mark.parametrize("_time", range(3))
def test_one_person_has_one_deputy_on_a_day(fresh_app, people, _time):  # noqa: F811
    db.session.remove()
    done = together(fresh_app, naming("admin", "ma"), naming("tang", "chen"))
    assert sorted(done) == ["DeputyRefused", "done"]
    assert len(db.session.scalars(select(Deputy)).unique().all()) == 1
