"""Opportunities in the search for everything and in their list: by number, and by words, reading and initials of their name."""

import pytest
from sqlalchemy import select, update

from salesapp.customers.search.rules import titled
from salesapp.db import db
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.search.actions import index_names
from salesapp.opportunities.search.queries import find
from salesapp.trail.models import AuditEntry
from tests.opportunities.factories import NOW, make_opportunity

NAME = "重庆产线排产与库存ERP对接"


def names(term: str, user) -> list[str]:
    return [hit.title for hit in find(term, user, 20)]


@pytest.mark.parametrize(
    "term",
    ["排产与库存", "paichan", "pcykc", "cqcx", "erp", "pai chan", "库存 排产", "排產", "chongqing", "duijie"],
)
def test_it_is_found_by_words_reading_and_initials(cast, term):
    make_opportunity(cast.lin, name=NAME), make_opportunity(cast.lin, name="看板试用")
    assert names(term, cast.lin) == [NAME]


def test_it_is_found_by_its_number_whole_or_in_part(cast):
    found = make_opportunity(cast.lin, name=NAME)
    make_opportunity(cast.lin, name="看板试用")
    assert names(found.number, cast.lin) == names(found.number[-4:], cast.lin) == [NAME]


@pytest.mark.parametrize("term", ["排单", "xyz", "排产 看板", "%", "_"])
def test_what_a_name_does_not_say_finds_nothing(cast, term):
    make_opportunity(cast.lin, name=NAME), make_opportunity(cast.lin, name="看板试用")
    assert names(term, cast.lin) == []


def test_one_finds_what_one_may_see(cast):
    make_opportunity(cast.lin, name=NAME)
    assert names("cqcx", cast.chen) == [] and names("cqcx", cast.xu) == [NAME]


def test_a_new_name_is_found_and_the_old_one_no_more(cast):
    found = make_opportunity(cast.lin, name=NAME)
    found.name = "看板试用"
    db.session.commit()
    assert (names("cqcx", cast.lin), names("kbsy", cast.lin)) == ([], ["看板试用"])


def test_what_a_migration_left_empty_is_written_at_the_next_start_and_the_trail_tells_nothing(cast):
    found = make_opportunity(cast.lin, name=NAME)
    db.session.execute(update(Opportunity.__table__).values(search_text=""))
    db.session.commit()
    version, told = found.version, len(db.session.scalars(select(AuditEntry.seq)).all())
    assert (index_names(at=NOW), index_names(at=NOW)) == (1, 0)
    db.session.expire_all()
    assert found.search_text == titled(NAME, found.number) and found.version == version
    assert len(db.session.scalars(select(AuditEntry.seq)).all()) == told
    assert names("cqcx", cast.lin) == [NAME]


def test_the_list_finds_it_by_its_reading_too(cast, sign_in):
    make_opportunity(cast.lin, name=NAME), make_opportunity(cast.lin, name="看板试用")
    page = sign_in("lin").get("/opportunities?q=cqcx").text
    assert NAME in page and "看板试用" not in page
