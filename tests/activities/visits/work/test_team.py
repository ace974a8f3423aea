"""Visits whose record is overdue: counted in the team's table, listed behind its number (R3, F05)."""

from salesapp.db import db
from salesapp.web import clock
from tests.activities.visits.factories import HOUR, TUESDAY, booked
from tests.pages import part

AFTER = TUESDAY + 20 * HOUR


def test_the_table_counts_and_its_number_opens_exactly_those(cast, sign_in):
    late = booked(cast.lin)
    coming = booked(cast.lin, customer=late.customer, starts_at=AFTER + HOUR, ends_at=None)
    db.session.commit()
    with clock.frozen(AFTER):
        client = sign_in("xu")
        team = part(client.get("/"), "team")
        assert "拜访记录逾期" in team.text
        url = f"/visits?who={cast.lin.id}&late=1"
        assert url in team.links.values()
        listed = part(client.get(url), "calendar").links.values()
    assert f"/visits/{late.id}" in listed and f"/visits/{coming.id}" not in listed


def test_nobody_sees_those_of_another_team(cast, sign_in):
    late = booked(cast.lin)
    db.session.commit()
    with clock.frozen(AFTER):
        page = part(sign_in("ma").get(f"/visits?who={cast.lin.id}&late=1"), "calendar")
    assert f"/visits/{late.id}" not in page.links.values() and "拜访都已写记录" in page.text
