"""What each channel and each referrer brought, with the records behind every number (R13)."""

import pytest

from salesapp.opportunities.sources import page
from salesapp.web import clock, spans
from salesapp.web.spans import DAY
from tests.opportunities.factories import make_opportunity
from tests.pages import part
from tests.prospecting.conversion.test_conversion import convert
from tests.prospecting.factories import NOW, add_row, commit, make_list

pytestmark = pytest.mark.usefixtures("frozen_clock")


def test_a_channel_tells_how_far_its_rows_came(cast, sign_in):
    found = make_list(cast.lin)
    row, spoken, _free = add_row(found), add_row(found), add_row(found, channel="referral", referrer="周*")
    spoken.note_contact(None, by=cast.lin, at=NOW)
    customer = convert(row, cast.lin)
    deal = make_opportunity(cast.lin, customer=customer)
    add_row(make_list(cast.chen))
    commit()
    channels, referrers = page.sources(cast.lin)
    lines = {line.name: line for line in channels}
    fair = lines["行业展会"]
    figures = (fair.rows, fair.contacted, fair.customers, fair.opportunities)
    assert [figure.count for figure in figures] == [2, 2, 1, 1] and (fair.won, fair.share) == (0, 50)
    assert [line.name for line in referrers] == ["周*"]
    client = sign_in("lin")
    assert part(client.get("/prospects/sources"), "channels").text
    for figure, rows in ((fair.rows, 2), (fair.contacted, 2), (fair.customers, 1)):
        assert client.get(figure.url).text.count('<tr id="prospect-') == rows
    assert deal.name in part(client.get(fair.opportunities.url), "opportunities").text
    assert deal.name not in sign_in("chen").get(fair.opportunities.url).text


def test_without_lists_there_is_nothing_to_tell(cast, sign_in):
    assert page.sources(cast.lin) == ([], [])
    assert sign_in("lin").get("/prospects/sources").status_code == 200
    assert sign_in("lin").get("/prospects/sources/opportunities").status_code == 200


def test_a_period_counts_what_came_in_then_and_its_records_too(cast, sign_in, db_session):
    found = make_list(cast.lin)
    rows = [add_row(found) for _number in range(4)]
    rows[0].created_at, rows[1].created_at = NOW - 40 * DAY, NOW - 100 * DAY
    customer = convert(rows[0], cast.lin)
    deal = make_opportunity(cast.lin, customer=customer)
    convert(rows[2], cast.lin)
    commit()
    today = clock.local(NOW).date()
    asked = spans.span(today - 60 * DAY, today - 30 * DAY, today)
    fair = page.sources(cast.lin, asked)[0][0]
    assert [figure.count for figure in (fair.rows, fair.customers, fair.opportunities)] == [1, 1, 1]
    client = sign_in("lin")
    assert client.get(fair.rows.url).text.count('<tr id="prospect-') == 1
    assert deal.name in part(client.get(fair.opportunities.url), "opportunities").text
    assert page.sources(cast.lin)[0][0].rows.count == 4
    assert page.sources(cast.lin, dict(spans.usual(today))["本月"])[0][0].rows.count == 2
    nothing = client.get("/prospects/sources?first=2001-01-01&last=2001-02-01")
    assert "该时段没有公司进入名单" in nothing.text
    assert client.get("/prospects/sources?first=&last=nonsense").text.count("<tr>") > 1


def test_the_days_of_rows_are_dropped_like_any_filter(cast, sign_in):
    add_row(make_list(cast.lin))
    commit()
    page_ = sign_in("lin").get("/prospects?first=2026-11-01&last=2026-11-20&channel=fair")
    assert "2026-11-01 – 2026-11-20" in page_.text
    assert 'href="/prospects?channel=fair"' in page_.text and "first=2026-11-01" in page_.text
