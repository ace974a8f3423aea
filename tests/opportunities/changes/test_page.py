"""What opportunities tell on a timeline (R45)."""

from datetime import UTC, datetime, timedelta

from salesapp.customers.ownership.actions import share
from salesapp.opportunities.changes.page import tell
from salesapp.opportunities.changes.queries import latest
from salesapp.rounds import in_one_round
from salesapp.web.story import About
from tests.opportunities.factories import make_opportunity

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def told(about, *, before=None):
    (rows,) = in_one_round(latest(about, size=20, before=before))
    return tell(about, rows, now=NOW, size=20, groups={"change"}, before=before)


def test_moves_of_an_opportunity_stand_on_its_own_timeline_and_on_its_customers(cast, db_session):
    opportunity = make_opportunity(cast.lin)
    opportunity.move_to("need_confirmed", by=cast.lin, at=NOW + HOUR)
    db_session.commit()
    for about in (
        About(opportunity_id=opportunity.id),
        About(customer_id=opportunity.customer_id, reader=cast.lin),
    ):
        assert "初步接触 → 需求确认" in told(about)[0].aside


def test_only_what_is_older_is_told_on_a_later_page(cast, db_session):
    opportunity = make_opportunity(cast.lin)
    opportunity.move_to("need_confirmed", by=cast.lin, at=NOW + HOUR)
    db_session.commit()
    about = About(opportunity_id=opportunity.id)
    assert all(entry.at < NOW + HOUR for entry in told(about, before=NOW + HOUR))


def test_who_sees_the_customer_alone_is_told_nothing_of_its_opportunities(cast, db_session, sign_in):
    opportunity = make_opportunity(cast.lin, name="二期产线改造")
    share(opportunity.customer, cast.fang, by=cast.lin, at=NOW)
    opportunity.move_to("need_confirmed", by=cast.lin, at=NOW + HOUR)
    db_session.commit()
    assert told(About(customer_id=opportunity.customer_id, reader=cast.fang)) == []
    page = sign_in("fang").get(f"/customers/{opportunity.customer_id}")
    assert page.status_code == 200 and "二期产线改造" not in page.text
    assert "二期产线改造" in sign_in("lin").get(f"/customers/{opportunity.customer_id}").text
