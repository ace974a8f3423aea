"""Who reads a contact record."""

import pytest

from salesapp.activities import queries
from tests.activities.factories import make_record


@pytest.mark.parametrize(
    ("name", "sees"),
    [("lin", True), ("fang", False), ("xu", True), ("ma", False), ("tang", True), ("admin", False)],
)
def test_a_record_is_seen_by_those_who_see_the_customer(cast, db_session, name, sees):
    record = make_record(cast.lin)
    assert (queries.find(record.id, getattr(cast, name)) is not None) is sees


def test_who_took_part_sees_the_record_though_not_the_customer(cast, db_session):
    record = make_record(cast.lin, colleagues=[cast.he.id])
    assert queries.find(record.id, cast.he) is not None
