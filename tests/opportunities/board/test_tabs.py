"""The tabs of the board say how many cards are late."""

from tests.activities.factories import NOW
from tests.home.conftest import DAY
from tests.opportunities.factories import make_opportunity
from tests.pages import part


def test_a_tab_counts_its_cards_and_those_that_are_late(cast, db_session, sign_in):
    make_opportunity(cast.lin)
    late = make_opportunity(cast.lin, at=NOW - 20 * DAY)
    db_session.commit()
    page = sign_in("lin").get("/opportunities/board")
    assert part(page, f"tab-count-{late.stage}").text == "2 1 漏跟进"
    assert part(page, "tab-count-need_confirmed").text == "0"
