"""The calendar of visits: by agenda, day, week and month; whose, by right; as few looks for many as for one."""

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from salesapp.activities.visits.models import VisitCompanion
from salesapp.db import db
from tests.activities.visits.factories import HOUR, TUESDAY, booked, make_visit
from tests.pages import part


def shown(client, **asked):
    page = client.get("/visits", query_string=asked)
    assert page.status_code == 200
    links = HTMLParser(page.text).css("#calendar li a")
    return [link.attributes["href"] for link in links], page


@pytest.mark.parametrize("view", ["agenda", "day", "week", "month"])
def test_each_view_shows_the_visits_of_its_days(cast, sign_in, view):
    visit = booked(cast.lin)
    other = booked(cast.lin, customer=visit.customer, starts_at=TUESDAY + 60 * 24 * HOUR, ends_at=None)
    links, _page = shown(sign_in("lin"), view=view, on="2026-11-24")
    assert links == [f"/visits/{visit.id}"] and f"/visits/{other.id}" not in links


def test_the_agenda_comes_first_and_names_what_has_no_time(cast, sign_in):
    visit = make_visit(cast.lin, starts_at=None, ends_at=None)
    links, page = shown(sign_in("lin"))
    assert links == [f"/visits/{visit.id}"] and "时间未定" in part(page, "timeless").text


def test_whose_visits_one_sees(cast, sign_in):
    mine = booked(cast.lin, companion_ids=[cast.he.id])
    theirs = booked(cast.fang)
    south = booked(cast.chen)
    urls = {visit: f"/visits/{visit.id}" for visit in (mine, theirs, south)}
    assert set(shown(sign_in("lin"), who="team")[0]) == {urls[mine]}
    assert set(shown(sign_in("he"))[0]) == {urls[mine]}
    assert set(shown(sign_in("xu"), who="team")[0]) == {urls[mine], urls[theirs]}
    assert set(shown(sign_in("xu"), who=cast.fang.id)[0]) == {urls[theirs]}
    assert shown(sign_in("xu"), who=cast.chen.id)[0] == []
    assert set(shown(sign_in("tang"), who="team")[0]) == set(urls.values())
    assert shown(sign_in("lin"), who=cast.fang.id)[0] == []


def test_accompanied_visits_are_counted_for_the_supervisor(cast, sign_in):
    visit = booked(cast.lin, companion_ids=[cast.xu.id, cast.he.id])
    assert {(each.user_id, each.coaches) for each in visit.companions} == {
        (cast.xu.id, True),
        (cast.he.id, False),
    }
    _links, page = shown(sign_in("xu"), who="team", on="2026-11-24")
    assert "已陪同0次，计划1次" in part(page, "coached").text
    assert "辅导" in part(sign_in("lin").get(f"/visits/{visit.id}"), "appointment").text


def test_a_month_of_many_costs_no_more_looks_than_of_one(cast, sign_in, count_queries):
    first = booked(cast.lin, companion_ids=[cast.xu.id])
    client = sign_in("xu")
    asked = {"view": "month", "on": "2026-11-24", "who": "team"}
    client.get("/visits", query_string=asked)
    with count_queries() as few:
        client.get("/visits", query_string=asked)
    for number in range(12):
        visit = booked(
            cast.fang if number % 2 else cast.lin, starts_at=TUESDAY + number * HOUR / 2, ends_at=None
        )
        db.session.add(VisitCompanion(visit_id=visit.id, user_id=cast.xu.id, coaches=True))
    db.session.commit()
    with count_queries() as many:
        page = client.get("/visits", query_string=asked)
    assert len(many.statements) <= len(few.statements)
    assert "还有" in page.text and first.customer.full_name in page.text


def test_odd_addresses_show_today(cast, sign_in):
    for asked in ({"view": "year"}, {"on": "never"}, {"who": "x"}, {"who": "99999999999"}):
        assert sign_in("lin").get("/visits", query_string=asked).status_code in (200, 400, 404)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "9998-12-31"])
def test_days_out_of_this_world_break_no_page(cast, sign_in, day):
    client = sign_in("lin")
    for view in ("agenda", "day", "week", "month"):
        assert client.get(f"/visits?view={view}&on={day}").status_code == 200
    assert client.get(f"/visits/pack.pdf?on={day}").status_code == 303
