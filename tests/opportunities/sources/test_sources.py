"""What each channel and each referrer brought, with the records behind every number (R13)."""

import pytest

from salesapp.opportunities.sources import page
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
