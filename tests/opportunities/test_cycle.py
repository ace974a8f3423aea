"""How long an opportunity took: counted when it ends, by the team's calendar, taken back when it is opened again."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask_migrate import downgrade, stamp, upgrade
from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.config import PROJECT
from salesapp.db import db
from salesapp.opportunities import actions
from salesapp.opportunities.models import Opportunity
from tests.opportunities.factories import make_opportunity

LOST = {
    "status": "lost",
    "close_reason": "price",
    "close_note": "对方低一成",
    "recontact_on": date(2027, 5, 10),
}
#: 23:30 of 1 November in Shanghai; half an hour later it is the next day there, and still the first in London.
OPENED = datetime(2026, 11, 1, 15, 30, tzinfo=UTC)


def test_the_days_count_by_the_teams_calendar_and_go_when_it_opens_again(cast, at):
    one = make_opportunity(cast.lin, at=OPENED)
    actions.close(one, LOST, by=cast.lin, at=OPENED + timedelta(hours=1))
    assert one.cycle_days == 1
    actions.reopen(one, "预算批了", by=cast.xu, at=at(2026, 11, 5, 9, 0))
    assert one.cycle_days is None
    actions.close(one, LOST, by=cast.lin, at=at(2026, 11, 30, 9, 0))
    assert one.cycle_days == 29


@pytest.mark.slow
def test_the_upgrade_counts_what_has_ended(fresh_app):
    lin = db.session.scalars(select(User).where(User.username == "lin")).unique().one()
    ended, open_ = make_opportunity(lin, at=OPENED).id, make_opportunity(lin, at=OPENED).id
    actions.close(db.session.get(Opportunity, ended), LOST, by=lin, at=OPENED + timedelta(hours=1))
    db.session.commit()
    db.session.remove()
    (its_own,) = (PROJECT / "migrations/versions").glob("*figures_of_a_month*.py")
    stamp()
    downgrade(revision=f"{int(its_own.name[:4]) - 1:04}")
    upgrade()
    days = dict(db.session.execute(select(Opportunity.id, Opportunity.cycle_days)).all())
    assert days == {ended: 1, open_: None}
