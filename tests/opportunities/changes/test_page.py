"""What opportunities tell on a timeline (R45)."""

from datetime import UTC, datetime, timedelta

from salesapp.opportunities.changes.page import tell
from salesapp.web.story import About
from tests.opportunities.factories import make_opportunity

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def told(about, *, before=None):
    return tell(about, now=NOW, size=20, groups={"change"}, before=before)


def test_moves_of_an_opportunity_stand_on_its_own_timeline_and_on_its_customers(cast, db_session):
    opportunity = make_opportunity(cast.lin)
    opportunity.move_to("need_confirmed", by=cast.lin, at=NOW + HOUR)
    db_session.commit()
    for about in (About(opportunity_id=opportunity.id), About(customer_id=opportunity.customer_id)):
        assert "初步接触 → 需求确认" in told(about)[0].aside


def test_only_what_is_older_is_told_on_a_later_page(cast, db_session):
    opportunity = make_opportunity(cast.lin)
    opportunity.move_to("need_confirmed", by=cast.lin, at=NOW + HOUR)
    db_session.commit()
    about = About(opportunity_id=opportunity.id)
    assert all(entry.at < NOW + HOUR for entry in told(about, before=NOW + HOUR))
