"""What the tests of the first page, the search, the figures and the record pages share."""

from datetime import timedelta

import pytest

from tests.activities.factories import NOW, make_record, promise
from tests.contracts.factories import make_contract
from tests.opportunities.factories import make_opportunity

DAY = timedelta(days=1)
KEPT_IN_THE_PROCESS = ("FROM setting", "FROM calendar_day", "FROM calendar_year", "FROM dictionary_entry")


@pytest.fixture
def price(count_queries):
    """Count what a page asks of the database once the configuration is in the process."""

    def of(client, url) -> int:
        client.get(url)
        with count_queries() as counted:
            assert client.get(url).status_code == 200
        asked = [each for each in counted.statements if not any(kept in each for kept in KEPT_IN_THE_PROCESS)]
        return len(asked)

    return of


@pytest.fixture
def busy(cast, db_session):
    """One customer of lin's in which everything happens: talks, a letter owed, an opportunity, a contract."""
    opportunity = make_opportunity(cast.lin)
    customer = opportunity.customer
    make_record(cast.lin, customer=customer, opportunity_id=opportunity.id, is_first=True, at=NOW - 3 * DAY,
                promises=[promise("案例")], next_at=NOW - DAY, situation="排产靠表格")  # fmt: skip
    make_contract(cast.lin, opportunity=opportunity)
    db_session.commit()
    return opportunity
