"""Visits on the page of their customer: those to come, what was called off; searched by number; hanging on people."""

from salesapp.accounts.belongings import queries as belongings
from salesapp.activities.visits import actions
from salesapp.customers.ownership.actions import hand_over
from salesapp.db import db
from tests.activities.visits.factories import HOUR, NOW, TUESDAY, booked, make_visit
from tests.pages import part


def test_the_customer_shows_what_is_to_come_and_what_was_called_off(cast, sign_in):
    visit = booked(cast.lin)
    off = booked(
        cast.lin, customer=visit.customer, starts_at=TUESDAY + HOUR * 2, ends_at=None, purpose="看样板车间"
    )
    actions.cancel(off, "停产检修", by=cast.lin, at=NOW)
    db.session.commit()
    client, url = sign_in("lin"), f"/customers/{visit.customer_id}"
    panel = part(client.get(url), "visits")
    assert "向副总汇报排产方案" in panel.text and "看样板车间" not in panel.text
    assert f"/visits/new?customer={visit.customer_id}" in panel.links.values()
    told = client.get(f"{url}?show=visit").text
    assert f"/visits/{off.id}" in told and "看样板车间" in client.get(url).text
    assert "安排拜访" not in part(sign_in("tang").get(url), "visits").text


def test_it_is_found_by_its_number_by_who_may_see_it(cast, sign_in):
    visit = make_visit(cast.lin)
    assert f"/visits/{visit.id}" in sign_in("lin").get(f"/search?q={visit.number}").text
    assert f"/visits/{visit.id}" not in sign_in("fang").get(f"/search?q={visit.number}").text


def test_it_goes_along_with_its_customer_and_hangs_on_who_goes(cast, db_session):
    visit = booked(cast.lin, companion_ids=[cast.he.id])
    assert {heap.name for heap in belongings.of_person(cast.lin.id)} >= {"visits"}
    assert {heap.name for heap in belongings.of_person(cast.he.id)} >= {"visits_along"}
    hand_over(visit.customer, cast.fang, by=cast.xu, at=NOW, reason="调区")
    db.session.commit()
    assert (visit.owner_id, visit.turns[-1].what) == (cast.fang.id, "passed")
    assert "visits" not in {heap.name for heap in belongings.of_person(cast.lin.id)}
